extension CodeTables {
  /// The bank’s own lists.
  static let reference: [Code] =
    []
}
