package import Postgres

extension Batch {
  /// Which of these tokens name an account or customer that nobody had delivered by the batch's business date.
  ///
  /// Asks on a connection of its own, so that it can be asked while rows are still being copied: call it on a thread that
  /// may wait.
  package func unknown(among tokens: [Int64], _ settings: ConnectionSettings) throws -> [Int64] {
    if tokens.isEmpty { return [] }
    let doing = "settle \(delivery.feed) \(delivery.businessDate)"
    let sql = SettleSQL(batch: self)
    let connection = try Connection(settings, application: run.applicationName)
    try connection.execute(sql.makeReferences, doing: doing)
    var rows = BinaryRows(columns: 1)
    try connection.copy(into: sql.references, columns: ["key"], doing: doing) { copy in
      for token in tokens {
        rows.beginRow()
        rows.integer(token)
        rows.endRow()
        if rows.isFull { try copy.write(&rows) }
      }
      try copy.write(&rows)
    }
    // A handful is looked up one by one, many all at once.
    try connection.execute("analyze \(sql.references)", doing: doing)
    return try connection.query(sql.unknown, doing: doing).values.compactMap { $0[0].flatMap { Int64($0) } }
  }
}
