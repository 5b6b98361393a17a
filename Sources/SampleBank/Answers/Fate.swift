/// What becomes of a dirty record.
package enum Fate: String, Codable, Sendable {
  /// It loads, one value in another spelling.
  case normalized
  /// It loads as it is: the same value in other digits, with nothing to normalize.
  case taken
  /// It may not enter.
  case rejected
  /// A line before it has its key.
  case duplicate
  /// It loads and waits for the account or customer it names.
  case unresolved
}
