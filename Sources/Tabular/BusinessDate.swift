/// The day a run stands for (数据日期). Always given, never taken from the clock.
///
/// Proleptic Gregorian, stored as days since 2000-01-01, which is also PostgreSQL's binary form of `date`.
package struct BusinessDate: Hashable, Sendable, Comparable, CustomStringConvertible, BitwiseCopyable {
  package var daysSince2000: Int32

  package init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }

  /// Nil where the calendar has no such day or the year is outside 1...9999.
  @inlinable package init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= BusinessDate.days(inMonth: month, of: year)
    else { return nil }
    // Days from a civil date: Howard Hinnant, "chrono-compatible low-level date algorithms".
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(daysSince2000: Int32(era * 146_097 + dayOfEra - 730_425))
  }

  /// Reads `2025-11-20` or `20251120`.
  @inlinable package init?(_ text: some StringProtocol) {
    let bytes = String(text).utf8
    self.init(utf8: bytes.span)
  }

  /// The same of a text's bytes.
  package init?(utf8 text: Span<UInt8>) {
    guard text.count == 8 || text.count == 10 else { return nil }
    var digits = 0
    var number = 0
    for place in text.indices {
      let byte = text[place]
      if byte == UInt8(ascii: "-"), text.count == 10, place == 4 || place == 7 { continue }
      guard 0x30...0x39 ~= byte else { return nil }
      digits += 1
      number = number * 10 + Int(byte - 0x30)
    }
    guard digits == 8 else { return nil }
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  @inlinable package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package var components: (year: Int, month: Int, day: Int) {
    let z = Int(daysSince2000) + 730_425
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  /// Monday is 1, Sunday 7 (ISO 8601).
  package var weekday: Int { Int((Int(daysSince2000) + 5) % 7 + 7) % 7 + 1 }

  package func adding(days: Int) -> BusinessDate { BusinessDate(daysSince2000: daysSince2000 + Int32(days)) }

  /// `2025-11-20`
  package var description: String { spelled(with: "-") }

  /// `20251120`
  package var compact: String { spelled(with: "") }

  private func spelled(with mark: String) -> String {
    let (year, month, day) = components
    return padded(year, 4) + mark + padded(month, 2) + mark + padded(day, 2)
  }

  package static func < (a: BusinessDate, b: BusinessDate) -> Bool { a.daysSince2000 < b.daysSince2000 }
}

private func padded(_ number: Int, _ width: Int) -> String {
  var text = String(number)
  while text.utf8.count < width { text = "0" + text }
  return text
}
