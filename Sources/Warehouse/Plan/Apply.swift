import Postgres
package import Tabular

extension Database {
  /// Makes the warehouse what the plan says, in one transaction: tables, views, masks, privileges, policies, comments
  /// and what is written down about them. Readers see the old warehouse or the new one.
  ///
  /// A reader's lock is waited for two seconds; then everything gives way, and it is tried again.
  ///
  /// - Parameters:
  ///   - run: of this process; nobody loads meanwhile.
  ///   - waiting: told, in a line for a person, whose query stands in the way.
  package func apply(
    _ plan: CatalogPlan, run: RunTicket, at now: Moment, waiting: (String) -> Void = { _ in }
  ) throws {
    guard plan.refusals.isEmpty else {
      throw WarehouseError(
        .blocked, "Catalog", "\(plan.refusals.count) changes would take something from readers", hint: "granary plan")
    }
    guard plan.dependants.isEmpty else {
      throw WarehouseError(
        .blocked, "Catalog", "views of others read what changes: \(plan.dependants.joined(separator: ", "))",
        hint: "ask their owners to drop them, then granary apply; we never drop along")
    }
    let script = ApplyScript(plan, RoleNames(database: try name()))
    for attempt in 1...10 {
      do {
        return try connection.transaction(doing: "apply the catalog") {
          try connection.execute("set local lock_timeout = '2s'", doing: "apply the catalog")
          try checkEpoch(run)
          try checkUnmoved(plan)
          try make(script, plan, run, now)
        }
      } catch let error as PostgresError where ["55P03", "40P01"].contains(error.sqlstate) && attempt < 10 {
        let blockers = try blockers(on: plan.touched)
        let who = blockers.isEmpty ? "a reader" : blockers.joined(separator: ", ")
        waiting("waiting for \(who); gave way after 2s, retry \(attempt) of 10")
      }
    }
  }

  private func make(_ script: ApplyScript, _ plan: CatalogPlan, _ run: RunTicket, _ now: Moment) throws {
    try ensureRoles(plan.after.readers, leaving: plan.before.readers, script.names)
    for statement in script.statements {
      try connection.execute(statement, doing: "apply the catalog: \(statement.prefix { !$0.isNewline }.prefix(80))")
    }
    try writeDown(plan, run, now)
  }

  /// The plan was made from what the last apply left; if another apply came between, it is stale.
  private func checkUnmoved(_ plan: CatalogPlan) throws {
    guard try appliedCatalog() != plan.from || (try appliedWarehouse()) != plan.before else { return }
    throw WarehouseError(
      .notApplied, "plan \(plan.id.short)", "stale: the warehouse has moved since it was made", hint: "granary plan")
  }

  private func writeDown(_ plan: CatalogPlan, _ run: RunTicket, _ now: Moment) throws {
    let doing = "write down the catalog"
    for change in plan.changes {
      guard let asset = change.after else {
        try connection.query("delete from meta.asset where asset = $1", [change.asset], doing: doing)
        continue
      }
      try connection.query(
        """
        insert into meta.asset (asset, definition, shape, access, wording, catalog, applied_at)
        values ($1, $2, decode($3, 'hex'), decode($4, 'hex'), decode($5, 'hex'), decode($6, 'hex'),
          to_timestamp($7::bigint))
        on conflict (asset) do update set definition = excluded.definition, shape = excluded.shape,
          access = excluded.access, wording = excluded.wording, catalog = excluded.catalog,
          applied_at = excluded.applied_at
        """,
        [
          asset.id, try DefinitionText.write(asset), asset.shapeFingerprint.description,
          asset.accessFingerprint.description, asset.wordingFingerprint.description, plan.to.description, now.parameter,
        ], doing: doing)
    }
    try connection.execute("delete from meta.item", doing: doing)
    let items = plan.after.sorted.flatMap { asset in
      asset.items.map { item in
        let id = Literal("\(asset.table).\(item.id)")
        let ask = Literal(CommentText.ask(item, asset, plan.after.readers))
        return "(\(id), \(Literal(item.zh)), \(item.level), \(item.mask != nil), \(ask))"
      }
    }
    if !items.isEmpty {
      try connection.execute(
        "insert into meta.item (item, zh, level, is_masked, ask) values\n\(items.joined(separator: ",\n"))",
        doing: doing)
    }
    if plan.before.computed != plan.after.computed {
      try writeDown(plan.after.computed)
      try raise(plan.after.computed, from: plan.before.computed)
    }
    try connection.query(
      """
      insert into meta.catalog (fingerprint, readers, plan, run, applied_at)
      values (decode($1, 'hex'), $2, $3, $4, to_timestamp($5::bigint))
      """,
      [
        plan.to.description, try DefinitionText.write(plan.after.readers), plan.id.short, run.run, now.parameter,
      ], doing: doing)
  }

  /// Whose queries hold views and tables of these names: `zhoulan's query of 16:41 on power_usage`.
  func blockers(on names: [Identifier]) throws -> [String] {
    let rows = try connection.query(
      """
      select distinct format('%s''s query of %s on %s', a.usename, to_char(a.query_start, 'HH24:MI'), c.relname)
      from pg_locks l
      join pg_stat_activity a on a.pid = l.pid
      join pg_class c on c.oid = l.relation
      where l.granted and l.pid <> pg_backend_pid()
        and l.relation in (select to_regclass(name) from unnest($1::text[]) as name)
      order by 1
      """, [SQLArray.text(names.map(\.description))], doing: "ask who is in the way")
    return rows.values.compactMap { $0.first ?? nil }
  }

  /// Holds the epoch for the transaction, so that no other run can begin to publish meanwhile.
  func checkEpoch(_ run: RunTicket) throws {
    let epoch = try connection.query("select epoch from meta.epoch for update", doing: "check the epoch").first
    guard epoch == String(run.epoch) else {
      throw WarehouseError(
        .fenced, "warehouse", "another run has taken over, this one changes nothing", hint: "granary status")
    }
  }
}
