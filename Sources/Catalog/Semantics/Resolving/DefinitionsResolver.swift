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
    let home = named("home", \.home, "name an indicator with the code of an organisation", book)
    let manager = named("manager", \.manager, "name an indicator with the number of an employee", book)
    let scorecards = scorecards(groups, book)
    let labels = LabelResolver(
      facts: facts, assets: assets, book: book, findings: findings)
    let kpis = KPIResolver(
      facts: facts, book: book, targets: codes["kpi"], hasHome: home != nil || declared.hasUnreadableSubject,
      findings: findings)
    let opportunities = OpportunityResolver(
      book: book, assignedLevel: [home, manager].compactMap { $0.map { level(of: $0.value, book) } }.max() ?? 1,
      findings: findings)
    let declaredLabels = once(declared.labels, "label", \.label.definition.id, \.label.definition.location)
    checkWatches(declaredLabels)
    return Definitions(
      facts: facts.facts.values.map(\.fact).sorted { $0.id < $1.id }, groups: groups.sorted { $0.id < $1.id },
      labels: (declaredLabels.flatMap(labels.resolve) + scorecards.map(\.label)).sorted { $0.id < $1.id },
      kpis: once(declared.kpis, "KPI", \.kpi.definition.id, \.kpi.definition.location).enumerated().compactMap {
        kpis.resolve($1, place: $0)
      }.sorted { $0.id < $1.id },
      scorecards: scorecards.map(\.card).sorted { $0.id < $1.id },
      opportunities: once(
        declared.opportunities, "opportunity", \.opportunity.definition.id, \.opportunity.definition.location
      ).compactMap(opportunities.resolve).sorted { $0.id < $1.id },
      rules: declared.rules.map(\.definition).sorted { $0.id < $1.id }, home: home?.value, manager: manager?.value)
  }

  /// Scorecards with the labels of their grades, whose ids no other label may have.
  private func scorecards(_ groups: [IndicatorGroup], _ book: IndicatorBook) -> [(card: Scorecard, label: Label)] {
    let resolver = ScorecardResolver(book: book, findings: findings)
    return once(declared.scorecards, "scorecard", \.name.value, \.name.location).compactMap { one in
      let made = groups.first { $0.id == one.group.definition.id }.flatMap { resolver.resolve(one, $0) }
      if let made, let other = declared.labels.first(where: { $0.label.definition.id == made.label.id }) {
        findings.error(
          at: one.name.location, "label \(made.label.id) is declared twice",
          hint: "the scorecard's grades are a label of that name; the first is at \(other.label.definition.location)")
      }
      return made
    }
  }

  private func level(of name: String, _ book: IndicatorBook) -> Int {
    if case .value(let value) = book.find(name) { value.level } else { 1 }
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

  /// An indicator, a text, that says something of every customer.
  private func named(
    _ key: String, _ path: KeyPath<SubjectDeclaration, Located<String>?>, _ hint: String, _ book: IndicatorBook
  ) -> Located<String>? {
    let subjects = declared.subjects
    if key == "home", subjects.count > 1 {
      findings.error(
        at: subjects[1].file, "the subject is declared twice", hint: "the first is in \(subjects[0].file.file)")
    }
    guard let named = subjects.first?[keyPath: path] else { return nil }
    switch book.find(named.value) {
    case .value(let value) where value.type == .text: break
    case .value(let value):
      findings.error(at: named.location, "\(key): \(named.value) is \(value.type.noun)", hint: hint)
    case .broken: break
    case .unknown:
      findings.error(
        at: named.location, "\(key): there is no indicator “\(named.value.prefix(70))”",
        hint: Suggestion.nearest(to: named.value, among: book.names).map { "did you mean \($0)?" })
    }
    return named
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
