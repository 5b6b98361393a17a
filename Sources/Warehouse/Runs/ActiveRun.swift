package import Tabular
package import Postgres
import Foundation

/// Another run holds the warehouse (exit 75).
package struct LockedError: Error, Hashable, Sendable, CustomStringConvertible {
  package var command: String
  /// `08:40:00` of the bank's local time.
  package var since: String
  package var doing: String?

  package var description: String {
    "error: another run holds the lock: \(command), since \(since)\(doing.map { ", \($0)" } ?? "")"
      + "\n    hint: granary status, or try again later; nothing was started"
  }
}

/// The one run a warehouse has at a time: it holds the advisory lock as long as this object lives.
///
/// The lock is the session's, so it ends with the process, however that ends; the epoch then keeps out whoever lost the
/// lock and does not know it yet.
package final class ActiveRun {
  /// What the run's other sessions and its publishing carry.
  package let ticket: RunTicket
  /// The session that holds the lock. The run's own thread may ask it for other things.
  package let database: Database
  /// Sessions for what a batch brings before it is published. Their commits do not wait for the disk: the one that
  /// publishes stands behind them in the server's log, and it does; of a batch that was never published nothing is kept.
  package let sessions: SessionPool

  /// Brings `meta` to its newest step, takes the lock, ends what a dead run left in the server, raises the epoch, and removes orphans.
  ///
  /// - Parameter command: as a person knows it: `run`, `tick`, `apply`.
  package static func begin(_ settings: ConnectionSettings, command: String, at now: Moment) throws -> ActiveRun {
    var ticket = try RunTicket.ours()
    let database = try Database(settings, as: ticket.applicationName)
    try database.migrate()
    try database.takeRunLock()
    ticket.epoch = try database.raiseEpoch(for: ticket, command: command, at: now)
    try database.endOtherRuns(than: ticket)
    try database.removeOrphans(of: ticket, at: now)
    return ActiveRun(ticket, database, settings)
  }

  private init(_ ticket: RunTicket, _ database: Database, _ settings: ConnectionSettings) {
    self.ticket = ticket
    self.database = database
    var settings = settings
    settings.options["synchronous_commit"] = "off"
    sessions = SessionPool(settings, application: ticket.applicationName)
  }

  /// Says what it is at, for the one who finds the lock taken: "loading X2/balance".
  package func note(_ doing: String) throws {
    try database.connection.query(
      "update meta.run set doing = $2 where run = $1", [ticket.run, doing], doing: "note what the run does")
  }

  /// Writes how it ended, and gives the lock back. A run that never comes here loses it with its session, but the server
  /// notices a closed session only in its own time, and whoever comes next must not meet a lock nobody holds.
  package func finish(_ outcome: String, at now: Moment) throws {
    try database.connection.query(
      "update meta.run set finished_at = to_timestamp($2::bigint), outcome = $3, doing = null where run = $1",
      [ticket.run, now.parameter, outcome], doing: "write the run's end")
    try database.connection.query(
      "select pg_advisory_unlock(\(AdvisoryLock.run))", doing: "give the run lock back")
  }
}

extension Database {
  /// Sessions that hold the run lock.
  private static let holders = """
    select a.pid, a.application_name
    from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and l.objsubid = 1
      and l.database = (select oid from pg_database where datname = current_database())
      and (l.classid::bigint << 32 | l.objid::bigint) = \(AdvisoryLock.run)
    """

  /// Ten seconds are far more than a dead run's session needs to go once it is told to.
  fileprivate func takeRunLock() throws {
    for _ in 0..<100 {
      let taken = try connection.query(
        "select pg_try_advisory_lock(\(AdvisoryLock.run))", doing: "take the run lock")
      if taken.first == "t" { return }
      let holders = try connection.query(Database.holders, doing: "ask who holds the run lock")
      for holder in holders {
        guard let name = holder[1], let other = RunTicket(applicationName: name), other.isDead else {
          throw try lockedError(by: holder[1].flatMap { RunTicket(applicationName: $0) })
        }
        try end(other)
      }
      usleep(100_000)
    }
    throw try lockedError(by: nil)
  }

  private func lockedError(by other: RunTicket?) throws -> LockedError {
    let rows = try connection.query(
      "select command, to_char(started_at, 'HH24:MI:SS'), doing from meta.run where run = $1", [other?.run],
      doing: "ask who holds the run lock")
    guard let row = rows.values.first else { return LockedError(command: "a run", since: "just now") }
    return LockedError(command: row[0] ?? "", since: row[1] ?? "", doing: row[2])
  }

  /// Ends every session of that run.
  private func end(_ other: RunTicket) throws {
    try connection.query(
      """
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and starts_with(application_name, $1) and pid <> pg_backend_pid()
      """, ["granary:\(other.run):"], doing: "end what a dead run left")
  }

  fileprivate func raiseEpoch(for ticket: RunTicket, command: String, at now: Moment) throws -> Int64 {
    try connection.transaction(doing: "raise the epoch") {
      let rows = try connection.query(
        "update meta.epoch set epoch = epoch + 1 returning epoch", doing: "raise the epoch")
      let epoch = Int64(rows.integer ?? 0)
      try connection.query(
        """
        insert into meta.run (run, command, host, process, process_start, epoch, started_at)
        values ($1, $2, $3, $4, $5, $6, to_timestamp($7::bigint))
        """,
        [
          ticket.run, command, ticket.host, String(ticket.process), String(ticket.processStart), String(epoch),
          now.parameter,
        ], doing: "write the run's beginning")
      return epoch
    }
  }

  /// With the lock in hand, whatever session still carries another run's name belongs to a run that is over: a copy of
  /// a killed process, say, that the server has not noticed yet.
  fileprivate func endOtherRuns(than ticket: RunTicket) throws {
    for _ in 0..<20 {
      let rows = try connection.query(
        """
        select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
        where datname = current_database() and starts_with(application_name, 'granary:')
          and not starts_with(application_name, $1) and pid <> pg_backend_pid()
        """, ["granary:\(ticket.run):"], doing: "end what a dead run left")
      if rows.integer == 0 { return }
    }
    throw WarehouseError(
      .unavailable, "warehouse", "sessions of an earlier run do not end", hint: "granary warehouse stop, then again")
  }
}
