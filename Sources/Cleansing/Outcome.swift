/// What became of one record.
package enum Outcome: Hashable, Sendable {
  /// A canonical row stands in the writer.
  case row
  /// Clean, but of a kind the feed does not load; counted, nothing written.
  case filtered
  /// Not loaded; nothing written.
  case rejected(Rejection)
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
