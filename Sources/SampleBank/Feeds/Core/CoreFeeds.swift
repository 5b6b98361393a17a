extension Generation {
  /// From the core system: X1. Postings come before accounts: they move the balances that the account feed delivers.
  static let core: [Feed] = [
    (PostingFeed.layout.feed, PostingFeed.deliver),
    (AccountFeed.layout.feed, AccountFeed.deliver),
    (DailyBalanceFeed.layout.feed, DailyBalanceFeed.deliver),
    (GeneralLedgerFeed.layout.feed, GeneralLedgerFeed.deliver),
    (PayrollFeed.layout.feed, PayrollFeed.deliver),
  ]
}
