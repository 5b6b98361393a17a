extension Generation {
  /// What the bank knows of itself: R.
  static let reference: [Feed] = [
    (OrganisationFeed.layout.feed, OrganisationFeed.deliver),
    (CodeFeed.layout.feed, CodeFeed.deliver),
    (ExchangeRateFeed.layout.feed, ExchangeRateFeed.deliver),
    (StaffFeed.layout.feed, StaffFeed.deliver),
    (HolidayFeed.layout.feed, HolidayFeed.deliver),
    (HeadcountFeed.layout.feed, HeadcountFeed.deliver),
    (ProfitLossFeed.layout.feed, ProfitLossFeed.deliver),
    (TargetFeed.layout.feed, TargetFeed.deliver),
    (RegionFeed.layout.feed, RegionFeed.deliver),
    (IndustryFeed.layout.feed, IndustryFeed.deliver),
  ]
}
