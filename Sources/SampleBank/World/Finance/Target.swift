import Tabular

/// What an office is to reach in a month.
struct Target: Sendable {
  /// An operating figure with its unit and the range of an office's monthly targets, in hundredths.
  struct Figure: Sendable {
    /// A code of `kpi`.
    let kpi: String
    let unit: String
    let isBetterHigh: Bool
    let range: ClosedRange<Int>
  }

  static let figures: [Figure] = [
    Figure(kpi: "KPI_NEW_CUSTOMERS", unit: "户", isBetterHigh: true, range: 20_00...120_00),
    Figure(kpi: "KPI_DISBURSED", unit: "万元", isBetterHigh: true, range: 800_00...9_000_00),
    Figure(kpi: "KPI_LOAN_BALANCE", unit: "万元", isBetterHigh: true, range: 20_000_00...90_000_00),
    Figure(kpi: "KPI_NPL_RATIO", unit: "%", isBetterHigh: false, range: 70...120),
    Figure(kpi: "KPI_DEPOSIT_BALANCE", unit: "万元", isBetterHigh: true, range: 30_000_00...120_000_00),
    Figure(kpi: "KPI_MAU_SHARE", unit: "%", isBetterHigh: true, range: 35_00...50_00),
    Figure(kpi: "KPI_REPURCHASE", unit: "%", isBetterHigh: true, range: 40_00...65_00),
    Figure(kpi: "KPI_WEALTH_CONVERSION", unit: "%", isBetterHigh: true, range: 5_00...15_00),
    Figure(kpi: "KPI_CAC", unit: "元/户", isBetterHigh: false, range: 45_00...60_00),
    Figure(kpi: "KPI_SERVICE_COST", unit: "元/次", isBetterHigh: false, range: 80...150),
    Figure(kpi: "KPI_PROFIT_PER_HEAD", unit: "万元/人", isBetterHigh: true, range: 1_20...1_80),
    Figure(kpi: "KPI_APPROVAL_HOURS", unit: "小时", isBetterHigh: false, range: 12_00...36_00),
    Figure(kpi: "KPI_OPP_CLAIM", unit: "%", isBetterHigh: true, range: 75_00...95_00),
    Figure(kpi: "KPI_CHAIN_COVERAGE", unit: "%", isBetterHigh: true, range: 60_00...85_00),
    Figure(kpi: "KPI_COUNTER_FREE", unit: "%", isBetterHigh: true, range: 85_00...97_00),
    Figure(kpi: "KPI_TAX_LOAN", unit: "万元", isBetterHigh: true, range: 200_00...2_000_00),
  ]

  /// Its place among all targets since the first date's month, by month, office and figure.
  let ordinal: Int
  let figure: Figure
  /// An index of `Organisation.tree`.
  let office: Int
  let month: Month
  /// Hundredths of the unit.
  let value: Int
  let approved: BusinessDate

  static func capacity(_ world: World) -> Int { (world.dates.count / 28 + 3) * Organisation.tree.count * figures.count }

  /// What is approved on `date`: all targets of the next month, and one in fifty of this month's anew. The first time
  /// all of this month's come as well.
  static func approved(on date: BusinessDate, first: BusinessDate, seed: UInt64) -> [Target] {
    var chance = SplitMix64(seed: seed, "target", date)
    let isFirst = Month(before: date).first.adding(days: date.components.day - 1) < first
    var targets: [Target] = []
    for ahead in [0, 1] {
      let month = Month(before: date, back: -ahead)
      let offset = month.count - Month(before: first, back: 0).count
      for office in Organisation.tree.indices {
        for (place, figure) in figures.enumerated() {
          let value = chance.within(figure.range.lowerBound...figure.range.upperBound)
          guard ahead == 1 || isFirst || chance.chance(1, in: 50) else { continue }
          targets.append(
            Target(
              ordinal: (offset * Organisation.tree.count + office) * figures.count + place, figure: figure,
              office: office, month: month, value: value, approved: date))
        }
      }
    }
    return targets
  }
}
