import Foundation
package import Tabular

/// The one clock there is. It decides what is due and what is late, never content.
package struct Clock: Sendable {
  /// Nil: the wall clock.
  private let fixed: Moment?

  package static let wall = Clock(fixed: nil)

  /// A clock that stands still, for `--now` and for tests.
  package static func standing(at moment: Moment) -> Clock { Clock(fixed: moment) }

  private init(fixed: Moment?) { self.fixed = fixed }

  package var now: Moment {
    fixed ?? Moment(secondsSince1970: Int64(Date().timeIntervalSince1970))
  }
}

extension Moment {
  /// Reads `2025-11-20T02:10:00` in the zone given.
  package init?(_ text: String, in zone: Zone) {
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard halves.count == 2, let date = BusinessDate(halves[0]), halves[0].count == 10 else { return nil }
    let parts = halves[1].split(separator: ":")
    guard 2...3 ~= parts.count, let time = TimeOfDay(parts[0...1].joined(separator: ":")) else { return nil }
    guard let second = parts.count == 3 ? Int64(parts[2]) : 0, 0...59 ~= second else { return nil }
    self.init(secondsSince1970: zone.moment(of: date, at: time).secondsSince1970 + second)
  }
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

  package func moment(of date: BusinessDate, at time: TimeOfDay) -> Moment {
    let local = (Int64(date.daysSince2000) + 10_957) * 86_400 + Int64(time.minutes) * 60
    // The offset at the local time read as UTC is right outside the hours around a change of the clocks;
    // asking once more at the first answer settles those.
    let guess = local - offset(at: local)
    return Moment(secondsSince1970: local - offset(at: guess))
  }

  package func local(_ moment: Moment) -> (date: BusinessDate, time: TimeOfDay, second: Int) {
    let local = moment.secondsSince1970 + offset(at: moment.secondsSince1970)
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let seconds = Int(local - day * 86_400)
    return (BusinessDate(daysSince2000: Int32(day - 10_957)), TimeOfDay(minutes: seconds / 60), seconds % 60)
  }

  private func offset(at secondsSince1970: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(secondsSince1970))))
  }
}
