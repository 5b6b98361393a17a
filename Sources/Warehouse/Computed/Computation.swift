import Postgres
package import Tabular

/// All that is computed for one business date in one go, and published in one transaction.
package struct Computation: Hashable, Sendable {
  package var number: Int64
  package var date: BusinessDate
  var run: RunTicket
}

/// What of a date is published, for one part.
package struct PublishedPart: Hashable, Sendable {
  package var computation: Int64
  package var restatement: Int
  /// Of the definitions it was computed by.
  package var logic: Fingerprint
  /// What it was computed from, in the words of whoever computed it.
  package var inputs: String
  /// Its rows have outlived their period.
  package var isDropped: Bool
  /// The highest number of a batch that was known when it was computed.
  package var known: Int64
}

extension Database {
  /// Takes a number for what will be computed; nothing is seen before `publish`.
  ///
  /// - Parameter known: the highest number of a batch that is known; nil: all there are.
  package func beginComputation(
    of date: BusinessDate, run: RunTicket, catalog: Fingerprint, known: Int64? = nil, at now: Moment
  ) throws -> Computation {
    let number = try connection.query(
      """
      insert into meta.computation (biz_date, run, catalog, begun_at, known)
      values ($1, $2, decode($3, 'hex'), to_timestamp($4::bigint),
        coalesce($5::bigint, (select coalesce(max(batch), 0) from meta.batch)))
      returning computation
      """,
      [date.description, run.run, catalog.description, now.parameter, known.map { String($0) }],
      doing: "begin a computation of \(date)"
    ).integer
    return Computation(number: Int64(number ?? 0), date: date, run: run)
  }

  /// What is live on a date, by part: `ind:txn`, `label:CORP_TAX_GROWTH`, `labels:l2`, `kpi:KPI_NPL_RATIO`.
  package func computedParts(on date: BusinessDate) throws -> [String: PublishedPart] {
    let rows = try connection.query(
      """
      select l.part, l.computation, l.restatement, encode(c.logic, 'hex'), c.inputs, l.dropped_at is not null, m.known
      from meta.computed_live l
      join meta.computed c on c.part = l.part and c.biz_date = l.biz_date and c.restatement = l.restatement
      join meta.computation m on m.computation = l.computation
      where l.biz_date = $1
      """, [date.description], doing: "read what is computed")
    var parts: [String: PublishedPart] = [:]
    for row in rows {
      guard let part = row[0], let computation = row[1].flatMap({ Int64($0) }),
        let restatement = row[2].flatMap({ Int($0) })
      else { continue }
      parts[part] = PublishedPart(
        computation: computation, restatement: restatement, logic: Fingerprint(hex: row[3] ?? "") ?? Fingerprint([]),
        inputs: row[4] ?? "", isDropped: row[5] == "t", known: row[6].flatMap { Int64($0) } ?? 0)
    }
    return parts
  }

  /// Parts of a date that readers do not see, each with the feeds it waits for.
  package func staleParts(on date: BusinessDate) throws -> [String: ComputedParts.Stale] {
    let rows = try connection.query(
      "select part, array_to_string(missing, chr(10)), objection from meta.stale where biz_date = $1",
      [date.description], doing: "read what is stale")
    return rows.reduce(into: [:]) { parts, row in
      let missing = (row[1] ?? "").split(separator: "\n").map(String.init)
      parts[row[0] ?? ""] = ComputedParts.Stale(row[0] ?? "", missing: missing, objection: row[2])
    }
  }
}

extension Database {
  /// The highest customer number there is and one: bits stand by these numbers.
  package func customerCount() throws -> Int {
    try connection.query("select coalesce(max(customer_id), 0) + 1 from dwd.party", doing: "count customers").integer
      ?? 1
  }

  /// The newest date of which something is published.
  package func lastComputedDate() throws -> BusinessDate? {
    try connection.query(
      "select max(biz_date) from meta.computed_live where dropped_at is null", doing: "ask the newest date"
    )
    .first.flatMap { BusinessDate($0) }
  }
}
