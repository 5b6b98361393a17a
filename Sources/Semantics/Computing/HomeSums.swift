import Catalog
import Tabular

/// What KPIs count and sum over customers, by the organisation each is at home in.
struct HomeSums: Sendable {
  /// By term, then by organisation as a text of the pool, or nowhere.
  private(set) var sums: [[Int64: Contribution]]

  init(terms: Int) { sums = Array(repeating: [:], count: terms) }

  /// Who is at home nowhere counts as long as the bank serves him.
  ///
  /// - Parameter unpriced: of whom a value that is not known is of an amount without a price.
  mutating func add(
    _ term: Int, _ values: Vector, isCondition: Bool, unpriced: Set<Int>, homes: Vector, isServed: Vector
  ) {
    for row in homes.values.indices where isServed.isKnown[row] && (homes.isKnown[row] || isServed.values[row] != 0) {
      let home = homes.isKnown[row] ? homes.values[row] : OrganisationTree.nowhere
      if values.isKnown[row] {
        let value = values.values[row]
        if value != 0 { sums[term][home, default: Contribution()].add(isCondition ? 1 : Int128(value)) }
      } else if unpriced.contains(row) {
        sums[term][home, default: Contribution()].isUnknown = true
      }
    }
  }

  mutating func add(_ others: HomeSums) {
    for term in sums.indices {
      for (home, sum) in others.sums[term] { sums[term][home, default: Contribution()] += sum }
    }
  }
}

/// What KPIs ask of customers, each once.
struct HomeTerms {
  private(set) var list: [HomeTerm] = []
  private var places: [SemanticPlan.Term: Int] = [:]

  init(_ plan: SemanticPlan) {
    for term in plan.kpis.flatMap({ [$0.numerator, $0.denominator].compactMap(\.self) }) where places[term] == nil {
      switch term {
      case .rows: break
      case .customers(let expression):
        places[term] = list.count
        list.append(HomeTerm(expression: expression, isCondition: true))
      case .total(let expression):
        places[term] = list.count
        list.append(HomeTerm(expression: expression, isCondition: false))
      }
    }
  }

  func place(_ term: SemanticPlan.Term) -> Int? { places[term] }
}
