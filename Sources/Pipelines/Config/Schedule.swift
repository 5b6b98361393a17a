package import Tabular

/// An hour and minute of the night's zone.
package struct TimeOfDay: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var minutes: Int

  package init(minutes: Int) { self.minutes = minutes }

  /// Reads `03:00`.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    minutes = hour * 60 + minute
  }

  package var description: String {
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(pad(minutes / 60)):\(pad(minutes % 60))"
  }

  package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}

/// When a feed is due: on which business dates, by when, and from when on it counts as missing.
package struct Schedule: Hashable, Sendable {
  package enum When: Hashable, Sendable {
    case daily
    /// Monday to Friday.
    case weekdays
    /// A day of the week, Monday is 1.
    case weekly(Int)
    /// A day of the month; a month without it has it on its last day.
    case monthly(Int)
  }

  package var when: When
  package var by: TimeOfDay
  package var cutoff: TimeOfDay

  package init(when: When, by: TimeOfDay, cutoff: TimeOfDay) {
    self.when = when
    self.by = by
    self.cutoff = cutoff
  }

  package func isDue(on date: BusinessDate) -> Bool {
    switch when {
    case .daily: return true
    case .weekdays: return date.weekday <= 5
    case .weekly(let day): return date.weekday == day
    case .monthly(let day):
      let (year, month, today) = date.components
      return today == min(day, BusinessDate.days(inMonth: month, of: year))
    }
  }
}

extension Schedule.When {
  /// Reads `daily`, `weekdays`, `weekly 1`, `monthly 20`.
  package init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ")
    switch (words.first, words.dropFirst().first.flatMap { Int($0) }, words.count) {
    case ("daily", nil, 1): self = .daily
    case ("weekdays", nil, 1): self = .weekdays
    case ("weekly", .some(let day), 2) where 1...7 ~= day: self = .weekly(day)
    case ("monthly", .some(let day), 2) where 1...31 ~= day: self = .monthly(day)
    default: return nil
    }
  }
}
