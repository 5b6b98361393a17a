import Tabular

/// A second of the bank's own time.
struct Moment: Sendable, Comparable {
  /// Since the first midnight of 2000.
  private(set) var seconds: Int

  static let secondsPerDay = 86_400

  init(_ date: BusinessDate, second: Int) { seconds = Int(date.daysSince2000) * Moment.secondsPerDay + second }

  func adding(minutes: Int) -> Moment {
    var later = self
    later.seconds += minutes * 60
    return later
  }

  /// Nothing in the loan books is older than 2000.
  var date: BusinessDate { BusinessDate(daysSince2000: Int32(seconds / Moment.secondsPerDay)) }
  var secondOfDay: Int { seconds % Moment.secondsPerDay }

  /// `20251120080102`
  var compact: String { date.compact + Spelling.clock(secondOfDay) }

  static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
}

extension BusinessDate {
  /// The same day so many months later; the 29th and later become the 28th, which every month has.
  func adding(months: Int) -> BusinessDate {
    let (year, month, day) = components
    let count = year * 12 + month - 1 + months
    guard let date = BusinessDate(year: count / 12, month: count % 12 + 1, day: min(day, 28)) else {
      preconditionFailure("every month has a 28th")
    }
    return date
  }

  /// Days from `earlier` to this date.
  func days(since earlier: BusinessDate) -> Int { Int(daysSince2000 - earlier.daysSince2000) }
}
