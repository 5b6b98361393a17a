import Foundation
import Postgres

/// A bounded queue of COPY messages between the thread that makes rows and those that send them.
///
/// Whoever makes rows waits while it is full, so memory stays as it is however slow the server is.
final class MessageQueue: @unchecked Sendable {
  private let changed = NSCondition()
  private let limit: Int
  private var messages: [CopyMessage] = []
  private var isClosed = false
  private var failure: (any Error)?

  init(limit: Int) { self.limit = limit }

  /// Waits for room. Throws what made a sender give up.
  func push(_ message: CopyMessage) throws {
    changed.lock()
    defer { changed.unlock() }
    while messages.count >= limit, failure == nil { changed.wait() }
    if let failure { throw failure }
    messages.append(message)
    changed.broadcast()
  }

  /// The next message; nil once the queue is closed and empty. Throws where the load was given up.
  func pop() throws -> CopyMessage? {
    changed.lock()
    defer { changed.unlock() }
    while messages.isEmpty, !isClosed, failure == nil { changed.wait() }
    if let failure { throw failure }
    guard !messages.isEmpty else { return nil }
    defer { changed.broadcast() }
    return messages.removeFirst()
  }

  /// No more will come.
  func close() {
    changed.lock()
    isClosed = true
    changed.broadcast()
    changed.unlock()
  }

  /// Both sides stop; the first reason stays.
  func fail(_ error: any Error) {
    changed.lock()
    if failure == nil { failure = error }
    changed.broadcast()
    changed.unlock()
  }
}
