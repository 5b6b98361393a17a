package import Catalog
import Tabular

/// Which assets each part reads, by way of whatever it reads: what it waits for, and what makes it stale.
package struct PartNeeds: Sendable {
  /// Assets by part: `ind:txn`, `label:X`, `opportunity:Y`, `kpi:Z`.
  package private(set) var assets: [String: Set<String>] = [:]
  /// Assets of each indicator.
  private var ofIndicator: [String: Set<String>] = [:]

  package init(_ catalog: DataCatalog) {
    let definitions = catalog.definitions
    let facts = Dictionary(uniqueKeysWithValues: definitions.facts.map { ($0.id, FactNeeds($0, catalog)) })
    let indicators = Dictionary(
      definitions.indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for id in indicators.keys { _ = needs(of: id, indicators, facts) }
    for group in definitions.groups {
      assets[Part.group(group.id)] = group.indicators.reduce(into: []) { $0.formUnion(ofIndicator[$1.id] ?? []) }
    }
    for label in definitions.labels {
      var needs = names(label.names)
      if case .matrix(let fact, let key, let filter, let over, _, _) = label.form {
        needs.formUnion(facts[fact]?.assets(of: [key] + (filter?.names ?? [])) ?? [])
        needs.insert(over)
      }
      assets[Part.label(label.id)] = needs
    }
    // Whom an opportunity is given to is part of it.
    let assigned = names([definitions.home, definitions.manager].compactMap(\.self))
    for opportunity in definitions.opportunities {
      assets[Part.opportunity(opportunity.id)] = names(opportunity.names).union(assigned)
    }
    let home = definitions.home.map { names([$0]) } ?? []
    for kpi in definitions.kpis {
      assets[Part.kpi(kpi.id)] = [kpi.numerator, kpi.denominator].compactMap(\.self).reduce(into: []) { needs, term in
        switch term {
        case .rows(let aggregate): needs.formUnion(facts[aggregate.fact]?.assets(of: aggregate) ?? [])
        case .customers, .total: needs.formUnion(names(term.names).union(home))
        }
      }
    }
  }

  private func names(_ names: [String]) -> Set<String> {
    names.reduce(into: []) { $0.formUnion(ofIndicator[$1] ?? []) }
  }

  private mutating func needs(
    of id: String, _ indicators: [String: Indicator], _ facts: [String: FactNeeds]
  ) -> Set<String> {
    if let known = ofIndicator[id] { return known }
    guard let indicator = indicators[id] else { return [] }
    var needs: Set<String> = []
    for aggregate in indicator.form.aggregates { needs.formUnion(facts[aggregate.fact]?.assets(of: aggregate) ?? []) }
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

/// The assets behind a fact and each of its columns.
private struct FactNeeds {
  let fact: Fact
  let rates: String?

  init(_ fact: Fact, _ catalog: DataCatalog) {
    self.fact = fact
    rates = catalog.assets.first { $0.derives.quotes != nil }?.id
  }

  func assets(of aggregate: Aggregate) -> Set<String> {
    assets(of: (aggregate.of?.names ?? []) + (aggregate.filter?.names ?? []))
  }

  func assets(of names: [String]) -> Set<String> {
    var found: Set = [fact.asset]
    for name in names + (fact.filter?.names ?? []) {
      switch fact.column(name)?.source {
      case .money: if let rates { found.insert(rates) }
      case .lookup(let asset, _, _): found.insert(asset)
      case .item, nil: break
      }
    }
    return found
  }
}
