package import Tabular

/// What only the whole set of rows shows, once they are all in the batch's table.
package struct Settlement: Hashable, Sendable {
  /// A later line with the key of an earlier one. It is no longer in the table; it stands among the rejects.
  package struct Duplicate: Hashable, Sendable {
    package var line: Int64
    package var firstLine: Int64
    package var currency: String?
    /// Of the balance item; nil where the feed has none, or the row has no value there.
    package var amount: Amount?
  }

  /// In order of line.
  package var duplicates: [Duplicate]
  /// Rows that name an account or customer nobody had delivered by the batch's business date.
  package var unresolved: Int
  /// Counted in the table, duplicates gone.
  package var rows: Int
  /// By currency, summed in the table.
  package var sums: [String: Amount]
}
