import Catalog
import Tabular

/// An aggregate worked out again from the rows of one customer, row by row, with the rows that counted: a second way to
/// the value a night has computed.
struct Recount {
  /// Nil: unknown.
  private(set) var value: Int64?
  /// Those that counted, in order.
  private(set) var rows: [EvidenceRow] = []
  /// How many there are at all, and how many of those are in the window.
  private(set) var all = 0
  private(set) var inWindow = 0

  private let slot: FactPlan.Slot
  private let days: ClosedRange<Int32>
  private let isHeld: Bool

  init(
    _ slot: FactPlan.Slot, _ plan: FactPlan, _ evidence: [EvidenceRow], texts: TextPool, date: BusinessDate
  ) {
    self.slot = slot
    let span = slot.window.days(on: date) ?? date...date
    days = span.lowerBound.daysSince2000...span.upperBound.daysSince2000
    isHeld = plan.fact.rows == .held
    func value(_ expression: Expression, _ row: EvidenceRow) -> Int64? {
      Trace(expression, texts: texts, date: date) { row.columns[$0] ?? nil }.value
    }
    all = evidence.count
    var counted: [(row: EvidenceRow, value: Int64)] = []
    // An amount that has no price leaves nothing to be known of the whole.
    var isUnknown = false
    for row in evidence where isInWindow(row) {
      inWindow += 1
      if let filter = plan.fact.filter, value(filter, row) != 1 { continue }
      if let filter = slot.filter, value(plan.filters[filter], row) != 1 { continue }
      guard let measure = slot.measure else {
        counted.append((row, 1))
        continue
      }
      if let known = value(plan.measures[measure], row) {
        counted.append((row, known))
      } else if plan.isConverted(measure) {
        isUnknown = true
      }
    }
    rows = counted.map(\.row)
    self.value = isUnknown ? nil : result(counted)
  }

  private func isInWindow(_ row: EvidenceRow) -> Bool {
    guard isHeld else { return days.contains(row.day) }
    if slot.kind == .dailyAverage { return daysHeld(row) > 0 }
    return row.day <= days.upperBound && row.until > days.upperBound
  }

  private func daysHeld(_ row: EvidenceRow) -> Int64 {
    let end = min(Int64(row.until), Int64(days.upperBound) + 1)
    return max(0, end - Int64(max(row.day, days.lowerBound)))
  }

  private func result(_ counted: [(row: EvidenceRow, value: Int64)]) -> Int64? {
    let values = counted.map(\.value)
    switch slot.kind {
    case .sum, .count: return Int64(exactly: values.reduce(Int128(0)) { $0 + Int128($1) })
    case .distinct: return Int64(Set(values).count)
    case .days: return Int64(Set(counted.map(\.row.day)).count)
    case .max: return values.max()
    case .min: return values.min()
    case .first: return values.first
    case .last: return values.last
    case .firstDate: return counted.map(\.row.day).min().map(Int64.init)
    case .lastDate: return counted.map(\.row.day).max().map(Int64.init)
    case .dailyAverage:
      guard !counted.isEmpty else { return nil }
      let sum = counted.reduce(Int128(0)) { $0 + Int128($1.value) * Int128(daysHeld($1.row)) }
      return Int64(exactly: Exact.rounded(sum, over: Int128(days.upperBound) - Int128(days.lowerBound) + 1))
    }
  }
}
