import Postgres
package import Tabular

/// The run that is at work now, as far as the server can show it.
package struct RunningRun: Hashable, Sendable {
  /// `run`, `tick`, `backfill`, `apply`.
  package var command: String
  package var since: Moment
  /// "loading X2/balance"; nil between two things.
  package var doing: String?
}

extension Database {
  /// Nil where nobody is: a run whose sessions are gone is not running, whatever it last wrote down.
  package func runningRun() throws -> RunningRun? {
    let rows = try connection.query(
      """
      select command, extract(epoch from started_at)::bigint, doing
      from meta.run r
      where finished_at is null
        and exists (
          select 1 from pg_stat_activity a
          where a.datname = current_database() and starts_with(a.application_name, 'granary:' || r.run || ':'))
      order by epoch desc limit 1
      """, doing: "ask who is running")
    guard let row = rows.values.first, let command = row[0], let since = Moment(parameter: row[1]) else { return nil }
    return RunningRun(command: command, since: since, doing: row[2])
  }

  /// Whether a run never wrote its end and its process is gone: what it left is the next one's to clear away, even where
  /// nothing is left to load.
  package func hasDeadRun() throws -> Bool {
    try connection.query(
      "select run, process, host, process_start, epoch from meta.run where finished_at is null",
      doing: "ask who was running"
    ).contains { row in
      guard let process = row[1].flatMap({ Int32($0) }), let start = row[3].flatMap({ UInt64($0) }) else {
        return false
      }
      let epoch = row[4].flatMap { Int64($0) } ?? 0
      return RunTicket(run: row[0] ?? "", process: process, host: row[2] ?? "", processStart: start, epoch: epoch)
        .isDead
    }
  }
}
