package import Postgres

extension Batch {
  /// By target, all tokens that had been delivered by the batch's business date, where they are no more than `limit`;
  /// none where they are more, or where only `unknown` can say it.
  package func delivered(atMost limit: Int, _ sessions: SessionPool) throws -> [[Int64]] {
    let queries = targets.map { $0.allDelivered(by: delivery.businessDate) }
    if queries.allSatisfy({ $0 == nil }) { return queries.map { _ in [] } }
    return try sessions.withSession { session in
      try queries.map { query in
        guard let query else { return [] }
        let tokens = try session.integers(
          "\(query) limit \(limit + 1)", doing: "settle \(delivery.feed) \(delivery.businessDate)")
        return tokens.count > limit ? [] : tokens
      }
    }
  }

  /// Which of these tokens, by what they name (`targetOfReference`), nobody had delivered by the batch's business date.
  ///
  /// Asks in a session lent for it, so that it can be asked while rows are still being copied: call it on a thread that
  /// may wait.
  package func unknown(among tokens: [[Int64]], _ sessions: SessionPool) throws -> [Set<Int64>] {
    precondition(tokens.count == targets.count, "tokens for other references than the asset has")
    if tokens.allSatisfy(\.isEmpty) { return tokens.map { _ in [] } }
    let doing = "settle \(delivery.feed) \(delivery.businessDate)"
    return try sessions.withSession { session in
      try session.transaction(doing: doing) { try unknown(among: tokens, session, doing) }
    }
  }

  private func unknown(among tokens: [[Int64]], _ session: Connection, _ doing: String) throws -> [Set<Int64>] {
    let sql = SettleSQL(batch: self)
    try session.execute(sql.makeTokens, doing: doing)
    var rows = BinaryRows(columns: SettleSQL.columns.count)
    try session.copy(into: SettleSQL.tokens, columns: SettleSQL.columns, doing: doing) { copy in
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
    var unknown = [Set<Int64>](repeating: [], count: tokens.count)
    for row in try session.query(sql.unknown, doing: doing) {
      guard let target = row[0].flatMap({ Int($0) }), let key = row[1].flatMap({ Int64($0) }) else { continue }
      unknown[target].insert(key)
    }
    return unknown
  }
}
