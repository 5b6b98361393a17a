import Tabular

/// Expands a template: measures by filters by windows, and what is derived of them.
struct TemplateResolver {
  /// An indicator without population, its level that of what it reads.
  struct Expanded {
    var indicator: Indicator
    var kind: LevelRule.Kind?
    /// What it reads of rows, and the level of what dates them.
    var rows: DerivedInputs
    var least: Int
    var codes: CodeTable?
    var location: SourceLocation
  }

  let template: TemplateDeclaration
  let fact: ResolvedFact
  let findings: Findings
  private let id: String
  let subject: String
  let measures: [ResolvedMeasure?]
  let tests: [ExpressionResolver.Resolved?]
  let matrix: TemplateMatrix

  init(_ template: TemplateDeclaration, _ fact: ResolvedFact, _ findings: Findings) {
    self.template = template
    self.fact = fact
    self.findings = findings
    id = template.group.definition.id
    let subject = template.group.definition.title
    self.subject = subject
    let resolver = MeasureResolver(fact: fact, findings: findings)
    measures = template.measures.map { resolver.resolve($0, subject) }
    let expressions = ExpressionResolver(findings: findings)
    tests = template.filters.map {
      expressions.resolve($0.test, in: fact.scope, "\(subject): \($0.id.value)", wanted: .condition)
    }
    matrix = TemplateMatrix(template, rows: fact.fact.rows, findings)
  }

  func expand() -> [Expanded] {
    if fact.asset.party == nil {
      findings.error(
        at: template.fact.location, "\(subject): rows of \(fact.asset.title) name no customer",
        hint: "indicators are of customers; KPIs may read this fact")
    }
    let own = matrix.cells.compactMap(expand)
    let derived = template.derive.flatMap(derive)
    if matrix.cells.isEmpty, isSound {
      findings.error(at: template.group.place("measures"), "\(subject): there is no indicator in it")
    }
    return own + derived
  }

  /// Nothing was wrong with its parts: where nothing comes of them, that is a mistake of its own.
  var isSound: Bool { template.isSound && matrix.isSound && !measures.contains { $0 == nil } }

  /// The aggregate of a cell, seen from another time; nil where a part of it is wrong.
  func aggregate(_ cell: TemplateMatrix.Cell, _ shift: Window.Shift = .none) -> Aggregate? {
    guard let measure = measures[cell.measure] else { return nil }
    if template.filters[cell.filter].test != nil, tests[cell.filter] == nil { return nil }
    var window = template.windows[cell.window].value
    window.shift = shift
    return Aggregate(
      fact: fact.fact.id, kind: measure.kind, of: measure.of?.expression,
      filter: .both(measure.filter?.expression, tests[cell.filter]?.expression), window: window)
  }

  private func name(_ cell: TemplateMatrix.Cell) -> (id: String, zh: String) {
    let measure = template.measures[cell.measure]
    let filter = template.filters[cell.filter]
    let window = template.windows[cell.window].value
    let id = "\(id)_\(measure.id.value)__\(filter.id.value)__\(window.word)"
    return (
      id,
      [window.zh, filter.id.value == "all" ? "" : filter.zh, measure.zh].filter { !$0.isEmpty }.joined(separator: "|")
    )
  }

  func expand(_ cell: TemplateMatrix.Cell) -> Expanded? {
    guard let measure = measures[cell.measure], let aggregate = aggregate(cell) else { return nil }
    let declared = template.measures[cell.measure]
    let name = name(cell)
    let indicator = Indicator(
      id: name.id, zh: name.zh, meaning: declared.meaning, unit: declared.unit, type: measure.type,
      level: max(measure.level, tests[cell.filter]?.level ?? 1),
      form: .aggregate(aggregate, zeroWhenEmpty: measure.zeroWhenEmpty), needsHistory: template.needsHistory,
      location: declared.id.location)
    return Expanded(
      indicator: indicator, kind: measure.rule, rows: rows(cell), least: fact.timeLevel, codes: measure.codes,
      location: declared.id.location)
  }

  private func rows(_ cell: TemplateMatrix.Cell) -> DerivedInputs {
    let (measure, filter) = (template.measures[cell.measure], template.filters[cell.filter])
    var inputs = DerivedInputs()
    inputs.add(measures[cell.measure]?.filter, measure.filter, of: fact.scope)
    inputs.add(measures[cell.measure]?.of, measure.of, of: fact.scope)
    inputs.add(tests[cell.filter], filter.test, of: fact.scope)
    if let own = fact.filter { inputs.add(own, fact.written, of: fact.scope) }
    return inputs
  }
}
