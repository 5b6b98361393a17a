package import Catalog
import Postgres
package import Tabular

/// How the two sides of a reconciliation compared on one business date.
package struct ReconciliationOutcome: Hashable, Sendable {
  package var reconciliation: String
  package var zh: String
  package var date: BusinessDate
  package var compared: Int
  package var breaks: Int
}

extension Database {
  /// Compares, on one date, what must agree, and replaces what was found there before, in one transaction: a reader sees
  /// all of it or none. Left out is what it read already and has not changed since, and what reads an asset that is not
  /// applied.
  ///
  /// - Parameter warehouse: what is applied, `appliedWarehouse()`.
  /// - Throws: `WarehouseError.fenced` where another run has taken over.
  package func reconcile(
    _ all: [Reconciliation], in warehouse: WarehouseDefinition, on date: BusinessDate, run: RunTicket, at now: Moment
  ) throws -> [ReconciliationOutcome] {
    try connection.transaction(doing: "reconcile \(date)") {
      try checkEpoch(run)
      // Whole sets are compared. The server knows nothing of batches that came since it last looked, takes them for empty
      // and would go through them row by row.
      try connection.execute("set local enable_nestloop = off", doing: "reconcile \(date)")
      return try openComparisons(all, in: warehouse, on: date).map { one in
        try compare(one.sql, inputs: one.inputs, at: now)
      }
    }
  }

  private func compare(_ sql: ReconciliationSQL, inputs: String, at now: Moment) throws -> ReconciliationOutcome {
    let (one, date) = (sql.reconciliation, sql.date)
    let doing = "reconcile \(one.id) \(date)"
    for level in 1...4 {
      try connection.query(
        "delete from recon.break_l\(level) where reconciliation = $1 and biz_date = $2", [one.id, date.description],
        doing: doing)
    }
    for statement in [
      "create temporary table compared as\n\(sql.comparison)",
      "create temporary table broken as\n\(sql.broken)",
      "analyze broken",
      """
      insert into recon.break_l\(sql.level) (reconciliation, biz_date, key, left_sum, right_sum, evidence)
      select \(Literal(one.id)), date '\(date)', d.key, d.left_sum, d.right_sum, d.evidence
      from (
      \(sql.differences)
      ) d
      """,
    ] {
      try connection.execute(statement, doing: doing)
    }
    let counts = try connection.query(
      """
      insert into recon.outcome (reconciliation, biz_date, zh, inputs, compared, breaks, reconciled_at)
      select $1, $2, $3, $4, count(*), count(*) filter (where is_break), to_timestamp($5::bigint) from compared
      on conflict (reconciliation, biz_date) do update set zh = excluded.zh, inputs = excluded.inputs,
        compared = excluded.compared, breaks = excluded.breaks, reconciled_at = excluded.reconciled_at
      returning compared, breaks
      """, [one.id, date.description, one.zh, inputs, now.parameter], doing: doing)[0]
    try connection.execute("drop table compared, broken", doing: doing)
    return ReconciliationOutcome(
      reconciliation: one.id, zh: one.zh, date: date, compared: counts[0].flatMap { Int($0) } ?? 0,
      breaks: counts[1].flatMap { Int($0) } ?? 0)
  }

  /// What the reconciliations of a date came to, by id.
  package func reconciliations(on date: BusinessDate) throws -> [ReconciliationOutcome] {
    try connection.query(
      "select reconciliation, zh, compared, breaks from recon.outcome where biz_date = $1 order by 1",
      [date.description], doing: "read what was reconciled"
    ).map { row in
      ReconciliationOutcome(
        reconciliation: row[0] ?? "", zh: row[1] ?? "", date: date, compared: row[2].flatMap { Int($0) } ?? 0,
        breaks: row[3].flatMap { Int($0) } ?? 0)
    }
  }

  /// Those whose comparison on a date was never made, or of something that has changed since.
  package func unreconciled(
    _ all: [Reconciliation], in warehouse: WarehouseDefinition, on date: BusinessDate
  ) throws -> [Reconciliation] {
    try openComparisons(all, in: warehouse, on: date).map(\.sql.reconciliation)
  }

  /// Of the first differences, the places of the rows that were summed up: `X1/posting POST_20251120.dat.gz:17`.
  package func evidence(of reconciliation: String, on date: BusinessDate, limit: Int) throws -> [[String]] {
    let all = (1...4).map { "select key, evidence from recon.break_l\($0) where reconciliation = $1 and biz_date = $2" }
    let rows = try connection.query(
      """
      select (
        select string_agg(distinct format('%s %s:%s', e->>'asset', e->>'file', e->>'line'), chr(10))
        from jsonb_array_elements(d.evidence) e)
      from (\(all.joined(separator: " union all "))) d
      order by d.key limit $3
      """, [reconciliation, date.description, String(limit)], doing: "read differences")
    return rows.map { ($0[0] ?? "").split(separator: "\n").map(String.init) }
  }

  /// The same with the statement, and with what the outcome will be of: the definition and the batches it is worked out from.
  private func openComparisons(
    _ all: [Reconciliation], in warehouse: WarehouseDefinition, on date: BusinessDate
  ) throws -> [(sql: ReconciliationSQL, inputs: String)] {
    let there = all.filter { $0.assets.allSatisfy { warehouse.assets[$0] != nil } }
    guard !there.isEmpty else { return [] }
    let live = try liveBatches(of: Set(there.flatMap(\.assets)).sorted(), upTo: date)
    let known = try connection.query(
      "select reconciliation, inputs from recon.outcome where biz_date = $1", [date.description],
      doing: "read what was reconciled"
    ).reduce(into: [:]) { known, row in known[row[0] ?? ""] = row[1] }
    return there.compactMap { one in
      // What it takes for the day before was delivered once: the first date has no opening.
      let openings = one.terms.filter { $0.moment == .opening }
      guard openings.allSatisfy({ !live.of($0.asset, before: date).isEmpty }) else { return nil }
      let sql = ReconciliationSQL(reconciliation: one, assets: warehouse.assets, date: date, live: live)
      let isOfOneDay = one.terms.allSatisfy { $0.moment == .date }
      let batches = live.text(of: one.assets, on: isOfOneDay ? date : nil)
      let inputs = sha256("\(sql.comparison)\n\(batches)").short
      return known[one.id] == inputs ? nil : (sql, inputs)
    }
  }
}
