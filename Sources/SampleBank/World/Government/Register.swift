import Tabular

/// How a delta changes what its readers have of one thing.
enum RowChange: String, Sendable { case insert = "I", update = "U", delete = "D" }

/// Many things in an authority's register as the dates go by. What becomes of each is settled when the world begins;
/// the dates only bring it to light.
struct Register<Version: Sendable>: Sendable {
  /// What the register holds of a thing from a day on; nil: nothing any more.
  typealias Entry = (from: BusinessDate, version: Version?)

  struct Change: Sendable {
    /// Of the thing in the register, from 0.
    let place: Int
    let kind: RowChange
    /// Of a deleted thing as it was last.
    let version: Version
  }

  private let dates: [BusinessDate]
  private var current: [Version?] = []
  private var upcoming: [BusinessDate: [(place: Int, version: Version?)]] = [:]

  init(_ dates: [BusinessDate]) { self.dates = dates }

  /// One more thing: its entries in the order of their days, and the date from which on the sender tells of it.
  mutating func add(_ entries: [Entry], since: BusinessDate) {
    let place = current.count
    let start = entries.last { $0.from <= since }?.version
    if since <= dates[0] { current.append(start) } else { current.append(nil) }
    if since > dates[0], let start { upcoming[since, default: []].append((place, start)) }
    for (order, entry) in entries.enumerated() where entry.from > since {
      let isLastOfDay = order + 1 == entries.count || entries[order + 1].from > entry.from
      if isLastOfDay, entry.from <= dates[dates.count - 1] {
        upcoming[entry.from, default: []].append((place, entry.version))
      }
    }
  }

  /// What the sender tells on a date: everything on the first, then what changes. Dates are asked for in their order.
  mutating func move(to day: Int) -> [Change] {
    if day == 0 {
      return current.enumerated().compactMap { place, version in
        version.map { Change(place: place, kind: .insert, version: $0) }
      }
    }
    let changes = (upcoming.removeValue(forKey: dates[day]) ?? []).sorted { $0.place < $1.place }
    return changes.compactMap { place, version in
      let before = current[place]
      current[place] = version
      return switch (before, version) {
      case (nil, nil): nil
      case (let before?, nil): Change(place: place, kind: .delete, version: before)
      case (nil, let version?): Change(place: place, kind: .insert, version: version)
      case (.some, let version?): Change(place: place, kind: .update, version: version)
      }
    }
  }

  /// How many things it has had, or will have.
  var count: Int { current.count }
}
