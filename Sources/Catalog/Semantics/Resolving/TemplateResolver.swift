import Tabular

/// Expands a template: measures by filters by windows, and what is derived of them.
struct TemplateResolver {
  /// An indicator without population, its level that of what it reads.
  struct Expanded {
    var indicator: Indicator
    var kind: LevelRule.Kind?
    var codes: CodeTable?
    var location: SourceLocation
  }

  let template: TemplateDeclaration
  let fact: ResolvedFact
  let book: IndicatorBook
  let findings: Findings
  private let id: String
  private let subject: String
  private let measures: [ResolvedMeasure?]
  private let tests: [ExpressionResolver.Resolved?]
  private let matrix: TemplateMatrix

  init(_ template: TemplateDeclaration, _ fact: ResolvedFact, _ book: IndicatorBook, _ findings: Findings) {
    self.template = template
    self.fact = fact
    self.book = book
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
    for (index, measure) in template.measures.enumerated() where measures[index] == nil {
      book.noteBroken("\(id)_\(measure.id.value)__")
    }
    let own = matrix.cells.compactMap(expand)
    let derived = template.derive.flatMap(derive)
    if matrix.cells.isEmpty, !measures.contains(where: { $0 == nil }), !template.windows.isEmpty {
      findings.error(at: template.group.place("measures"), "\(subject): there is no indicator in it")
    }
    return own + derived
  }

  /// The aggregate of a cell, seen from another time; nil where a part of it is wrong.
  private func aggregate(_ cell: TemplateMatrix.Cell, _ shift: Window.Shift = .none) -> Aggregate? {
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

  private func expand(_ cell: TemplateMatrix.Cell) -> Expanded? {
    guard let measure = measures[cell.measure], let aggregate = aggregate(cell) else { return nil }
    let declared = template.measures[cell.measure]
    let name = name(cell)
    let indicator = Indicator(
      id: name.id, zh: name.zh, meaning: declared.meaning, unit: declared.unit, type: measure.type,
      level: max(measure.level, tests[cell.filter]?.level ?? 1),
      form: .aggregate(aggregate, zeroWhenEmpty: measure.zeroWhenEmpty), needsHistory: template.needsHistory,
      location: declared.id.location)
    return Expanded(indicator: indicator, kind: measure.rule, codes: measure.codes, location: declared.id.location)
  }

  private func derive(_ derived: TemplateDeclaration.Derived) -> [Expanded] {
    let role = "\(subject): \(derived.kind.rawValue)"
    var whole: Int?
    if let of = derived.of {
      whole = template.filters.firstIndex { $0.id.value == of.value }
      if whole == nil {
        findings.error(
          at: of.location, "\(role): there is no filter “\(of.value.prefix(40))”",
          hint: "one of: \(template.filters.map(\.id.value).joined(separator: ", "))")
        return []
      }
    }
    guard let chosen = matrix.choose(derived.selection, derived.kind.rawValue) else { return [] }
    guard checkNumbers(derived, role), checkShifts(derived, role) else { return [] }
    let made = matrix.cells.filter { cell in
      chosen.contains(cell) && cell.filter != whole && isNumber(cell.measure) && shifts(cell.window, derived.kind)
    }
    if made.isEmpty, !measures.contains(where: { $0 == nil }) {
      findings.error(at: derived.selection.location, "\(role) derives nothing", hint: "delete it")
    }
    return made.compactMap { derive($0, derived, whole) }
  }

  private func derive(
    _ cell: TemplateMatrix.Cell, _ derived: TemplateDeclaration.Derived, _ whole: Int?
  ) -> Expanded? {
    guard var base = expand(cell), let current = aggregate(cell) else { return nil }
    switch derived.kind {
    case .mom, .yoy:
      guard let before = aggregate(cell, derived.kind == .mom ? .previous : .yearBefore) else { return nil }
      base.indicator.form = .change(current: current, base: before)
    case .share:
      guard let whole else { return nil }
      let other = TemplateMatrix.Cell(measure: cell.measure, filter: whole, window: cell.window)
      guard let total = aggregate(other) else { return nil }
      base.indicator.form = .share(part: current, whole: total)
      base.indicator.level = max(base.indicator.level, tests[whole]?.level ?? 1)
    }
    base.indicator.id += "__\(derived.kind.rawValue)"
    base.indicator.zh += derived.zh
    base.indicator.unit = "%"
    base.indicator.type = .decimal(scale: 6)
    base.kind = .ratio
    base.codes = nil
    return base
  }

  private func isNumber(_ measure: Int) -> Bool { measures[measure].map { $0.type.scale != nil } ?? false }

  /// Whether the window has one before it, or a year before it, to be compared with.
  private func shifts(_ window: Int, _ kind: TemplateDeclaration.Derivation) -> Bool {
    guard kind == .mom else { return true }
    return Window(template.windows[window].value.span, .previous).days(on: BusinessDate(daysSince2000: 0)) != nil
  }

  private func checkNumbers(_ derived: TemplateDeclaration.Derived, _ role: String) -> Bool {
    var isSound = true
    for name in derived.selection.measures ?? [] {
      guard let index = template.measures.firstIndex(where: { $0.id.value == name.value }),
        let measure = measures[index], measure.type.scale == nil
      else { continue }
      isSound = false
      findings.error(
        at: name.location, "\(role): \(name.value) is \(measure.type.noun)", hint: "only numbers have ratios")
    }
    return isSound
  }

  private func checkShifts(_ derived: TemplateDeclaration.Derived, _ role: String) -> Bool {
    var isSound = true
    for name in derived.selection.windows ?? [] {
      guard let index = template.windows.firstIndex(where: { $0.value.word == name.value }),
        !shifts(index, derived.kind)
      else { continue }
      isSound = false
      findings.error(
        at: name.location, "\(role): \(name.value) has no span before it to be compared with", hint: "take yoy, or mtd")
    }
    return isSound
  }
}
