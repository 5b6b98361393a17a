extension Generation {
  /// From the loan system: X2.
  static let lending: [Feed] = [
    (LoanFeed.layout.feed, LoanFeed.deliver)
  ]
}
