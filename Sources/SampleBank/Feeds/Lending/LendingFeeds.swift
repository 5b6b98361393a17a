extension Generation {
  /// From the loan system: X2. What it did today was settled with the postings.
  static let lending: [Feed] = [
    (ApplicationFeed.layout.feed, ApplicationFeed.deliver),
    (ApplicationStageFeed.layout.feed, ApplicationStageFeed.deliver),
    (ContractFeed.layout.feed, ContractFeed.deliver),
    (LoanFeed.layout.feed, LoanFeed.deliver),
    (DisbursementFeed.layout.feed, DisbursementFeed.deliver),
    (RepaymentFeed.layout.feed, RepaymentFeed.deliver),
    (GuaranteeFeed.layout.feed, GuaranteeFeed.deliver),
    (OverdueFeed.layout.feed, OverdueFeed.deliver),
  ]
}
