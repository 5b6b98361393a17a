import Foundation
import Synchronization

/// A thread with an outcome.
package final class WorkThread<Outcome: Sendable>: Sendable {
  private let outcome = Mutex<Result<Outcome, any Error>?>(nil)
  private let ended = DispatchSemaphore(value: 0)

  package init(_ name: String, _ work: @escaping @Sendable () throws -> Outcome) {
    let thread = Thread { [self] in
      let result = Result { try work() }
      outcome.withLock { $0 = result }
      ended.signal()
    }
    thread.name = name
    thread.start()
  }

  /// Waits for it to end; may be called again.
  package func join() throws -> Outcome {
    ended.wait()
    defer { ended.signal() }
    guard let result = outcome.withLock({ $0 }) else { preconditionFailure("a thread ended without an outcome") }
    return try result.get()
  }
}
