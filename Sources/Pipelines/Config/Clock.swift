import Foundation
package import Tabular

/// The one clock there is. It decides what is due and what is late, never content.
package struct Clock: Sendable {
  /// Nil: the wall clock.
  private let fixed: Instant?

  package static let wall = Clock(fixed: nil)

  /// A clock that stands still, for `--now` and for tests.
  package static func standing(at instant: Instant) -> Clock { Clock(fixed: instant) }

  private init(fixed: Instant?) { self.fixed = fixed }

  package var now: Instant {
    fixed ?? Instant(secondsSince1970: Int64(Date().timeIntervalSince1970))
  }
}

/// A moment, to the second.
package struct Instant: Hashable, Sendable, Comparable {
  package var secondsSince1970: Int64

  package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  /// Reads `2025-11-20T02:10:00` in the zone given.
  package init?(_ text: String, in zone: Zone) {
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard halves.count == 2, let date = BusinessDate(halves[0]), halves[0].count == 10 else { return nil }
    let parts = halves[1].split(separator: ":")
    guard 2...3 ~= parts.count, let time = TimeOfDay(parts[0...1].joined(separator: ":")) else { return nil }
    guard let second = parts.count == 3 ? Int(parts[2]) : 0, 0...59 ~= second else { return nil }
    self = zone.instant(of: date, at: time)
    secondsSince1970 += Int64(second)
  }

  package static func < (a: Instant, b: Instant) -> Bool { a.secondsSince1970 < b.secondsSince1970 }
}

/// The zone of the bank's times of day.
package struct Zone: Hashable, Sendable {
  package var name: String
  private var zone: TimeZone

  /// Nil where the system knows no zone of that name.
  package init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.zone = zone
  }

  package func instant(of date: BusinessDate, at time: TimeOfDay) -> Instant {
    let local = (Int64(date.daysSince2000) + 10_957) * 86_400 + Int64(time.minutes) * 60
    // The offset at the local time read as UTC is right outside the hours around a change of the clocks;
    // asking once more at the first answer settles those.
    let guess = local - offset(at: local)
    return Instant(secondsSince1970: local - offset(at: guess))
  }

  package func local(_ instant: Instant) -> (date: BusinessDate, time: TimeOfDay, second: Int) {
    let local = instant.secondsSince1970 + offset(at: instant.secondsSince1970)
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let seconds = Int(local - day * 86_400)
    return (BusinessDate(daysSince2000: Int32(day - 10_957)), TimeOfDay(minutes: seconds / 60), seconds % 60)
  }

  private func offset(at secondsSince1970: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(secondsSince1970))))
  }
}
