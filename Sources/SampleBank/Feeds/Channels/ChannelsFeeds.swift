extension Generation {
  /// From the channels: X3.
  static let channels: [Feed] = [
    (LoginFeed.layout.feed, LoginFeed.deliver)
  ]
}
