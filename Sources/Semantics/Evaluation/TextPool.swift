import Synchronization

/// Texts as numbers, each once, so that to compare two is to compare two numbers. Ids are dense, from 0, in the order of
/// first use; several threads may use one pool, so ids differ from run to run and never leave it.
package final class TextPool: Sendable {
  private struct State {
    var texts: [String] = []
    var ids: [String: Int64] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var count: Int { state.withLock { $0.texts.count } }

  package func id(_ text: String) -> Int64 {
    state.withLock { state in
      if let id = state.ids[text] { return id }
      let id = Int64(state.texts.count)
      state.texts.append(text)
      state.ids[text] = id
      return id
    }
  }

  package func text(_ id: Int64) -> String { state.withLock { $0.texts[Int(id)] } }

  package func find(_ text: String) -> Int64? { state.withLock { $0.ids[text] } }
}
