extension Generation {
  /// From the tax bureau: T.
  static let tax: [Feed] = [
    (DeclarationFeed.layout.feed, DeclarationFeed.deliver)
  ]
}
