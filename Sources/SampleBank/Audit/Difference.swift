/// Two sums that must agree and do not: what a reconciliation has to find on a date, and no more than these.
package struct Difference: Codable, Sendable, Equatable {
  package struct Row: Codable, Sendable, Hashable {
    package var feed: String
    /// Below the drop folder.
    package var file: String
    package var line: Int
  }

  package var reconciliation: String
  package var date: String
  package var key: [String: String]
  package var left: String
  package var right: String
  /// Left less right.
  package var difference: String
  /// Whether a record that was put in wrong is behind it; else records that were refused are missing.
  package var isSeeded: Bool
  /// The records that are summed up, of each term the first twenty by date and line.
  package var rows: [Row]

  private enum CodingKeys: String, CodingKey {
    case reconciliation, date, key, left, right, difference, rows
    case isSeeded = "seeded"
  }
}

/// A clean record that was put in wrong, so that it breaks one agreement and no other.
package struct SeededBreak: Codable, Sendable, Equatable {
  package var reconciliation: String
  package var date: String
  package var feed: String
  /// Below the drop folder.
  package var file: String
  package var line: Int
  /// What is more than it should be, by as much.
  package var items: [String]
  package var by: String
  /// Whether the same is wrong in every later record too.
  package var stays: Bool
}
