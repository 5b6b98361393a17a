import Foundation
import Synchronization

/// Threads of our own for what blocks: asking the warehouse must never hold up an event loop.
package final class Threads: Sendable {
  private let queue: OperationQueue
  private let waiting = Atomic(0)
  private let longest: Int

  /// - Parameter longest: how many may wait; more are turned away at once.
  package init(_ count: Int, longest: Int = 64) {
    queue = OperationQueue()
    queue.name = "granary serve"
    queue.maxConcurrentOperationCount = count
    queue.qualityOfService = .userInitiated
    self.longest = longest
  }

  /// Nil where too many wait already.
  package func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
    guard waiting.add(1, ordering: .relaxed).newValue <= longest else {
      waiting.subtract(1, ordering: .relaxed)
      return nil
    }
    return await withCheckedContinuation { continuation in
      queue.addOperation {
        let result = work()
        self.waiting.subtract(1, ordering: .relaxed)
        continuation.resume(returning: result)
      }
    }
  }
}
