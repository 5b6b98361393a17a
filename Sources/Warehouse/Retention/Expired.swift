import Postgres
package import Tabular

/// What has outlived its period.
package struct Expired: Hashable, Sendable {
  /// A batch that a correction replaced, and whose rows go.
  package struct Batch: Hashable, Sendable {
    package var number: Int64
    package var asset: String
    package var date: BusinessDate
  }

  /// What was computed for each customer on a date, for one part.
  package struct Computed: Hashable, Sendable {
    /// `ind:txn`, `labels:l2`.
    package var part: String
    package var date: BusinessDate
    var computation: Int64
    var table: Identifier
  }

  package var batches: [Batch] = []
  package var computed: [Computed] = []
  /// Chunks that another computation of their date has replaced.
  package var bitmaps = 0
  package var rejects = 0
  /// Lines of the ledger.
  package var entries = 0

  package init() {}

  package var isEmpty: Bool {
    batches.isEmpty && rejects == 0 && entries == 0 && computed.isEmpty && bitmaps == 0
  }
}

extension Database {
  /// What a retention lets go; asking drops nothing.
  package func expired(_ retention: Retention) throws -> Expired {
    let sql = ExpireSQL(retention: retention)
    let doing = "look for what has outlived its period"
    // One statement each, one snapshot for all: nothing is counted twice.
    return try connection.transaction(.repeatableRead, readOnly: true, doing: doing) {
      var expired = Expired()
      expired.batches = try connection.query(sql.batches, doing: doing).compactMap { row in
        guard let number = row[0].flatMap({ Int64($0) }), let date = row[2].flatMap({ BusinessDate($0) }) else {
          return nil
        }
        return Expired.Batch(number: number, asset: row[1] ?? "", date: date)
      }
      if let computed = ExpireComputedSQL(retention: retention) {
        expired.computed = try connection.query(computed.tables, doing: doing).compactMap(Expired.Computed.init)
        expired.bitmaps = try connection.query(computed.countBitmaps, doing: doing).integer ?? 0
      }
      expired.rejects =
        try connection.query(
          "select count(*) from meta.reject where batch in (\(sql.rejects))", doing: doing
        ).integer ?? 0
      let after = expired.batches.map(\.number)
      expired.entries =
        try connection.query("select count(*) from (\(sql.entries(dropping: after))) e", doing: doing).integer ?? 0
      return expired
    }
  }

  /// Deliveries in the ledger that an archive may let go, by feed: each came before the limit and stands for a date
  /// before it, is decided, and its feed has something live for that date.
  ///
  /// - Parameter stays: of which feeds what is live must stay, for what follows is folded upon it.
  package func settledDeliveries(
    before limit: Retention.Limit, keepingLiveOf stays: (String) -> Bool
  ) throws -> [String: [SettledDelivery]] {
    let rows = try connection.query(
      """
      select b.feed, b.business_date, b.file_name, bool_or(l.batch = b.batch)
      from meta.batch b
      join meta.live l on l.feed = b.feed and l.biz_date = b.business_date
      where b.business_date < $1
      group by 1, 2, 3
      having bool_or(b.status not in ('staged', 'abandoned')) and bool_and(b.status <> 'staged')
        and max(b.opened_at) < to_timestamp($2::bigint)
      order by 1, 2, 3
      """, [limit.date.description, limit.moment.parameter], doing: "look for what an archive may let go")
    var settled: [String: [SettledDelivery]] = [:]
    for row in rows {
      guard let feed = row[0], let date = row[1].flatMap({ BusinessDate($0) }), let name = row[2] else { continue }
      if row[3] == "t", stays(feed) { continue }
      settled[feed, default: []].append(SettledDelivery(date: date, fileName: name))
    }
    return settled
  }
}

/// A delivery on which the ledger has the last word.
package struct SettledDelivery: Hashable, Sendable {
  package var date: BusinessDate
  /// As the ledger names it.
  package var fileName: String

  package init(date: BusinessDate, fileName: String) {
    self.date = date
    self.fileName = fileName
  }
}
