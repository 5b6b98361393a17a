import Postgres
import Tabular

extension Database {
  /// Proves what only the set of rows shows: keys are unique, references lead somewhere, and how many rows and how much
  /// money really are in the table. Committed; a batch that is settled twice gives the same figures but no duplicates.
  ///
  /// - Parameters:
  ///   - suspects: the lines of all rows whose key's hash occurs more than once, first ones included.
  package func settle(_ batch: Batch, suspects: [Int64], balance: BalanceItem?) throws -> Settlement {
    let doing = "settle \(batch.delivery.feed) \(batch.delivery.businessDate)"
    let sql = SettleSQL(batch: batch, balance: balance)
    let scale = balance.flatMap { batch.definition.item($0.item)?.scale } ?? 0
    return try connection.transaction(doing: doing) {
      var duplicates: [Settlement.Duplicate] = []
      if !suspects.isEmpty {
        duplicates = try connection.query(sql.duplicates, [SQLArray.integers(suspects)], doing: doing).values.map {
          row in
          Settlement.Duplicate(
            line: row[0].flatMap { Int64($0) } ?? 0, firstLine: row[1].flatMap { Int64($0) } ?? 0, currency: row[2],
            amount: row[3].flatMap { Amount($0, scale: scale) })
        }
      }
      var settlement = Settlement(duplicates: duplicates, unresolved: 0, rows: 0, sums: [:])
      for row in try connection.query(sql.counts, doing: doing) {
        settlement.rows += row[1].flatMap { Int($0) } ?? 0
        settlement.unresolved += row[3].flatMap { Int($0) } ?? 0
        if let currency = row[0], balance != nil {
          settlement.sums[currency] = row[2].flatMap { Amount($0, scale: scale) } ?? Amount(units: 0, scale: scale)
        }
      }
      return settlement
    }
  }
}
