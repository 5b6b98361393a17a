package import Catalog
import Tabular
import Warehouse

/// Everything one business date's indicators, labels, opportunities and KPIs need, as plain data: what is scanned, once each, and in
/// which order the rest is worked out. A pure function of the definitions; `granary semantics plan` prints it.
package struct SemanticPlan: Sendable {
  /// Where an aggregate stands: in which fact's plan, at which slot.
  package struct Place: Hashable, Sendable {
    package var fact: Int
    package var slot: Int
  }

  package enum Source: Hashable, Sendable {
    case aggregate(Place)
    case change(current: Place, base: Place)
    case share(part: Place, whole: Place)
    case expression

    /// The aggregates it is made of by itself.
    var places: [Place] {
      switch self {
      case .aggregate(let place): [place]
      case .change(let a, let b), .share(let a, let b): [a, b]
      case .expression: []
      }
    }
  }

  func window(_ place: Place) -> Window { facts[place.fact].slots[place.slot].window }

  package struct Step: Sendable {
    package var indicator: Indicator
    package var group: Int
    package var source: Source
  }

  /// One label, or of a matrix all of it.
  package struct LabelStep: Sendable {
    package var label: Label
    /// Of a matrix: the slot that gathers each customer's keys.
    package var keys: MatrixPlan?
  }

  package struct MatrixPlan: Hashable, Sendable {
    package var fact: Int
    package var filter: Int?
    package var key: Int
  }

  package enum Term: Hashable, Sendable {
    case rows(Place)
    case customers(Expression)
    case total(Expression)
  }

  package struct KPIStep: Sendable {
    package var kpi: KPI
    package var numerator: Term
    package var denominator: Term?
  }

  package private(set) var facts: [FactPlan] = []
  package private(set) var groups: [IndicatorGroup]
  /// In an order in which each reads only what stands before it.
  package private(set) var steps: [Step] = []
  package private(set) var labels: [LabelStep] = []
  package private(set) var kpis: [KPIStep] = []
  /// By id.
  package private(set) var opportunities: [Opportunity] = []
  /// The indicator that says where a customer is at home.
  package private(set) var home: String?
  /// The indicator that says who looks after a customer.
  package private(set) var manager: String?
  /// Where an indicator stands among the steps.
  package private(set) var stepOf: [String: Int] = [:]

  /// - Parameter wanted: which parts are asked for: `ind:txn`, `label:X`, `opportunity:Y`, `kpi:Z`. What they read comes along.
  package init(_ catalog: DataCatalog, wanted: (String) -> Bool = { _ in true }) {
    let definitions = catalog.definitions
    groups = definitions.groups
    home = definitions.home
    var needed = Needed(definitions)
    for group in definitions.groups where wanted(Part.group(group.id)) {
      for indicator in group.indicators { needed.add(indicator.id) }
    }
    let wantedLabels = definitions.labels.filter { wanted(Part.label($0.id)) }
    let wantedKPIs = definitions.kpis.filter { wanted(Part.kpi($0.id)) }
    for label in wantedLabels { for name in label.names { needed.add(name) } }
    for kpi in wantedKPIs { for name in kpi.names { needed.add(name) } }
    opportunities = definitions.opportunities.filter { wanted(Part.opportunity($0.id)) }
    for opportunity in opportunities { for name in opportunity.names { needed.add(name) } }
    manager = opportunities.isEmpty ? nil : definitions.manager
    for name in [home, manager].compactMap(\.self) { needed.add(name) }

    var factAt: [String: Int] = [:]
    func plan(of fact: String) -> Int? {
      if let place = factAt[fact] { return place }
      guard let definition = definitions.fact(fact), let asset = catalog.asset(definition.asset) else { return nil }
      facts.append(FactPlan(fact: definition, asset: asset))
      factAt[fact] = facts.count - 1
      return facts.count - 1
    }
    func place(_ aggregate: Aggregate) -> Place {
      guard let fact = plan(of: aggregate.fact) else { preconditionFailure("a fact that the catalog has not") }
      return Place(fact: fact, slot: facts[fact].slot(aggregate))
    }
    for (indicator, group) in needed.inOrder {
      let source: Source =
        switch indicator.form {
        case .aggregate(let aggregate, _): .aggregate(place(aggregate))
        case .change(let current, let base): .change(current: place(current), base: place(base))
        case .share(let part, let whole): .share(part: place(part), whole: place(whole))
        case .expression: .expression
        }
      stepOf[indicator.id] = steps.count
      steps.append(Step(indicator: indicator, group: group, source: source))
    }
    for label in wantedLabels {
      var keys: MatrixPlan?
      if case .matrix(let fact, let key, let filter, _, _, _) = label.form, let place = plan(of: fact) {
        let type = facts[place].fact.column(key)?.type ?? .text
        let (filter, measure) = facts[place].key(Expression(.name(key), type), where: filter)
        keys = MatrixPlan(fact: place, filter: filter, key: measure)
      }
      labels.append(LabelStep(label: label, keys: keys))
    }
    func term(_ term: KPI.Term) -> Term {
      switch term {
      case .customers(let expression): return .customers(expression)
      case .total(let expression): return .total(expression)
      case .rows(let aggregate):
        guard let fact = plan(of: aggregate.fact) else { preconditionFailure("a fact that the catalog has not") }
        return .rows(Place(fact: fact, slot: facts[fact].total(aggregate)))
      }
    }
    for kpi in wantedKPIs {
      kpis.append(KPIStep(kpi: kpi, numerator: term(kpi.numerator), denominator: kpi.denominator.map(term)))
    }
  }
}
