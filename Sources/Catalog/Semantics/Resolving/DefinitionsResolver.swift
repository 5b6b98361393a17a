import Tabular

/// Makes definitions of what all files say, against the resolved assets.
struct DefinitionsResolver {
  let declared: SemanticDeclarations
  let assets: AssetShelf
  let codes: [String: CodeTable]
  /// The day by which level rules must not have ended; nil: not asked.
  let today: BusinessDate?
  let findings: Findings

  func resolve() -> Definitions {
    let levels = DerivedLevels(declared.rules, today: today, findings)
    let facts = facts()
    let book = IndicatorBook(levels: levels, findings: findings)
    if declared.hasUnreadableIndicators { book.noteUnreadable() }
    let groups = IndicatorsResolver(declared: declared, facts: facts, book: book, findings: findings).resolve()
    let home = home(book)
    let labels = LabelResolver(
      facts: facts, assets: assets, book: book, findings: findings)
    let kpis = KPIResolver(
      facts: facts, book: book, targets: codes["kpi"], hasHome: home != nil || declared.hasUnreadableSubject,
      findings: findings)
    let declaredLabels = once(declared.labels, "label", \.label.definition.id, \.label.definition.location)
    checkWatches(declaredLabels)
    return Definitions(
      facts: facts.facts.values.map(\.fact).sorted { $0.id < $1.id }, groups: groups.sorted { $0.id < $1.id },
      labels: declaredLabels.flatMap(labels.resolve).sorted { $0.id < $1.id },
      kpis: once(declared.kpis, "KPI", \.kpi.definition.id, \.kpi.definition.location).enumerated().compactMap {
        kpis.resolve($1, place: $0)
      }.sorted { $0.id < $1.id },
      rules: declared.rules.map(\.definition).sorted { $0.id < $1.id }, home: home?.value)
  }

  /// A label that watches another has an id of its own.
  private func checkWatches(_ labels: [LabelDeclaration]) {
    var known = Dictionary(
      labels.map { ($0.label.definition.id, $0.label.definition.location) }, uniquingKeysWith: { first, _ in first })
    for watch in labels.compactMap(\.watch) {
      guard let other = known.updateValue(watch.location, forKey: watch.value) else { continue }
      findings.error(
        at: watch.location, "label \(watch.value) is declared twice", hint: "the first is at \(other)")
    }
  }

  private func facts() -> FactShelf {
    let resolver = FactResolver(assets: assets, findings: findings)
    var resolved: [String: ResolvedFact] = [:]
    var broken = declared.unreadableFacts
    for one in once(declared.facts, "fact", \.fact.definition.id, \.fact.definition.location) {
      let id = one.fact.definition.id
      resolved[id] = resolver.resolve(one)
      if resolved[id] == nil { broken.insert(id) }
    }
    return FactShelf(facts: resolved, broken: broken, findings: findings)
  }

  /// The indicator that says where a customer is at home.
  private func home(_ book: IndicatorBook) -> Located<String>? {
    let subjects = declared.subjects
    if subjects.count > 1 {
      findings.error(
        at: subjects[1].file, "the subject is declared twice", hint: "the first is in \(subjects[0].file.file)")
    }
    guard let home = subjects.first?.home else { return nil }
    switch book.find(home.value) {
    case .value(let value) where value.type == .text: break
    case .value(let value):
      findings.error(
        at: home.location, "home: \(home.value) is \(value.type.noun)",
        hint: "name an indicator with the code of an organisation")
    case .broken: break
    case .unknown:
      findings.error(
        at: home.location, "home: there is no indicator “\(home.value.prefix(70))”",
        hint: Suggestion.nearest(to: home.value, among: book.names).map { "did you mean \($0)?" })
    }
    return home
  }

  /// The first of each id; others are reported.
  private func once<One>(
    _ all: [One], _ kind: String, _ id: (One) -> String, _ location: (One) -> SourceLocation
  ) -> [One] {
    var first: [String: SourceLocation] = [:]
    return all.filter { one in
      guard let other = first.updateValue(location(one), forKey: id(one)) else { return true }
      first[id(one)] = other
      findings.error(at: location(one), "\(kind) \(id(one)) is declared twice", hint: "the first is at \(other)")
      return false
    }
  }
}
