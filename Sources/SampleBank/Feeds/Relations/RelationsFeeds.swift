extension Generation {
  /// From the relations system: X5. It moves on to the date with the first of its feeds.
  static let relations: [Feed] = [
    (StewardFeed.layout.feed, StewardFeed.deliver),
    (MergerFeed.layout.feed, MergerFeed.deliver),
    (OpportunityFeed.layout.feed, OpportunityFeed.deliver),
    (ContactFeed.layout.feed, ContactFeed.deliver),
    (TaskFeed.layout.feed, TaskFeed.deliver),
  ]
}
