package import Postgres
import Synchronization
import Tabular

/// The sessions of one login: it may read one mart, and nothing in a URL chooses it.
package final class Reader: Sendable {
  package let level: Int
  private let hours: NightHours?
  private let sessions: SessionPool
  private let known = Mutex<Known?>(nil)

  private struct Known {
    var mart: Mart
    var at: ContinuousClock.Instant
    /// With the moment it was looked up.
    var newest: (date: BusinessDate, at: ContinuousClock.Instant)?
  }

  /// - Parameter settings: as the login, never as the owner.
  package init(_ settings: ConnectionSettings, level: Int, hours: NightHours? = nil) {
    self.level = level
    self.hours = hours
    var settings = settings
    settings.options["default_transaction_read_only"] = "on"
    settings.options["statement_timeout"] = "5s"
    settings.options["lock_timeout"] = "2s"
    settings.options["idle_in_transaction_session_timeout"] = "10s"
    // Pages ask little and often: compiling would cost more than it saves.
    settings.options["jit"] = "off"
    settings.options["max_parallel_workers_per_gather"] = "0"
    sessions = SessionPool(settings, application: "granary serve")
  }

  /// Why this login is not fit to serve; nil where it reads its mart and cannot do more.
  package func objection() throws -> String? {
    try sessions.withSession { connection in
      let rows = try connection.query(
        """
        select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as mighty,
          pg_has_role(d.datdba, 'member') as owns,
          coalesce(has_schema_privilege(to_regnamespace($1)::oid, 'usage'), false) as reads,
          exists (select from pg_namespace n
            where n.nspname like 'mart\\_l_' and n.nspname <> $1 and has_schema_privilege(n.oid, 'usage')) as reads_more
        from pg_roles r, pg_database d
        where r.rolname = session_user and d.datname = current_database()
        """, ["mart_l\(level)"], doing: "look at the login's rights")
      guard let row = Table(rows).rows.first else { return "is unknown to the server" }
      if row["mighty"] == "t" { return "may change the server" }
      if row["owns"] == "t" { return "owns the warehouse" }
      if row["reads_more"] == "t" { return "may read another clearance's mart" }
      return row["reads"] == "t" ? nil : "may not read mart_l\(level)"
    }
  }

  /// Answers on this thread, and blocks it meanwhile.
  package func reply(to target: String) throws -> Reply {
    if let reply = Desk.reply(withoutAsking: target) { return reply }
    do {
      return try sessions.withSession { try reply(to: target, $0) }
    } catch let error as PostgresError where error.sqlstate == "42P01" || error.sqlstate == "42703" {
      // An apply has changed the mart since its views were looked at.
      known.withLock { $0 = nil }
      return try sessions.withSession { try reply(to: target, $0) }
    }
  }

  private func reply(to target: String, _ connection: Connection) throws -> Reply {
    let address = try? Address(target: target)
    let mart = try mart(connection)
    var desk = Desk(Session(connection: connection), mart, hours: hours)
    let newest = try address.flatMap { try $0.date == nil ? self.newest(desk) : nil }
    desk.newest = newest
    guard address?.format == .csv else { return try desk.reply(to: target) }
    // A file may be asked for in parts, which are all of one moment.
    return try connection.transaction(.repeatableRead, readOnly: true, doing: "page: file") {
      desk = Desk(Session(connection: connection, isInTransaction: true), mart, hours: hours)
      desk.newest = newest
      return try desk.reply(to: target)
    }
  }

  /// The newest date is looked up again after some seconds: who opens the dashboard anew wants the night that has just
  /// ended, but not by a query of its own for every page.
  private func newest(_ desk: Desk) throws -> BusinessDate? {
    let now = ContinuousClock.now
    if let newest = known.withLock({ $0?.newest }), now - newest.at < .seconds(5) { return newest.date }
    let date = try desk.findNewest()
    known.withLock { $0?.newest = date.map { (date: $0, at: now) } }
    return date
  }

  /// The mart's views; looked at anew after a while, for new groups of indicators come with an apply.
  private func mart(_ connection: Connection) throws -> Mart {
    let now = ContinuousClock.now
    if let mart = known.withLock({ $0 }), now - mart.at < .seconds(30) { return mart.mart }
    let mart = Mart(level: level, shape: try Session(connection: connection).answer(Mart.shape(level: level)))
    known.withLock { $0 = Known(mart: mart, at: now) }
    return mart
  }

  private struct Session: Answering {
    let connection: Connection
    var isInTransaction = false

    /// What the server refuses this login is not there for it: a branch reads no list of all parties.
    func answer(_ question: Question) throws -> Table {
      let doing = "page: " + question.name
      if isInTransaction { try connection.execute("savepoint question", doing: doing) }
      do {
        return Table(try connection.query(question.sql, question.parameters, doing: doing))
      } catch let error as PostgresError where error.sqlstate == "42501" {
        if isInTransaction { try connection.execute("rollback to savepoint question", doing: doing) }
        return .empty
      }
    }
  }
}
