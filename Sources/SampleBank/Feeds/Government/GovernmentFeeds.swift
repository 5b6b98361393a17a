extension Generation {
  /// From government services: G.
  static let government: [Feed] = [
    (SocialFeed.layout.feed, SocialFeed.deliver)
  ]
}
