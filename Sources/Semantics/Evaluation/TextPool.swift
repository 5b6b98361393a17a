/// Texts as numbers, each once, so that to compare two is to compare two numbers. Ids are dense, from 0.
package final class TextPool {
  private var texts: [String] = []
  private var ids: [String: Int64] = [:]

  package init() {}

  package var count: Int { texts.count }

  package func id(_ text: String) -> Int64 {
    if let id = ids[text] { return id }
    let id = Int64(texts.count)
    texts.append(text)
    ids[text] = id
    return id
  }

  package func text(_ id: Int64) -> String { texts[Int(id)] }

  package func find(_ text: String) -> Int64? { ids[text] }
}
