import Tabular

/// Makes groups of indicators of templates and composites, which may read each other.
struct IndicatorsResolver {
  let declared: SemanticDeclarations
  let facts: FactShelf
  let book: IndicatorBook
  let findings: Findings

  /// As many columns as one table has room for, beside its own.
  private static let mostColumns = 1500

  func resolve() -> [IndicatorGroup] {
    var groups: [(group: Declared<IndicatorGroup>, number: Int)] = []
    for template in declared.templates {
      var group = template.group
      let number = add(group, template.population)
      group.definition.indicators = expand(template, number)
      group.definition.fact = template.fact.value
      groups.append((group, number))
    }
    for composite in declared.composites {
      var group = composite.group
      let number = add(group, composite.population)
      group.definition.indicators = list(composite, number)
      groups.append((group, number))
    }
    for card in declared.scorecards {
      var group = card.group
      let number = add(group, card.population)
      group.definition = ScorecardResolver(book: book, findings: findings).group(card, number)
      groups.append((group, number))
    }
    book.resolveAll()
    check(groups.map(\.group))
    return groups.map { finished($0.group.definition, $0.number) }
  }

  private func add(_ group: Declared<IndicatorGroup>, _ population: WrittenExpression?) -> Int {
    book.add(
      IndicatorBook.Population(
        "population of \(group.definition.id)", population, at: population?.location ?? group.definition.location))
  }

  private func expand(_ template: TemplateDeclaration, _ number: Int) -> [Indicator] {
    let group = template.group.definition
    guard let fact = facts.find(template.fact, group.title) else {
      book.noteBroken(group.id + "_")
      return []
    }
    let before = findings.diagnostics.count
    let expanded = TemplateResolver(template, fact, findings).expand()
    if findings.diagnostics.count != before || !template.isSound { book.noteBroken(group.id + "_") }
    for one in expanded {
      let value = NamedValue(type: one.indicator.type, level: one.indicator.level, codes: one.codes)
      book.add(
        one.indicator.id,
        .init(
          group: number, source: .template(value), kind: one.kind, rows: one.rows, least: one.least,
          location: one.location), group.title)
    }
    return expanded.map(\.indicator)
  }

  private func list(_ composite: CompositeDeclaration, _ number: Int) -> [Indicator] {
    let title = composite.group.definition.title
    return composite.members.map { member in
      let source = IndicatorBook.Source.composite(member.expression, subject: "\(title): \(member.id.value)")
      book.add(
        member.id.value, .init(group: number, source: source, kind: nil, location: member.id.location), title)
      return Indicator(
        id: member.id.value, zh: member.zh, meaning: member.meaning, unit: member.unit, type: .text,
        form: .expression(.served), location: member.id.location)
    }
  }

  /// With everything the book found out.
  private func finished(_ group: IndicatorGroup, _ number: Int) -> IndicatorGroup {
    var group = group
    let population = book.populations[number].resolved?.expression
    for index in group.indicators.indices {
      guard let entry = book.entries[group.indicators[index].id], let value = entry.value else { continue }
      group.indicators[index].type = value.type
      group.indicators[index].level = value.level
      group.indicators[index].lowered = entry.rule
      group.indicators[index].population = population
      if let expression = entry.expression { group.indicators[index].form = .expression(expression) }
    }
    return group
  }

  private func check(_ groups: [Declared<IndicatorGroup>]) {
    var first: [String: SourceLocation] = [:]
    for declared in groups {
      let group = declared.definition
      if let other = first.updateValue(group.location, forKey: group.id) {
        findings.error(
          at: group.location, "indicators \(group.id) are declared twice", hint: "the first are at \(other)")
      }
      if group.indicators.count > IndicatorsResolver.mostColumns {
        findings.error(
          at: group.location, "\(group.title): \(group.indicators.count) indicators do not fit one table",
          hint: "split it; a table has room for \(IndicatorsResolver.mostColumns)")
      }
    }
  }
}
