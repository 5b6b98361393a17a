import Foundation
import Tabular

/// What a KPI is, as the mart tells it.
struct KPIDefinition {
  var id, zh, en, family, familyZh, meaning, owner, unit, frequency, version, level, numerator, denominator: String
  var isBetterHigh: Bool
  var pace: Pace
  /// By organisation, in the KPI's own unit.
  var targets: [String: Decimal] = [:]

  init(_ row: Table.Row) {
    id = row.text("kpi")
    zh = row.text("zh")
    en = row.text("en")
    family = row.text("family")
    familyZh = row.text("family_zh")
    meaning = row.text("meaning")
    owner = row.text("owner")
    unit = row.text("unit")
    frequency = row.text("frequency")
    version = row.text("version")
    level = row.text("level")
    numerator = row.text("numerator")
    denominator = row.text("denominator")
    isBetterHigh = row["direction"] != "down"
    pace = row["pace"].flatMap(Pace.init) ?? .level
  }

  /// One definition per KPI out of rows that are one per KPI and target.
  static func read(_ table: Table) -> [KPIDefinition] {
    var all: [KPIDefinition] = []
    for row in table.rows {
      if all.last?.id != row.text("kpi") { all.append(KPIDefinition(row)) }
      guard let organisation = row["org_no"], let target = Decimal(answer: row["target"]) else { continue }
      let last = all.count - 1
      all[last].targets[organisation] = inUnit(all[last].unit, target, row.text("target_unit"))
    }
    return all
  }

  /// Targets are set in 万元, in per cent: as the KPI itself is counted.
  static func inUnit(_ unit: String, _ target: Decimal, _ targetUnit: String) -> Decimal {
    if unit == "%" { return target / 100 }
    return target * Figure.counted(targetUnit).factor / Figure.counted(unit).factor
  }

  func name(_ language: Language) -> String { language == .en && !en.isEmpty ? en : zh }

  /// In English a family goes by its id, which is an English word.
  func familyName(_ language: Language) -> String {
    language == .en || familyZh.isEmpty ? family.prefix(1).uppercased() + family.dropFirst() : familyZh
  }
}

/// One value of a KPI: of one organisation on one date.
struct KPIPoint {
  var date: BusinessDate
  var numerator, denominator, value: Decimal?
  var reason: String?
  var customers: String?
  var restatement: Int

  init?(_ row: Table.Row) {
    guard let date = row["biz_date"].flatMap({ BusinessDate($0) }) else { return nil }
    self.date = date
    numerator = Decimal(answer: row["numerator"])
    denominator = Decimal(answer: row["denominator"])
    value = Decimal(answer: row["value"])
    reason = row["reason"]
    customers = row["customers"]
    restatement = row.integer("restatement")
  }
}

/// A KPI of one organisation on one date: what is shown, and what it is compared with.
struct KPIReading {
  let definition: KPIDefinition
  let organisation: String
  let date: BusinessDate
  private let points: [BusinessDate: KPIPoint]

  init(_ definition: KPIDefinition, of organisation: String, on date: BusinessDate, _ points: [KPIPoint]) {
    self.definition = definition
    self.organisation = organisation
    self.date = date
    self.points = Dictionary(points.map { ($0.date, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// How far back a late figure is looked for.
  static let patience = 7

  /// The days that are compared with, for every day that may be shown.
  static func compared(with date: BusinessDate) -> [BusinessDate] {
    date.days(patience + 1).flatMap { [$0.same(monthsBefore: 1), $0.same(monthsBefore: 12)] }
  }

  /// The date's own value, or the newest of the days before it.
  var shown: KPIPoint? { date.days(Self.patience + 1).reversed().lazy.compactMap { points[$0] }.first }
  var value: Decimal? { shown?.value }
  /// Of the month of the date; a figure of the month before has been measured against another.
  var target: Decimal? {
    guard shown.map({ $0.date.description.prefix(7) == date.description.prefix(7) }) ?? true else { return nil }
    return definition.targets[organisation]
  }

  func point(on date: BusinessDate) -> KPIPoint? { points[date] }
  func series(_ days: [BusinessDate]) -> Series { Series(days.map { ($0, points[$0]?.value) }) }

  /// What it was a month, or a year, before the day that is shown.
  func before(months: Int) -> Decimal? {
    compared(months: months).flatMap { points[$0]?.value }
  }

  /// The day it is compared with; nil where nothing is shown.
  func compared(months: Int) -> BusinessDate? { shown?.date.same(monthsBefore: months) }

  /// Better, worse or the same, by the KPI's own direction.
  func judged(_ difference: Decimal) -> Word {
    if difference == 0 { return .same }
    return (difference > 0) == definition.isBetterHigh ? .better : .worse
  }
}

/// Values by date, with holes where there are none.
struct Series {
  var points: [(date: BusinessDate, value: Decimal?)]
  init(_ points: [(BusinessDate, Decimal?)]) { self.points = points.map { (date: $0.0, value: $0.1) } }
  var values: [Decimal] { points.compactMap(\.value) }
}
