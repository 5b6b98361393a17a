package import Catalog
import Tabular
import Warehouse

/// Which assets each part reads and how far back, by way of whatever it reads: what it waits for, and what makes it stale or
/// preliminary.
package struct PartNeeds: Sendable {
  /// By part: `ind:txn`, `label:X`, `opportunity:Y`, `kpi:Z`.
  package private(set) var looks: [String: Looks] = [:]
  private var ofIndicator: [String: Looks] = [:]

  /// Assets by part.
  package var assets: [String: Set<String>] { looks.mapValues(\.assets) }

  package init(_ catalog: DataCatalog) {
    let definitions = catalog.definitions
    let facts = Dictionary(uniqueKeysWithValues: definitions.facts.map { ($0.id, FactLooks($0, catalog)) })
    let indicators = Dictionary(
      definitions.indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for id in indicators.keys { _ = needs(of: id, indicators, facts) }
    for group in definitions.groups { looks[Part.group(group.id)] = names(group.indicators.map(\.id)) }
    for label in definitions.labels {
      var needs = names(label.names)
      if case .matrix(let fact, let key, let filter, let over, _, _) = label.form {
        if let fact = facts[fact] { needs.formUnion(fact.of([key] + (filter?.names ?? []), in: Window(.now))) }
        needs.add(.now, at: over)
      }
      looks[Part.label(label.id)] = needs
    }
    // Whom an opportunity is given to is part of it.
    let assigned = names([definitions.home, definitions.manager].compactMap(\.self))
    for opportunity in definitions.opportunities {
      looks[Part.opportunity(opportunity.id)] = names(opportunity.names).union(assigned)
    }
    let home = definitions.home.map { names([$0]) } ?? Looks()
    for kpi in definitions.kpis {
      looks[Part.kpi(kpi.id)] = [kpi.numerator, kpi.denominator].compactMap(\.self).reduce(into: Looks()) {
        needs, term in
        switch term {
        case .rows(let aggregate): if let fact = facts[aggregate.fact] { needs.formUnion(fact.of(aggregate)) }
        case .customers, .total: needs.formUnion(names(term.names).union(home))
        }
      }
    }
  }

  private func names(_ names: [String]) -> Looks {
    names.reduce(into: Looks()) { needs, name in if let its = ofIndicator[name] { needs.formUnion(its) } }
  }

  private mutating func needs(
    of id: String, _ indicators: [String: Indicator], _ facts: [String: FactLooks]
  ) -> Looks {
    if let known = ofIndicator[id] { return known }
    guard let indicator = indicators[id] else { return Looks() }
    var needs = Looks()
    for aggregate in indicator.form.aggregates {
      if let fact = facts[aggregate.fact] { needs.formUnion(fact.of(aggregate)) }
    }
    for name in indicator.names { needs.formUnion(self.needs(of: name, indicators, facts)) }
    ofIndicator[id] = needs
    return needs
  }
}

extension Indicator.Form {
  /// The aggregates it is made of.
  package var aggregates: [Aggregate] {
    switch self {
    case .aggregate(let one, _): [one]
    case .change(let current, let base): [current, base]
    case .share(let part, let whole): [part, whole]
    case .expression: []
    }
  }
}
