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
    let again = try recomputed(kpi, organisation: organisation, known)
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
    explanation.notes += try sources(kpi)
    return explanation
  }

  /// It alone, worked out again as a night does: its facts are scanned, and whoever it counts is folded.
  private func recomputed(_ kpi: KPI, organisation: String, _ known: Knowledge) throws -> KPICell {
    let plan = SemanticPlan(catalog) { $0 == Part.kpi(kpi.id) }
    let sessions = SessionPool(database.settings, application: "granary explain")
    let values = try Compute(catalog, plan, known, database, sessions).kpis()
    guard let value = values.first(where: { $0.organisation == organisation }) else {
      return KPICell(computation: 0, restatement: 0)
    }
    return KPICell(value)
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

/// A KPI of one organisation as it is published.
struct KPICell {
  var numerator: String?
  var denominator: String?
  var value: String?
  var reason: String?
  var computation: Int64
  var restatement: Int

  init(
    numerator: String? = nil, denominator: String? = nil, value: String? = nil, reason: String? = nil,
    computation: Int64,
    restatement: Int
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
    self.reason = reason
    self.computation = computation
    self.restatement = restatement
  }

  /// What a night would publish now.
  init(_ value: KPIValues.Value) {
    self.init(computation: 0, restatement: 0)
    switch value.result {
    case .success(let number): self.value = Amount(units: Int128(number.units), scale: number.scale).description
    case .failure(let reason): self.reason = reason.rawValue
    }
    // Few customers are not shown by their sums either.
    guard !value.isUnknown, reason != KPIValues.Value.Reason.few.rawValue else { return }
    numerator = Amount(units: value.numerator, scale: value.numeratorScale).description
    denominator = value.denominator.map { Amount(units: $0, scale: value.denominatorScale).description }
  }

  func isSame(as other: KPICell) -> Bool {
    (numerator, denominator, value) == (other.numerator, other.denominator, other.value) && reason == other.reason
  }

  /// Of a % KPI times a hundred.
  func shown(_ unit: String) -> String {
    guard let value else { return "none" + (reason.map { " (\($0))" } ?? "") }
    guard unit == "%", let ratio = Amount(value, scale: 6) else { return "\(value) \(unit)" }
    return "\(Amount(units: Exact.rounded(ratio.units, over: 100), scale: 2).grouped)%"
  }
}

extension StoredAnswers {
  func kpi(_ kpi: KPI, organisations: [String]) throws -> [String: KPICell] {
    let rows = try database.connection.query(
      """
      select v.org_no, v.numerator, v.denominator, v.value, v.reason, v.computation, l.restatement
      from \(readable("kpi.value_l")) v
      join meta.computed_live l on l.part = $3 and l.biz_date = v.biz_date and l.computation = v.computation
      where v.kpi = $1 and v.biz_date = $2::date and v.org_no = any(string_to_array($4, ','))
      """, [kpi.id, date.description, Part.kpi(kpi.id), organisations.joined(separator: ",")], doing: "read \(kpi.id)")
    return rows.reduce(into: [:]) { cells, row in
      cells[row[0] ?? ""] = KPICell(
        numerator: row[1], denominator: row[2], value: row[3], reason: row[4],
        computation: row[5].flatMap { Int64($0) } ?? 0, restatement: row[6].flatMap { Int($0) } ?? 0)
    }
  }
}
