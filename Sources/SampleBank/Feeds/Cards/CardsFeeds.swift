extension Generation {
  /// From the card system: X6. What was paid today was settled with the postings.
  static let cards: [Feed] = [
    (CardFeed.layout.feed, CardFeed.deliver),
    (ScenePaymentFeed.layout.feed, ScenePaymentFeed.deliver),
  ]
}
