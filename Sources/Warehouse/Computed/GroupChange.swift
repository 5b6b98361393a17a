/// What an apply would do to one group of indicators.
package struct GroupChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case add, drop
    /// Its table is made anew; nothing was ever published into it.
    case rebuild
    /// Columns, levels or words.
    case change
  }

  package var kind: Kind
  package var group: String
  package var before: GroupDefinition?
  package var after: GroupDefinition?

  init?(from old: GroupDefinition?, to new: GroupDefinition?, isPublished: Bool) {
    guard old != new, let one = new ?? old else { return nil }
    group = one.id
    before = old
    after = new
    switch (old, new) {
    case (nil, _): kind = .add
    case (_, nil): kind = .drop
    case (let old?, let new?):
      let known = Set(new.columns.map(\.id))
      let loses = !new.retyped(by: old).isEmpty || old.columns.contains { !known.contains($0.id) }
      kind = loses && !isPublished ? .rebuild : .change
    }
  }

  /// Columns the table gains.
  var gained: [GroupDefinition.Column] {
    guard let before, let after, kind == .change else { return [] }
    let known = Set(before.columns.map(\.id))
    return after.indicators.filter { !known.contains($0.id) }
  }

  /// Indicators that leave the views; their columns stay.
  var retired: [GroupDefinition.Column] {
    guard let before, let after, kind == .change else { return [] }
    let shown = Set(after.indicators.map(\.id))
    return before.indicators.filter { !shown.contains($0.id) }
  }

  /// Of indicators that were there before: those a mart gains or loses because their level is another.
  func moved(at mart: Int) -> (gained: [String], lost: [String]) {
    guard let before, let after, kind != .add, kind != .drop else { return ([], []) }
    var known: [String: Int] = [:]
    for indicator in before.indicators { known[indicator.id] = indicator.level }
    var (gained, lost): ([String], [String]) = ([], [])
    for indicator in after.indicators {
      guard let level = known[indicator.id], (level <= mart) != (indicator.level <= mart) else { continue }
      if indicator.level <= mart { gained.append(indicator.id) } else { lost.append(indicator.id) }
    }
    return (gained, lost)
  }

  /// Whether somebody's privileges change with it.
  var isOfAccess: Bool {
    kind != .change || !gained.isEmpty || !retired.isEmpty || before?.retired != after?.retired
      || (1...4).contains { !(moved(at: $0).gained + moved(at: $0).lost).isEmpty }
  }
}

extension CatalogPlan {
  static func groupChanges(
    from old: ComputedDefinitions, to new: ComputedDefinitions, published: Set<String>
  ) -> [GroupChange] {
    Set(old.groups.keys).union(new.groups.keys).sorted().compactMap { id in
      GroupChange(from: old.groups[id], to: new.groups[id], isPublished: published.contains(Part.group(id)))
    }
  }
}
