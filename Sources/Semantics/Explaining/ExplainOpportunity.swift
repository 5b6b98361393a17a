package import Catalog
import Tabular
import Warehouse

extension Explain {
  /// Why an opportunity was found for a customer, or not: its rule, and what was found before.
  ///
  /// - Parameter name: `OPP_LARGE_INFLOW`.
  package func opportunity(_ name: String, customer: Int64) throws -> Explanation {
    guard let opportunity = catalog.definitions.opportunities.first(where: { $0.id == name }) else {
      throw unknown("opportunity", name, catalog.definitions.opportunities.map { ($0.id, $0.zh) })
    }
    try check(opportunity.id, level: opportunity.level, owner: opportunity.owner)
    // All of them: how many are open after tonight hangs on the others.
    let plan = SemanticPlan(alone { $0.kpis = [] }) { $0.hasPrefix(Part.opportunity("")) }
    let found = try open(plan, customer)
    var explanation = Explanation(
      kind: "opportunity", id: opportunity.id, version: opportunity.version, zh: opportunity.zh,
      meaning: opportunity.meaning, customer: customer, date: date.description, level: opportunity.level,
      lowered: rule(opportunity.lowered), clearance: clearance, value: "not found")
    if let population = opportunity.population {
      let truth = try found.trace(population)
      var node = ExplainedNode(
        name: "population", text: population.description, value: ValueType.boolean.shown(truth.value, found.texts),
        level: found.level(of: population))
      node.parts = try found.nodes(of: truth).filter { $0.level > 1 || !$0.rows.isEmpty }
      explanation.parts.append(found.veiled(node, node.level, opportunity.owner))
    }
    var tests: [RuleTrace.Test] = []
    let trace = try RuleTrace(opportunity.rule, of: opportunity.level, found, &tests)
    explanation.parts.append(trace.node)
    if try !found.isMember(opportunity.population) {
      explanation.notes.append("不适用: it is not about this customer")
    } else if trace.value == 1 {
      try explain(opportunity, plan, found, &explanation)
    } else {
      explanation.otherwise += trace.otherwise(tests, found.texts)
    }
    explanation.stored = try stored.opportunity(opportunity, customer: found.customer.survivor)
    try finish(&explanation, found, part: Part.opportunity(opportunity.id))
    return explanation
  }

  /// What the sieve makes of it, with all that was found before and on the same date.
  private func explain(
    _ opportunity: Opportunity, _ plan: SemanticPlan, _ found: CustomerCase, _ explanation: inout Explanation
  ) throws {
    let state = try OpportunityState(
      database, found.known, without: Set(plan.opportunities.map { Part.opportunity($0.id) }), of: found.customer)
    let candidates = try plan.opportunities.filter { other in
      try found.isMember(other.population) && found.trace(other.rule.expression).value == 1
    }.map { other in
      (opportunity: other, priority: try OpportunityPrograms.bounded(found.trace(other.priority).value ?? 0))
    }
    let earlier = state.earlier[Int(found.customer.survivor)] ?? []
    let decided = Sieve(on: date).decide(candidates, earlier: earlier)
    guard let mine = decided.first(where: { $0.opportunity.id == opportunity.id }) else { return }
    let limits = opportunity.limits
    explanation.notes.append("priority \(mine.priority) of 100: \(opportunity.priority)")
    switch mine.verdict {
    case .found:
      explanation.value = "found"
      explanation.notes.append("open until \(date.adding(days: limits.expires))")
    case .repeated(let day):
      explanation.otherwise.append("its rule is true, but it was found on \(day), less than \(limits.dedupe) days ago")
    case .cooling(let day, let other):
      explanation.otherwise.append(
        "its rule is true, but \(named(other)) was found on \(day), less than \(limits.cooldown) days ago")
    case .full(let count):
      explanation.otherwise.append(
        "its rule is true, but \(count) are open, at most \(limits.mostOpen) may be; first come those of higher priority"
      )
    }
  }

  /// What this reader may not know of is not named.
  private func named(_ id: String) -> String {
    let level = catalog.definitions.opportunities.first { $0.id == id }?.level ?? 4
    return level <= clearance ? id : "another"
  }
}
