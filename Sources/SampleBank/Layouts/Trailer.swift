import Tabular

/// The last record of a fixed-width file: what the sender says the file holds.
enum Trailer {
  static func text(_ date: BusinessDate, rows: Int) -> String { "T" + date.compact + Spelling.padded(rows, 10) }

  static func text(_ date: BusinessDate, rows: Int, sum: Int64) -> String {
    "T" + date.compact + Spelling.padded(rows, 10) + Spelling.right(Spelling.amount(sum), 20)
  }
}
