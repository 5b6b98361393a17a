import Tabular

/// Days that are compared, by the calendar.
extension BusinessDate {
  /// The same day so many months earlier; where that month is shorter, its last day.
  func same(monthsBefore months: Int) -> BusinessDate {
    let (year, month, day) = components
    let count = year * 12 + month - 1 - months
    let (y, m) = (count / 12, count % 12 + 1)
    return BusinessDate(year: y, month: m, day: min(day, BusinessDate.days(inMonth: m, of: y))) ?? self
  }

  /// The last day of the month so many months earlier.
  func endOfMonth(before months: Int) -> BusinessDate {
    let (year, month, _) = same(monthsBefore: months).components
    return BusinessDate(year: year, month: month, day: BusinessDate.days(inMonth: month, of: year)) ?? self
  }

  /// So many days that end with this one, the oldest first.
  func days(_ count: Int) -> [BusinessDate] { (0..<count).map { adding(days: $0 - count + 1) } }

  /// `11-20`
  var short: String { String(description.dropFirst(5)) }

  /// How much of the month, or of the year to the month's end, has gone by: days and days of all.
  func passed(_ pace: Pace) -> (done: Int, of: Int)? {
    let (year, month, day) = components
    let length = BusinessDate.days(inMonth: month, of: year)
    switch pace {
    case .level: return nil
    case .month: return (day, length)
    case .year:
      guard let first = BusinessDate(year: year, month: 1, day: 1) else { return nil }
      let done = Int(daysSince2000 - first.daysSince2000) + 1
      return (done, done + length - day)
    }
  }
}

/// How a target is to be reached.
enum Pace: String { case month, year, level }
