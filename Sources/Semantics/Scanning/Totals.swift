import Catalog
import Tabular

/// The sums of a fact by organisation.
struct TotalsPlan: Sendable {
  struct Total: Sendable {
    var filter: Int?
    var measure: Int?
    /// Whether a row whose value is unknown makes the whole unknown.
    var isWhole: Bool
    var days: ClosedRange<Int32>
  }

  let totals: [Total]
  /// The organisation's place among the columns.
  let organisation: Int?
  let isHeld: Bool
  let nothing: [Contribution]

  init(_ plan: FactPlan, on date: BusinessDate, organisation: Int?) {
    self.organisation = organisation
    isHeld = plan.fact.rows == .held
    nothing = plan.totals.map { _ in Contribution() }
    totals = plan.totals.map { slot in
      let days = slot.window.days(on: date) ?? date...date
      return Total(
        filter: slot.filter, measure: slot.measure, isWhole: slot.measure.map(plan.isConverted) ?? false,
        days: days.lowerBound.daysSince2000...days.upperBound.daysSince2000)
    }
  }
}

struct Totals: Sendable {
  private let plan: TotalsPlan
  /// By organisation, as a text of the pool, or nowhere: each total.
  private(set) var sums: [Int64: [Contribution]] = [:]

  init(_ plan: TotalsPlan) { self.plan = plan }

  @inline(__always) mutating func add(
    _ row: Int, of customer: Int32, day: Int32, until: Int32, _ columns: [Vector], _ conditions: BitColumns,
    _ values: [Vector]
  ) {
    guard let place = plan.organisation, !plan.totals.isEmpty else { return }
    let organisation = columns[place].isKnown[row] ? columns[place].values[row] : OrganisationTree.nowhere
    for (place, total) in plan.totals.enumerated() {
      // Of what happened: its day lies within; of what holds: it holds on the last of the days.
      guard until == Int32.max || until > total.days.upperBound, day <= total.days.upperBound,
        plan.isHeld || day >= total.days.lowerBound
      else { continue }
      if let filter = total.filter, !conditions[filter, row] { continue }
      var amount: Int128 = 1
      if let measure = total.measure {
        guard values[measure].isKnown[row] else {
          if total.isWhole { sums[organisation, default: plan.nothing][place].isUnknown = true }
          continue
        }
        amount = Int128(values[measure].values[row])
      }
      sums[organisation, default: plan.nothing][place].add(amount, rowOf: customer)
    }
  }

  mutating func add(_ others: Totals) {
    for (organisation, amounts) in others.sums {
      for place in amounts.indices { sums[organisation, default: plan.nothing][place] += amounts[place] }
    }
  }
}
