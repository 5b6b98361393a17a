import CLibpq
import Synchronization

/// Sessions that are lent to one thread at a time and used again: a new one costs the server a process, and that process
/// everything it has to learn about the tables.
///
/// They close with the pool.
package final class SessionPool: Sendable {
  package let settings: ConnectionSettings
  private let application: String
  private let idle = Mutex<[Lent]>([])

  /// A connection belongs to whoever took it off the list, and to nobody while it is on it.
  private struct Lent: @unchecked Sendable { let connection: Connection }

  /// - Parameter application: what `pg_stat_activity.application_name` shows of each.
  package init(_ settings: ConnectionSettings, application: String) {
    self.settings = settings
    self.application = application
  }

  /// Lends a session to this thread while `body` runs. One whose work failed is closed: nobody knows what it holds.
  package func withSession<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    let lent = try takeIdle() ?? Lent(connection: Connection(settings, application: application))
    let result = try body(lent.connection)
    idle.withLock { $0.append(lent) }
    return result
  }

  private func takeIdle() -> Lent? {
    while let lent = idle.withLock({ $0.popLast() }) {
      if lent.connection.isOpen { return lent }
    }
    return nil
  }
}

extension Connection {
  /// Whether the server has not hung up, as far as can be told without asking it.
  fileprivate var isOpen: Bool {
    unsafe PQconsumeInput(raw) == 1 && PQstatus(raw) == CONNECTION_OK
  }
}
