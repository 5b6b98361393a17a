import Tabular
import Postgres

/// Sends messages into one table over one or two connections, each with a thread of its own.
///
/// Two pay: the server spends more on a row than we do, and it works for one connection with one process. A connection
/// opens with the first message it is needed for, and commits by itself what it was given; nobody sees any of it before
/// the batch is published.
final class RowSender {
  private let queue: MessageQueue
  private let limit: Int
  private let copy: @Sendable ((inout CopyIn) throws -> Void) throws -> Int
  private var threads: [WorkThread<Int>] = []

  /// - Parameters:
  ///   - connections: none: what is handed over goes nowhere.
  ///   - copy: opens a connection, hands over its COPY, and answers how many rows the server took.
  init(connections: Int, copy: @escaping @Sendable ((inout CopyIn) throws -> Void) throws -> Int) {
    limit = connections
    // About 1 MB a connection: enough that the server's flushes and our parsing seldom wait for each other.
    queue = MessageQueue(limit: 16 * connections)
    self.copy = copy
  }

  /// Hands over a message; waits while the server is behind.
  func send(_ message: CopyMessage) throws {
    if limit == 0 { return }
    if threads.count < limit { threads.append(newThread()) }
    try queue.push(message)
  }

  /// Waits until the server has committed everything; answers how many rows it took.
  func finish() throws -> Int {
    queue.close()
    return try threads.reduce(0) { $0 + (try $1.join()) }
  }

  /// Has the server drop what no connection has committed yet, and waits for the threads.
  func abandon() {
    queue.fail(Abandoned())
    for thread in threads { _ = try? thread.join() }
  }

  private func newThread() -> WorkThread<Int> {
    WorkThread("granary.send") { [queue, copy] in
      do {
        return try copy { open in
          while let message = try queue.pop() { try open.write(message) }
        }
      } catch {
        queue.fail(error)
        throw error
      }
    }
  }

  private struct Abandoned: Error {}
}
