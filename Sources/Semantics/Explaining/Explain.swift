package import Catalog
import Postgres
package import Tabular
package import Warehouse

/// Explains one indicator, label, scorecard, opportunity or KPI as of a business date to a reader of a clearance: read as the owner, shown by
/// level. It recomputes from the rows that are live now, so it also says where a night has published something else.
package struct Explain {
  package let catalog: DataCatalog
  package let database: Database
  package let date: BusinessDate
  /// 1…4.
  package let clearance: Int

  package init(_ catalog: DataCatalog, _ database: Database, on date: BusinessDate, clearance: Int) {
    self.catalog = catalog
    self.database = database
    self.date = date
    self.clearance = clearance
  }

  var stored: StoredAnswers { StoredAnswers(database: database, date: date, clearance: clearance) }

  package func indicator(_ id: String, customer: Int64) throws -> Explanation {
    let definitions = catalog.definitions
    guard let group = definitions.groups.first(where: { $0.indicators.contains { $0.id == id } }),
      let indicator = group.indicators.first(where: { $0.id == id })
    else { throw unknown("indicator", id, definitions.indicators.map { ($0.id, $0.zh) }) }
    try check(indicator.id, level: indicator.level, owner: group.owner)
    // The one indicator and what it reads: of its group nothing else is worked out.
    let plan = SemanticPlan(alone { $0.groups[$0.groups.firstIndex(of: group)!].indicators = [indicator] }) {
      $0 == Part.group(group.id)
    }
    let found = try open(plan, customer)
    var explanation = Explanation(
      kind: "indicator", id: indicator.id, zh: indicator.zh, meaning: indicator.meaning, customer: customer,
      date: date.description, level: indicator.level, lowered: rule(indicator.lowered), clearance: clearance,
      value: indicator.type.shown(try found.value(of: id), found.texts))
    explanation.stored = try stored.indicator(
      id, indicator.type, group: group.id, customer: found.customer.survivor)
    explanation.parts = [try found.node(of: id)]
    try finish(&explanation, found, part: Part.group(group.id))
    return explanation
  }

  /// The catalog with its definitions changed, and no home: only what is explained is planned.
  func alone(_ change: (inout Definitions) -> Void) -> DataCatalog {
    var catalog = catalog
    (catalog.definitions.home, catalog.definitions.manager) = (nil, nil)
    change(&catalog.definitions)
    return catalog
  }

  func open(_ plan: SemanticPlan, _ customer: Int64) throws -> CustomerCase {
    let known = try database.knowledge(on: date)
    guard customer > 0, let found = try OneCustomer(customer, database, known) else {
      throw ReadingError(
        .mistake, "--customer", "there is no customer \(customer)", hint: "numbers are those of the view party")
    }
    return try CustomerCase(catalog, plan, found, known, clearance: clearance, database)
  }

  func finish(_ explanation: inout Explanation, _ found: CustomerCase, part: String) throws {
    if found.customer.survivor != found.customer.number {
      explanation.notes.append("merged into customer \(found.customer.survivor), whose value it is")
    }
    if let missing = try stored.missing(part) { explanation.notes.append("not published: it waits for \(missing)") }
    try compare(&explanation)
  }

  func compare(_ explanation: inout Explanation) throws {
    guard let stored = explanation.stored else {
      explanation.notes.append("nothing is published for \(date); this is worked out from what has come")
      return
    }
    explanation.agrees = stored.value == explanation.value
    let restated = stored.restatement == 0 ? "" : ", restatement \(stored.restatement)"
    explanation.notes.append(
      explanation.agrees == true
        ? "published the same (computation \(stored.computation)\(restated))"
        : "published was \(stored.value) (computation \(stored.computation)\(restated)): what it was worked out of has changed since, or its definition has"
    )
  }

  /// A rule that lowered a level, in words.
  func rule(_ id: String?) -> String? {
    guard let id, let rule = catalog.definitions.rules.first(where: { $0.id == id }) else { return id }
    return "\(rule.id) \(rule.zh) (\(rule.from) → \(rule.to), \(rule.approver), until \(rule.until))"
  }

  /// What is above the clearance is not explained at all: its value is what an explanation begins with.
  func check(_ name: String, level: Int, owner: String) throws {
    guard level > clearance else { return }
    let approver = catalog.policies.approver
    throw ReadingError(
      .forbidden, name, "it is of level \(level), above clearance \(clearance)",
      hint: "ask " + [owner, approver.isEmpty ? "" : "审批 \(approver)"].filter { !$0.isEmpty }.joined(separator: "；"))
  }

  func unknown(_ kind: String, _ name: String, _ known: [(id: String, zh: String)]) -> ReadingError {
    let near =
      known.first { $0.zh == name }?.id ?? Suggestion.nearest(to: name, among: known.map(\.id))
    return ReadingError(
      .mistake, kind, "“\(name.prefix(70))” is no \(kind)", hint: near.map { "did you mean \($0)?" })
  }
}
