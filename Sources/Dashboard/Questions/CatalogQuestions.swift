/// What the catalogs of indicators and of items ask.
extension Mart {
  /// The groups of indicators, with how many of them this clearance sees.
  func indicatorGroups() -> Question {
    Question(
      "groups", reads: ["indicator_group"],
      "select \"group\", zh, meaning, owner, indicators from \(self("indicator_group")) order by \"group\"")
  }

  func indicators(_ address: Address) -> Question {
    Question(
      "indicators", reads: ["indicator"],
      """
      select indicator, zh, "group", unit, level, version
      from \(self("indicator"))
      where ($1::text is null or indicator ilike $1 or zh ilike $1) and ($2::text is null or "group" = $2)
      order by "group", indicator
      \(Mart.limit(address))
      """, [Mart.pattern(address.find), address.group])
  }

  func indicator(_ id: String) -> Question {
    Question(
      "indicator", reads: ["indicator"],
      "select indicator, zh, \"group\", unit, level, meaning, version from \(self("indicator")) where indicator = $1",
      [id])
  }

  func items(_ address: Address) -> Question {
    Question(
      "items", reads: ["items"],
      """
      select item, zh, level, shown, ask
      from \(self("items"))
      where $1::text is null or item ilike $1 or zh ilike $1
      order by item
      \(Mart.limit(address))
      """, [Mart.pattern(address.find)])
  }
}
