extension Generation {
  /// From the tax bureau: T.
  static let tax: [Feed] = [
    (RegistrationFeed.layout.feed, RegistrationFeed.deliver),
    (DeclarationFeed.layout.feed, DeclarationFeed.deliver),
    (PaymentFeed.layout.feed, PaymentFeed.deliver),
    (ArrearsFeed.layout.feed, ArrearsFeed.deliver),
    (InvoiceFeed.layout.feed, InvoiceFeed.deliver),
    (CreditFeed.layout.feed, CreditFeed.deliver),
    (AnnualReturnFeed.layout.feed, AnnualReturnFeed.deliver),
  ]
}
