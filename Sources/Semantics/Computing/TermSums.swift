import Catalog
import Tabular

/// A term of a KPI at every organisation.
struct TermSums {
  /// By organisation, all below it included.
  private(set) var sums: [String: Contribution] = [:]
  /// By organisation: who has a part in what is there itself, and at none below it.
  private(set) var own: [String: Contributors] = [:]
  /// Who has a part in what names no organisation of the tree: it counts at head office.
  private(set) var unassigned = Contributors()
  let root: String?
  let scale: Int
  /// Whether customers are counted each once, and not their rows.
  let countsCustomers: Bool

  init(
    _ contributions: [Int64: Contribution], scale: Int, countsCustomers: Bool, _ tree: OrganisationTree,
    _ texts: TextPool
  ) {
    self.scale = scale
    self.countsCustomers = countsCustomers
    root = tree.root
    for (id, contribution) in contributions {
      let named = id == OrganisationTree.nowhere ? nil : texts.text(id)
      let isAssigned = named.map(tree.has) ?? false
      if !isAssigned { unassigned += contribution.contributors }
      guard let place = isAssigned ? named : tree.root else { continue }
      own[place, default: Contributors()] += contribution.contributors
      for above in tree.path(from: place) { sums[above, default: Contribution()] += contribution }
    }
  }

  /// Where it is of few customers, or tells such a sum.
  func hidden(_ cells: SmallCells) -> Set<String> { cells.hidden(sums.mapValues(\.contributors), own: own) }
}

/// The terms of all KPIs, each once.
struct TermBook {
  private var terms: [SemanticPlan.Term: TermSums] = [:]

  init(
    _ plan: SemanticPlan, _ homeTerms: HomeTerms, _ homeSums: HomeSums, totals: [Totals], _ tree: OrganisationTree,
    _ texts: TextPool
  ) {
    for term in plan.kpis.flatMap({ [$0.numerator, $0.denominator].compactMap(\.self) }) where terms[term] == nil {
      switch term {
      case .rows(let place):
        let fact = plan.facts[place.fact]
        let type = fact.totals[place.slot].measure.map { fact.measures[$0].type }
        terms[term] = TermSums(
          totals[place.fact].sums.mapValues { $0[place.slot] }, scale: type?.scale ?? 0, countsCustomers: false, tree,
          texts)
      case .customers, .total:
        let sums = homeTerms.place(term).map { homeSums.sums[$0] } ?? [:]
        terms[term] = TermSums(sums, scale: term.scale, countsCustomers: true, tree, texts)
      }
    }
  }

  subscript(_ term: SemanticPlan.Term) -> TermSums {
    guard let sums = terms[term] else { preconditionFailure("a term that was not planned") }
    return sums
  }
}

extension SemanticPlan.Term {
  /// Of a number over customers; a count has none.
  fileprivate var scale: Int {
    if case .total(let expression) = self { expression.type.scale ?? 0 } else { 0 }
  }
}
