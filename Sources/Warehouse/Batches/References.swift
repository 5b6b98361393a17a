package import Postgres

extension Batch {
  /// Which of these tokens, by reference in the order of the asset's items, name something that nobody had delivered by
  /// the batch's business date.
  ///
  /// Asks on a connection of its own, so that it can be asked while rows are still being copied: call it on a thread that
  /// may wait.
  package func unknown(among tokens: [[Int64]], _ settings: ConnectionSettings) throws -> [Set<Int64>] {
    precondition(tokens.count == references.count, "tokens for other references than the asset has")
    var unknown = [Set<Int64>](repeating: [], count: tokens.count)
    if tokens.allSatisfy(\.isEmpty) { return unknown }
    let doing = "settle \(delivery.feed) \(delivery.businessDate)"
    let sql = SettleSQL(batch: self)
    let connection = try Connection(settings, application: run.applicationName)
    try connection.execute(sql.makeReferences, doing: doing)
    var rows = BinaryRows(columns: SettleSQL.columns.count)
    try connection.copy(into: sql.references, columns: SettleSQL.columns, doing: doing) { copy in
      for (reference, keys) in tokens.enumerated() {
        for key in keys {
          rows.beginRow()
          rows.smallInteger(Int32(reference))
          rows.integer(key)
          rows.endRow()
          if rows.isFull { try copy.write(&rows) }
        }
      }
      try copy.write(&rows)
    }
    // A handful is looked up one by one, many all at once.
    try connection.execute("analyze \(sql.references)", doing: doing)
    for row in try connection.query(sql.unknown, doing: doing) {
      guard let reference = row[0].flatMap({ Int($0) }), let key = row[1].flatMap({ Int64($0) }) else { continue }
      unknown[reference].insert(key)
    }
    return unknown
  }
}
