import Tabular

/// Which days the bank works, by the notices of the State Council.
///
/// Of a year without a notice, or before it is published, only weekends are known and the holidays whose date is fixed:
/// New Year, Labour Day and National Day. What the moon decides, and what is moved, is not.
enum BankCalendar {
  /// As the parameter system writes the kinds of day.
  enum Kind: String, Sendable, CaseIterable {
    case workday = "工作日"
    case weekend = "周末"
    case statutory = "法定节假日"
    case moved = "调休放假"
    case makeUp = "调休上班"

    /// A code of `day_kind`.
    var code: String {
      switch self {
      case .workday: "01"
      case .weekend: "02"
      case .statutory: "03"
      case .moved: "04"
      case .makeUp: "05"
      }
    }

    var isWorked: Bool { self == .workday || self == .makeUp }
  }

  struct Day: Sendable {
    let kind: Kind
    /// Empty on plain days.
    var holiday = ""
    /// The notice or the law; empty on plain days.
    var basis = ""
  }

  static let law = "全国年节及纪念日放假办法"

  /// What is known of `date` on the day `known`.
  static func day(_ date: BusinessDate, known: BusinessDate) -> Day {
    let plain = Day(kind: date.weekday > 5 ? .weekend : .workday)
    let (year, month, day) = date.components
    if let notice = notices[year], notice.published <= known { return special[date] ?? plain }
    let fixed: String? =
      switch (month, day) {
      case (1, 1): "元旦"
      case (5, 1): "劳动节"
      case (5, 2) where year >= 2025: "劳动节"
      case (10, 1...3): "国庆节"
      default: nil
      }
    return fixed.map { Day(kind: .statutory, holiday: $0, basis: law) } ?? plain
  }

  static func isWorkday(_ date: BusinessDate) -> Bool { day(date, known: date).kind.isWorked }

  /// The interbank market fixes rates on working days that are no weekend, not even a worked one.
  static func isTradingDay(_ date: BusinessDate) -> Bool { day(date, known: date).kind == .workday }

  private static let notices = Dictionary(uniqueKeysWithValues: HolidayNotice.all.map { ($0.year, $0) })

  private static let special: [BusinessDate: Day] = {
    var days: [BusinessDate: Day] = [:]
    for notice in HolidayNotice.all {
      for holiday in notice.holidays {
        var date = holiday.free.lowerBound
        while date <= holiday.free.upperBound {
          let kind: Kind = holiday.statutory.contains(date) ? .statutory : .moved
          days[date] = Day(kind: kind, holiday: holiday.name, basis: notice.number)
          date = date.adding(days: 1)
        }
        for date in holiday.worked { days[date] = Day(kind: .makeUp, holiday: holiday.name, basis: notice.number) }
      }
    }
    return days
  }()
}
