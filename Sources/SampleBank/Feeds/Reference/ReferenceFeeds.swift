extension Generation {
  /// What the bank knows of itself: R.
  static let reference: [Feed] = [
    (OrganisationFeed.layout.feed, OrganisationFeed.deliver),
    (CodeFeed.layout.feed, CodeFeed.deliver),
  ]
}
