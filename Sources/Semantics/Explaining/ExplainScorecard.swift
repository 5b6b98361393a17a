package import Catalog
import Tabular
import Warehouse

extension Explain {
  /// Where a customer's points come from, and what cost most of them.
  ///
  /// - Parameter name: `SCI_INNOV`.
  package func scorecard(_ name: String, customer: Int64) throws -> Explanation {
    guard let card = catalog.definitions.scorecards.first(where: { $0.id == name }),
      let group = catalog.definitions.groups.first(where: { $0.id == card.group })
    else { throw unknown("scorecard", name, catalog.definitions.scorecards.map { ($0.id, $0.zh) }) }
    try check(card.id, level: card.level, owner: group.owner)
    let plan = SemanticPlan(alone { ($0.labels, $0.kpis) = ([], []) }) { $0 == Part.group(card.group) }
    let found = try open(plan, customer)
    var explanation = Explanation(
      kind: "scorecard", id: card.id, version: card.version, zh: card.zh, meaning: group.meaning, customer: customer,
      date: date.description, level: card.level, clearance: clearance, value: "none")
    let score = try found.value(of: card.score)
    if let score {
      explanation.value = "\(score), \(ValueType.text.shown(try found.value(of: card.grade), found.texts))"
    }
    explanation.notes.append(
      "\(score ?? 0) of \(card.maximum) points; what is unknown earns what the card says, most often none")
    for dimension in card.dimensions {
      var node = ExplainedNode(
        name: dimension.points, zh: "\(dimension.zh) (\(dimension.maximum))",
        value: ValueType.integer.shown(try found.value(of: dimension.points), found.texts), level: card.level)
      for one in dimension.characteristics {
        let points = try found.value(of: one.points)
        var part = ExplainedNode(
          name: one.points, zh: "\(one.zh) (\(one.maximum))", text: "\(one.of): \(one.bands)",
          value: ValueType.integer.shown(points, found.texts),
          level: group.indicators.first { $0.id == one.points }?.level ?? card.level)
        part.parts = try found.steps(of: found.trace(one.of))
        node.parts.append(part)
      }
      explanation.parts.append(node)
    }
    var points: [String: Int] = [:]
    for one in card.characteristics { points[one.points] = try found.value(of: one.points).map(Int.init) }
    explanation.otherwise += card.reasons { points[$0.points] }.enumerated().map { place, reason in
      "reason \(place + 1): \(reason.characteristic.zh) \(reason.characteristic.id) cost \(reason.lost) points"
    }
    let survivor = found.customer.survivor
    let stored = try [(card.score, ValueType.integer), (card.grade, .text)].map { id, type in
      try self.stored.indicator(id, type, group: card.group, customer: survivor)
    }
    if let first = stored[0], let second = stored[1] {
      explanation.stored = first
      explanation.stored?.value = first.value == "unknown" ? "none" : "\(first.value), \(second.value)"
    }
    try finish(&explanation, found, part: Part.group(card.group))
    return explanation
  }
}
