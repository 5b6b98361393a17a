import Tabular

/// The last record of a fixed-width file: what the sender says the file holds.
enum Trailer {
  static func text(_ date: BusinessDate, rows: Int) -> String { "T" + date.compact + Spelling.padded(rows, 10) }

  static func text(_ date: BusinessDate, rows: Int, sum: Int64) -> String {
    "T" + date.compact + Spelling.padded(rows, 10) + Spelling.right(Spelling.amount(sum), 20)
  }

  /// Ends a file that closes with its rows and sum.
  static func close(_ delivery: Delivery, on date: BusinessDate) throws {
    let declared = try delivery.finish()
    try delivery.trail(text(date, rows: declared.rows, sum: declared.money.total))
    try delivery.close()
  }
}
