import Catalog
import Tabular

/// What KPIs count and sum over customers, by the organisation each is at home in.
struct HomeSums: Sendable {
  struct Sum: Sendable {
    var value: Int128 = 0
    var customers = 0
  }

  /// By term, then by organisation as a text of the pool.
  private(set) var sums: [[Int64: Sum]]

  init(terms: Int) { sums = Array(repeating: [:], count: terms) }

  /// Customers of nobody's organisation count nowhere.
  mutating func add(_ term: Int, _ values: Vector, isCondition: Bool, homes: Vector, isThere: ArraySlice<Bool>) {
    for (row, isThere) in isThere.enumerated() where isThere && homes.isKnown[row] && values.isKnown[row] {
      if isCondition, values.values[row] == 0 { continue }
      sums[term][homes.values[row], default: Sum()].value += isCondition ? 1 : Int128(values.values[row])
      sums[term][homes.values[row], default: Sum()].customers += 1
    }
  }

  mutating func add(_ others: HomeSums) {
    for term in sums.indices {
      for (home, sum) in others.sums[term] {
        sums[term][home, default: Sum()].value += sum.value
        sums[term][home, default: Sum()].customers += sum.customers
      }
    }
  }
}
