import Crypto
package import Tabular

/// What a definition computes, apart from its words: the same logic, the same values. Names in 中文, 口径, owners,
/// units, levels, expectations and the place in the file are no part of it.
///
/// What it reads of other indicators counts by name: their logic is their own.
extension Definitions {
  /// Of a group of indicators, which is one table.
  package func logic(of group: IndicatorGroup) -> Fingerprint {
    var facts = FactsRead()
    var texts: [String] = []
    for indicator in group.indicators {
      texts += text(of: indicator)
      facts.add(indicator.form)
    }
    return digest(texts + facts.texts(self))
  }

  package func logic(of indicator: Indicator) -> Fingerprint {
    var facts = FactsRead()
    facts.add(indicator.form)
    return digest(text(of: indicator) + facts.texts(self))
  }

  package func logic(of label: Label) -> Fingerprint {
    var facts = FactsRead()
    if case .matrix(let fact, let key, let filter, _, _, _) = label.form {
      facts.add(fact, [key] + (filter?.names ?? []))
    }
    return digest(
      [label.id, label.form.description, label.population?.description ?? "", label.unknown.rawValue]
        + facts.texts(self))
  }

  package func logic(of kpi: KPI) -> Fingerprint {
    var facts = FactsRead()
    let terms = [kpi.numerator] + [kpi.denominator].compactMap(\.self)
    var readsCustomers = false
    for term in terms {
      if case .rows(let aggregate) = term { facts.add(aggregate) } else { readsCustomers = true }
    }
    return digest([kpi.id] + terms.map(\.description) + [readsCustomers ? home ?? "" : ""] + facts.texts(self))
  }

  package func logic(of opportunity: Opportunity) -> Fingerprint {
    digest([
      opportunity.id, opportunity.kind.rawValue, opportunity.rule.description,
      opportunity.population?.description ?? "",
      opportunity.priority.description, opportunity.limits.description, home ?? "", manager ?? "",
    ])
  }

  private func text(of indicator: Indicator) -> [String] {
    [
      indicator.id, indicator.type.word, indicator.form.description, indicator.population?.description ?? "",
      indicator.needsHistory ? "history" : "",
    ]
  }

  /// Each text with its length before it, so that no two lists look alike.
  private func digest(_ texts: [String]) -> Fingerprint {
    var hash = SHA256()
    for text in texts { hash.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
    return Fingerprint(hash.finalize())
  }
}

/// Which columns of which facts are read.
private struct FactsRead {
  private var names: [String: Set<String>] = [:]

  mutating func add(_ fact: String, _ columns: [String]) { names[fact, default: []].formUnion(columns) }

  mutating func add(_ aggregate: Aggregate) {
    add(aggregate.fact, (aggregate.of?.names ?? []) + (aggregate.filter?.names ?? []))
  }

  mutating func add(_ form: Indicator.Form) {
    switch form {
    case .aggregate(let one, _): add(one)
    case .change(let first, let second), .share(let first, let second):
      add(first)
      add(second)
    case .expression: break
    }
  }

  func texts(_ definitions: Definitions) -> [String] {
    names.sorted { $0.key < $1.key }.compactMap { id, columns in
      definitions.fact(id).map { $0.text(reading: columns.union($0.filter?.names ?? [])) }
    }
  }
}
