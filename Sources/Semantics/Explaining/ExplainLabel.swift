import Catalog
import Tabular
import Warehouse

extension Explain {
  /// - Parameter name: `CORP_TAX_GROWTH`, `RETAIL_TIER` or `HOLD`.
  package func label(_ name: String, customer: Int64) throws -> Explanation {
    guard let label = catalog.definitions.labels.first(where: { $0.id == name }) else {
      throw unknown("label", name, catalog.definitions.labels.map { ($0.id, $0.zh) })
    }
    try check(label.id, level: label.level, owner: label.owner)
    let plan = SemanticPlan(alone { $0.kpis = [] }) { $0 == Part.label(label.id) }
    let found = try open(plan, customer)
    var explanation = Explanation(
      kind: "label", id: label.id, version: label.version, zh: label.zh, meaning: label.meaning, customer: customer,
      date: date.description, level: label.level, lowered: rule(label.lowered), clearance: clearance, value: "")
    let isMember = try found.isMember(label.population)
    if let population = label.population {
      let truth = try found.trace(population)
      var node = ExplainedNode(
        name: "population", text: population.description, value: ValueType.boolean.shown(truth.value, found.texts),
        level: found.level(of: population))
      node.parts = try found.nodes(of: truth).filter { $0.level > 1 || !$0.rows.isEmpty }
      explanation.parts.append(found.veiled(node, node.level, label.owner))
    }
    switch label.form {
    case .rule(let rule): try explain(rule, label, isMember, found, &explanation)
    case .values(let values, let hysteresis):
      let raw = try explain(values, isMember, found, &explanation)
      explanation.value = raw
      if let hysteresis, isMember {
        let held = try HeldHistory(label.id, values, hysteresis, found.customer.survivor, database, found.known)
        explanation.value = held.value(today: raw)
        explanation.notes += held.notes(today: raw)
      }
    case .watch(let of, let values, let hysteresis):
      let raw = try explain(values, isMember, found, &explanation)
      let held = try HeldHistory(of, values, hysteresis, found.customer.survivor, database, found.known)
      explanation.value = isMember ? held.isFalling(today: raw) : "not applicable"
      if isMember { explanation.notes += held.notes(today: raw) }
    case .bucket(let expression, let edges): try explain(expression, edges, isMember, found, &explanation)
    case .matrix: try explainMatrix(isMember, found, &explanation)
    }
    if label.form.isYesOrNo {
      explanation.stored = try stored.label(label, value: "", customer: found.customer.survivor)
    } else {
      explanation.stored = try stored.valued(label, customer: found.customer.survivor)
    }
    try finish(&explanation, found, part: Part.label(label.id))
    return explanation
  }

  private func explain(
    _ rule: Label.Rule, _ label: Label, _ isMember: Bool, _ found: CustomerCase, _ explanation: inout Explanation
  ) throws {
    var tests: [RuleTrace.Test] = []
    let trace = try RuleTrace(rule, of: label.level, found, &tests)
    let decided: Int64? = trace.value ?? (label.unknown == .keep ? nil : label.unknown == .true ? 1 : 0)
    explanation.value = isMember ? ValueType.boolean.shown(decided, found.texts) : "not applicable"
    explanation.parts.append(trace.node)
    if trace.value == nil, label.unknown != .keep {
      explanation.notes.append("unknown counts as \(label.unknown.rawValue) here")
    }
    guard isMember, decided != 1 else { return }
    explanation.otherwise += trace.otherwise(tests, found.texts)
  }

  /// The day's own value. How tests came out behind the one that decided would say more than the value does: that is for
  /// whoever may read what they compare.
  private func explain(
    _ values: [Label.Value], _ isMember: Bool, _ found: CustomerCase, _ explanation: inout Explanation
  ) throws -> String {
    var value: String? = isMember ? nil : "none"
    for one in values {
      guard let test = one.test else {
        explanation.parts.append(
          ExplainedNode(name: one.code, zh: one.zh, text: "else", value: value == nil ? "true" : "-", level: 1))
        value = value ?? one.code
        continue
      }
      let trace = try found.trace(test)
      var node = ExplainedNode(
        name: one.code, zh: one.zh, text: test.description, value: ValueType.boolean.shown(trace.value, found.texts),
        level: explanation.level)
      node.parts = try found.nodes(of: trace)
      if value != nil, found.level(of: test) > clearance { node.value = "-" }
      explanation.parts.append(node)
      if value == nil, trace.value == nil { value = "unknown" }
      if value == nil, trace.value == 1 { value = one.code }
    }
    return value ?? "none"
  }

  private func explain(
    _ expression: Expression, _ edges: [Constant], _ isMember: Bool, _ found: CustomerCase,
    _ explanation: inout Explanation
  ) throws {
    let trace = try found.trace(expression)
    explanation.parts += try found.steps(of: trace)
    let scale = expression.type.scale ?? 0
    let passed = trace.value.map { value in
      edges.filter { edge in
        guard let units = Compile.value(edge, found.texts) else { return false }
        return Exact.order(value, scale, units, Compile.scale(edge)) >= 0
      }.count
    }
    explanation.value = !isMember ? "none" : passed.map { Label.bucketValues(edges)[$0] } ?? "unknown"
    explanation.notes.append(
      "edges: \(edges.map(Label.text).joined(separator: ", ")), each belonging to what begins there")
  }

  private func explainMatrix(_ isMember: Bool, _ found: CustomerCase, _ explanation: inout Explanation) throws {
    guard let matrix = found.plan.labels.first?.keys else { return }
    let fact = found.plan.facts[matrix.fact]
    let slot = FactPlan.Slot(kind: .distinct, filter: matrix.filter, measure: matrix.key, window: Window(.now))
    let recount = Recount(slot, fact, try found.rows(of: matrix.fact), texts: found.texts, date: date)
    let measure = fact.measures[matrix.key]
    var rowsByKey: [String: [EvidenceRow]] = [:]
    for row in recount.rows {
      let key = Trace(measure, texts: found.texts, date: date) { row.columns[$0] ?? nil }.value
      rowsByKey[measure.type.shown(key, found.texts), default: []].append(row)
    }
    let level = fact.level(of: slot)
    for (key, rows) in rowsByKey.sorted(by: { $0.key < $1.key }) {
      var node = ExplainedNode(name: key, text: fact.text(of: slot), value: "true", level: explanation.level)
      if level <= clearance { node.rows = try found.explained(rows, fact, measure) }
      explanation.parts.append(node)
    }
    explanation.value = isMember && !rowsByKey.isEmpty ? rowsByKey.keys.sorted().joined(separator: ", ") : "none"
  }
}
