/// What became of one record.
package enum Outcome: Hashable, Sendable {
  /// A canonical row stands in the writer.
  case row
  /// Clean, but of a kind the feed does not load; counted, nothing written.
  case filtered
  /// Not loaded; nothing written.
  case rejected(Rejection)
}

/// A row's canonical key, as SipHash-2-4-128 under the warehouse's secret: equal keys have equal hashes, and equal
/// hashes mean equal keys. Nobody who does not know the secret can make two keys meet, and by chance two of a
/// thousand million do with a probability of 2^-69.
package struct KeyHash: Hashable, Sendable, BitwiseCopyable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// Why a record was refused: the first item, in the asset's order, that could not be made canonical.
package struct Rejection: Hashable, Sendable {
  /// Nil where the record as a whole is at fault, or its change column.
  package var item: String?
  /// The feed's column it was read from, counted from 1; 0 where there is none.
  package var column: Int
  /// `check_digit`, `code_table` and so on: see `Cleansing.docc`.
  package var rule: String

  package init(item: String?, column: Int, rule: String) {
    self.item = item
    self.column = column
    self.rule = rule
  }
}
