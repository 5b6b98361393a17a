extension Generation {
  /// From the channels: X3.
  static let channels: [Feed] = [
    (LoginFeed.layout.feed, LoginFeed.deliver),
    (PageViewFeed.layout.feed, PageViewFeed.deliver),
    (FunnelStepFeed.layout.feed, FunnelStepFeed.deliver),
  ]
}
