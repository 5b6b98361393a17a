import Catalog
import Postgres
import Tabular
import Warehouse

extension Explain {
  /// A KPI of an organisation: what is published, the organisations below it, and the batches it was counted from.
  package func kpi(_ id: String, organisation: String) throws -> Explanation {
    guard let kpi = catalog.definitions.kpis.first(where: { $0.id == id }) else {
      throw unknown("kpi", id, catalog.definitions.kpis.map { ($0.id, $0.zh) })
    }
    try check(kpi.id, level: kpi.level, owner: kpi.owner)
    let known = try database.knowledge(on: date)
    let tree = try OrganisationTree(database, catalog, known)
    guard tree.organisations.contains(organisation) else {
      throw ReadingError(
        .mistake, "--org", "there is no organisation “\(organisation.prefix(20))” on \(date)",
        hint: Suggestion.nearest(to: organisation, among: tree.organisations).map { "did you mean \($0)?" })
    }
    var explanation = Explanation(
      kind: "kpi", id: kpi.id, version: kpi.version, zh: kpi.zh, meaning: kpi.meaning, organisation: organisation,
      date: date.description, level: kpi.level, lowered: rule(kpi.lowered), clearance: clearance, value: "")
    let below = tree.organisations.filter { tree.path(from: $0).dropFirst().first == organisation }
    let cells = try stored.kpi(kpi, organisations: [organisation] + below)
    guard let own = cells[organisation] else {
      explanation.value = "not computed"
      if let missing = try stored.missing(Part.kpi(kpi.id)) { explanation.notes.append("it waits for \(missing)") }
      explanation.notes.append("nothing is published for \(date)")
      return explanation
    }
    let value = try recomputed(kpi, organisation: organisation, known)
    let again = value.map { KPICell($0) } ?? KPICell(computation: 0, restatement: 0)
    explanation.value = again.shown(kpi.unit)
    explanation.stored = Explanation.Stored(
      value: own.shown(kpi.unit), computation: own.computation, restatement: own.restatement)
    try compare(&explanation)
    if explanation.agrees == true, !again.isSame(as: own) {
      explanation.agrees = false
      explanation.notes.append(
        "but its numbers have changed since: \(again.numerator ?? "-") / \(again.denominator ?? "-") now")
    }
    explanation.parts.append(term("numerator", kpi.numerator, own.numerator))
    if let denominator = kpi.denominator { explanation.parts.append(term("denominator", denominator, own.denominator)) }
    for organisation in below {
      guard let cell = cells[organisation] else { continue }
      let ratio = kpi.denominator == nil ? "" : "\(cell.numerator ?? "-") / \(cell.denominator ?? "-")"
      explanation.parts.append(
        ExplainedNode(name: organisation, text: ratio, value: cell.shown(kpi.unit), level: kpi.level))
    }
    explanation.notes += rollUp(own, below.compactMap { cells[$0] })
    explanation.notes += value.map(unassigned) ?? []
    explanation.notes += try sources(kpi)
    return explanation
  }

  /// It alone, worked out again as a night does: its facts are scanned, and whoever it counts is folded.
  private func recomputed(_ kpi: KPI, organisation: String, _ known: Knowledge) throws -> KPIValue? {
    let plan = SemanticPlan(catalog) { $0 == Part.kpi(kpi.id) }
    let sessions = SessionPool(database.settings, application: "granary explain")
    return try Compute(catalog, plan, known, database, sessions).kpis().first { $0.organisation == organisation }
  }

  /// What names no organisation of the tree, and so counts at head office.
  private func unassigned(_ value: KPIValue) -> [String] {
    guard value.showsTerms else { return [] }
    let (kpi, nobody) = (value.kpi, Contributors())
    let terms = [
      ("numerator", Optional(kpi.numerator), value.numerator.unassigned),
      ("denominator", kpi.denominator, value.denominator?.unassigned ?? nobody),
    ]
    return terms.compactMap { name, definition, who in
      guard let definition, who.size > 0 else { return nil }
      // Of a count their number is the sum itself.
      let number = kpi.lowered != nil && who.areFew ? "a few" : Amount.grouped("\(who.size)")
      let what = if case .rows = definition { "rows" } else { "customers" }
      return "\(name): counted here, as of no organisation in the tree: \(number) \(what)"
    }
  }

  private func term(_ name: String, _ term: KPI.Term, _ value: String?) -> ExplainedNode {
    let text =
      switch term {
      case .rows(let aggregate):
        "\(aggregate.kind.rawValue)\(aggregate.of.map { "(\($0))" } ?? "") of \(aggregate.fact)"
          + (aggregate.filter.map { " where \($0)" } ?? "") + ", \(aggregate.window.zh)"
      case .customers(let condition): "customers where \(condition)"
      case .total(let number): "sum of \(number) over customers"
      }
    return ExplainedNode(name: name, text: text, value: value ?? "-", level: 1)
  }

  /// Whether those below add up to it; what stands at the organisation itself is the rest.
  private func rollUp(_ own: KPICell, _ below: [KPICell]) -> [String] {
    guard !below.isEmpty else { return [] }
    func rest(_ number: (KPICell) -> String?) -> String? {
      guard let whole = number(own).flatMap({ Amount($0, scale: 6) }) else { return nil }
      // A cell that is hidden is not part of any sum.
      let parts = below.map { number($0).flatMap { Amount($0, scale: 6) } }
      guard parts.allSatisfy({ $0 != nil }) else { return nil }
      let rest = parts.reduce(whole) { $0 - $1! }
      return rest.units == 0 ? "0" : Amount(units: rest.units / 10_000, scale: 2).grouped
    }
    return [("numerator", rest(\.numerator)), ("denominator", rest(\.denominator))].compactMap { name, rest in
      rest.map { "\(name): below it \($0 == "0" ? "all of it" : "all but \($0), which is its own")" }
    }
  }

  /// The newest batches of what it counts.
  private func sources(_ kpi: KPI) throws -> [String] {
    let assets = Set(PartNeeds(catalog).assets[Part.kpi(kpi.id)] ?? []).sorted()
    let rows = try database.connection.query(
      """
      select distinct on (l.asset) l.asset, l.biz_date, b.file_name, b.loaded_rows
      from meta.live l join meta.batch b on b.batch = l.batch
      where l.biz_date <= $1::date and l.asset = any(string_to_array($2, ','))
      order by l.asset, l.biz_date desc, l.batch desc
      """, [date.description, assets.joined(separator: ",")], doing: "ask where it comes from")
    return rows.map { "from \($0[0] ?? "") \($0[1] ?? "")  \($0[2] ?? ""), \(Amount.grouped($0[3] ?? "0")) rows" }
  }
}
