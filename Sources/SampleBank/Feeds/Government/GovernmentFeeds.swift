extension Generation {
  /// From government services: G. The company register moves on with its first feed.
  static let government: [Feed] = [
    (EnterpriseFeed.layout.feed, EnterpriseFeed.deliver),
    (ShareholderFeed.layout.feed, ShareholderFeed.deliver),
    (EnterpriseChangeFeed.layout.feed, EnterpriseChangeFeed.deliver),
    (LicenceFeed.layout.feed, LicenceFeed.deliver),
    (PenaltyFeed.layout.feed, PenaltyFeed.deliver),
    (PatentFeed.layout.feed, PatentFeed.deliver),
    (HousingFundFeed.layout.feed, HousingFundFeed.deliver),
    (ServiceEventFeed.layout.feed, ServiceEventFeed.deliver),
    (EnforcementFeed.layout.feed, EnforcementFeed.deliver),
    (RealEstateFeed.layout.feed, RealEstateFeed.deliver),
    (SocialFeed.layout.feed, SocialFeed.deliver),
  ]
}
