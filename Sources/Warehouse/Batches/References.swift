package import Postgres

extension Batch {
  /// By target, all tokens that had been delivered by the batch's business date, where they are no more than `limit`;
  /// none where they are more, or where only `unknown` can say it.
  package func delivered(atMost limit: Int, _ settings: ConnectionSettings) throws -> [[Int64]] {
    let queries = targets.map { $0.allDelivered(by: delivery.businessDate) }
    if queries.allSatisfy({ $0 == nil }) { return queries.map { _ in [] } }
    let connection = try Connection(settings, application: run.applicationName)
    return try queries.map { query in
      guard let query else { return [] }
      let tokens = try connection.integers(
        "\(query) limit \(limit + 1)", doing: "settle \(delivery.feed) \(delivery.businessDate)")
      return tokens.count > limit ? [] : tokens
    }
  }

  /// Which of these tokens, by what they name (`targetOfReference`), nobody had delivered by the batch's business date.
  ///
  /// Asks on a connection of its own, so that it can be asked while rows are still being copied: call it on a thread that
  /// may wait.
  package func unknown(among tokens: [[Int64]], _ settings: ConnectionSettings) throws -> [Set<Int64>] {
    precondition(tokens.count == targets.count, "tokens for other references than the asset has")
    var unknown = [Set<Int64>](repeating: [], count: tokens.count)
    if tokens.allSatisfy(\.isEmpty) { return unknown }
    let doing = "settle \(delivery.feed) \(delivery.businessDate)"
    let sql = SettleSQL(batch: self)
    let connection = try Connection(settings, application: run.applicationName)
    try connection.execute(sql.makeTokens, doing: doing)
    var rows = BinaryRows(columns: SettleSQL.columns.count)
    try connection.copy(into: sql.tokens, columns: SettleSQL.columns, doing: doing) { copy in
      for (target, keys) in tokens.enumerated() {
        // In the order of the index they are looked up in.
        for key in keys.sorted() {
          rows.beginRow()
          rows.smallInteger(Int32(target))
          rows.integer(key)
          rows.endRow()
          if rows.isFull { try copy.write(&rows) }
        }
      }
      try copy.write(&rows)
    }
    for row in try connection.query(sql.unknown, doing: doing) {
      guard let target = row[0].flatMap({ Int($0) }), let key = row[1].flatMap({ Int64($0) }) else { continue }
      unknown[target].insert(key)
    }
    return unknown
  }
}
