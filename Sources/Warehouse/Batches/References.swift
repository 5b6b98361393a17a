package import Postgres

/// What the rows of a batch refer to, on its way to the server: each combination of references with the number of rows
/// that have it. A combination may come more than once; the numbers add up.
package struct ReferenceRows: ~Copyable {
  private var rows: BinaryRows

  package init(of batch: Batch) { rows = BinaryRows(columns: batch.definition.references.count + 1) }

  package var isFull: Bool { rows.isFull }
  package var isEmpty: Bool { rows.isEmpty }
  /// What was gathered so far, as a message for `CopyIn.write`.
  package mutating func take() -> [UInt8] { rows.take() }

  /// - Parameters:
  ///   - tokens: one for each reference, in the order of the asset's items; nil where the rows have none.
  ///   - count: of rows, negative to take some back.
  package mutating func add(_ tokens: [Int64?], count: Int64) {
    rows.beginRow()
    for token in tokens { if let token { rows.integer(token) } else { rows.null() } }
    rows.integer(count)
    rows.endRow()
  }
}

extension Database {
  /// Takes in what rows of a batch refer to, for `settle` to look up. It stays in this session alone.
  package func copyReferences(of batch: Batch, _ body: (inout CopyIn) throws -> Void) throws {
    let doing = "copy references of \(batch.delivery.feed) \(batch.delivery.businessDate)"
    let sql = SettleSQL(batch: batch)
    try connection.execute(sql.makeReferences, doing: doing)
    try connection.copy(into: sql.references, columns: sql.referenceColumns, doing: doing, body)
  }

  /// How many rows of the batch name an account or customer that nobody had delivered by its business date.
  package func countUnresolved(_ batch: Batch) throws -> Int {
    let doing = "settle \(batch.delivery.feed) \(batch.delivery.businessDate)"
    let sql = SettleSQL(batch: batch)
    guard !batch.definition.references.isEmpty else { return 0 }
    try connection.execute(sql.makeReferences, doing: doing)
    let unresolved = try connection.query(sql.unresolved, doing: doing).integer ?? 0
    try connection.execute("drop table \(sql.references)", doing: doing)
    return unresolved
  }
}
