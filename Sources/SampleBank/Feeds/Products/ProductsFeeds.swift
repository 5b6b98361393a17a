extension Generation {
  /// From the product and sales system: X4. What it did today was settled with the postings.
  static let products: [Feed] = [
    (ProductFeed.layout.feed, ProductFeed.deliver),
    (RiskAssessmentFeed.layout.feed, RiskAssessmentFeed.deliver),
    (SaleFeed.layout.feed, SaleFeed.deliver),
    (HoldingFeed.layout.feed, HoldingFeed.deliver),
  ]
}
