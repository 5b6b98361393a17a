import Tabular

/// Dates are days and timestamps microseconds since 2000-01-01.
enum Days {
  private static let microseconds: Int64 = 86_400_000_000

  /// The day a timestamp is in.
  static func day(of timestamp: Int64) -> Int64 {
    let (quotient, rest) = timestamp.quotientAndRemainder(dividingBy: microseconds)
    return rest < 0 ? quotient - 1 : quotient
  }

  static func hour(of timestamp: Int64) -> Int64 {
    let rest = timestamp % microseconds
    return (rest < 0 ? rest + microseconds : rest) / 3_600_000_000
  }

  /// In hundredths.
  static func hours(from earlier: Int64, to later: Int64) -> Int64? {
    Int64(exactly: Exact.rounded(Int128(later) - Int128(earlier), over: 36_000_000))
  }

  static func weekday(of day: Int64) -> Int64? { date(day).map { Int64($0.weekday) } }

  static func year(of day: Int64) -> Int64? { date(day).map { Int64($0.components.year) } }

  private static func date(_ day: Int64) -> BusinessDate? {
    Int32(exactly: day).map { BusinessDate(daysSince2000: $0) }
  }
}
