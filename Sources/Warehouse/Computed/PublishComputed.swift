import Postgres
package import Tabular

/// What a computation publishes.
package struct ComputedParts: Sendable {
  package struct Part: Hashable, Sendable {
    /// `ind:<group>`, `label:<LABEL>`, `labels:l<n>`, `opportunity:<OPP>`, `kpi:<KPI>`.
    package var name: String
    /// Of the definitions.
    package var logic: Fingerprint
    /// What it read, as a text that no other state of it has.
    package var inputs: String
    /// Deliveries it was worked out without, by feed.
    package var holes: [String: [BusinessDate]]

    package init(_ name: String, logic: Fingerprint, inputs: String, holes: [String: [BusinessDate]] = [:]) {
      self.name = name
      self.logic = logic
      self.inputs = inputs
      self.holes = holes
    }
  }

  /// What could not be computed, and the feeds it waits for.
  package struct Stale: Hashable, Sendable {
    package var part: String
    package var missing: [String]
    /// Of what is held back for a person to look at: what was not as expected.
    package var objection: String?
    package init(_ part: String, missing: [String], objection: String? = nil) {
      self.part = part
      self.missing = missing
      self.objection = objection
    }
  }

  /// What replaces what was published of a date. Its number is counted for each date, from 1.
  package enum Restatement: Hashable, Sendable {
    case opened(because: String, approver: String)
    /// One that another computation of the date has opened.
    case number(Int)
  }

  package var computation: Computation
  package var parts: [Part] = []
  package var tables: [StagedTable] = []
  package var stale: [Stale] = []
  /// What was read of each fact, all of what was loaded of it.
  package var readings: [Reading] = []
  /// Nil: the first word on the date, or what was stale until now.
  package var restatement: Restatement?

  package init(_ computation: Computation) { self.computation = computation }
}

extension Database {
  /// Makes a computation what readers see, in one transaction: its rows go to their places, the live marks of its parts
  /// move, what waits for feeds is marked stale, and a restatement is written down. What was live before stays, unseen,
  /// until its retention ends.
  ///
  /// - Returns: the number of the restatement; nil where it is none.
  /// - Throws: `WarehouseError.fenced` where another run has taken over.
  @discardableResult
  package func publish(_ computed: ComputedParts, at now: Moment) throws -> Int? {
    let computation = computed.computation
    let doing = "publish what is computed of \(computation.date)"
    precondition(
      Set(computed.parts.map(\.name)).count == computed.parts.count
        && Set(computed.parts.map(\.name)).isDisjoint(with: computed.stale.map(\.part)), "a part twice")
    precondition(computed.tables.allSatisfy { $0.computation == computation }, "a table of another computation")
    for staged in computed.tables {
      for statement in staged.table.seal(computation) { try connection.execute(statement, doing: doing) }
    }
    return try connection.transaction(doing: doing) {
      try checkEpoch(computation.run)
      for staged in computed.tables {
        for statement in staged.table.publish(computation) { try connection.execute(statement, doing: doing) }
      }
      let restatement = try restate(computed, at: now, doing)
      try mark(computed, restatement ?? 0, doing)
      try markHoles(computed, doing)
      try markStale(computed, at: now, doing)
      try write(computed.readings, of: computation, doing)
      try connection.query(
        "update meta.computation set computed_at = to_timestamp($2::bigint) where computation = $1",
        [String(computation.number), now.parameter], doing: doing)
      return restatement
    }
  }

  /// Drops what a computation staged; nobody has seen it.
  package func abandon(_ computation: Computation) throws {
    let doing = "abandon a computation of \(computation.date)"
    try connection.transaction(doing: doing) {
      let tables = try connection.query(
        "select tablename from pg_tables where schemaname = 'staging' and tablename like $1",
        ["%\\_c\(computation.number)"], doing: doing)
      for row in tables { try connection.execute("drop table \(Identifier("staging", row[0] ?? ""))", doing: doing) }
      try connection.query(
        "delete from meta.computation where computation = $1 and computed_at is null", [String(computation.number)],
        doing: doing)
    }
  }

  private func restate(_ computed: ComputedParts, at now: Moment, _ doing: String) throws -> Int? {
    switch computed.restatement {
    case nil: return nil
    case .number(let number)?: return number
    case .opened(let reason, let approver)?:
      return try connection.query(
        """
        insert into meta.restatement (biz_date, number, reason, approver, run, at)
        select $1::date, coalesce(max(number), 0) + 1, $2, $3, $4, to_timestamp($5::bigint)
        from meta.restatement where biz_date = $1::date
        returning number
        """,
        [computed.computation.date.description, reason, approver, computed.computation.run.run, now.parameter],
        doing: doing
      ).integer
    }
  }

  private func mark(_ computed: ComputedParts, _ restatement: Int, _ doing: String) throws {
    let parts = computed.parts
    let named = "unnest($1::text[], $2::text[], $3::text[]) p (part, logic, inputs)"
    let parameters = [
      SQLArray.text(parts.map(\.name)), SQLArray.text(parts.map(\.logic.description)),
      SQLArray.text(parts.map(\.inputs)), String(restatement), computed.computation.date.description,
      String(computed.computation.number),
    ]
    try connection.query(
      """
      insert into meta.computed (part, biz_date, restatement, computation, logic, inputs)
      select p.part, $5::date, $4::integer, $6::bigint, decode(p.logic, 'hex'), p.inputs from \(named)
      on conflict (part, biz_date, restatement) do update set computation = excluded.computation,
        logic = excluded.logic, inputs = excluded.inputs
      """, parameters, doing: doing)
    try connection.query(
      """
      with moved as (
        insert into meta.computed_live (part, biz_date, computation, restatement)
        select p.part, $5::date, $6::bigint, $4::integer from \(named)
        on conflict (part, biz_date) do update set computation = excluded.computation,
          restatement = excluded.restatement, dropped_at = null
        returning part, biz_date)
      delete from meta.stale s using moved m where s.part = m.part and s.biz_date = m.biz_date
      """, parameters, doing: doing)
  }

  private func markStale(_ computed: ComputedParts, at now: Moment, _ doing: String) throws {
    for stale in computed.stale {
      try connection.query(
        """
        insert into meta.stale (part, biz_date, missing, since, objection)
        values ($1, $2, $3::text[], to_timestamp($4::bigint), $5)
        on conflict (part, biz_date) do update set missing = excluded.missing, objection = excluded.objection
        """,
        [
          stale.part, computed.computation.date.description, SQLArray.text(stale.missing), now.parameter,
          stale.objection,
        ],
        doing: doing)
    }
  }
}
