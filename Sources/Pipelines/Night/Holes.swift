import Catalog
import Semantics
import Tabular
import Warehouse

/// Deliveries that were due up to a date, after the first of their feed, and had not come: what looks at their days is
/// worked out without them and says so. Before its first delivery a feed owes nothing, however far back somebody looks.
struct Holes {
  private let date: BusinessDate
  /// By asset.
  private var feeds: [String: [(feed: Feed, missing: [BusinessDate])]] = [:]

  init(_ feeds: [Feed], _ known: Knowledge) { self.init(feeds, delivered: known.delivered, on: known.date) }

  /// - Parameter delivered: the dates of each feed's deliveries.
  init(_ feeds: [Feed], delivered: [String: Set<BusinessDate>], on date: BusinessDate) {
    self.date = date
    for feed in feeds {
      guard let came = delivered[feed.id], var day = came.min() else { continue }
      var missing: [BusinessDate] = []
      while day < date {
        day = day.adding(days: 1)
        if feed.schedule.isDue(on: day), !came.contains(day) { missing.append(day) }
      }
      if !missing.isEmpty { self.feeds[feed.asset, default: []].append((feed, missing)) }
    }
  }

  /// By feed, of what looks like this.
  func of(_ looks: Looks) -> [String: [BusinessDate]] {
    var found: [String: [BusinessDate]] = [:]
    for (asset, looks) in looks.ofAsset {
      for (feed, missing) in feeds[asset] ?? [] {
        let ranges = looks.compactMap { range($0, feed.schedule) }
        let within = missing.filter { day in ranges.contains { $0.contains(day) } }
        if !within.isEmpty { found[feed.id] = within }
      }
    }
    return found
  }

  /// The days whose deliveries it looks at. What holds on a day is what was due last up to it.
  private func range(_ look: Look, _ schedule: Schedule) -> ClosedRange<BusinessDate>? {
    switch look {
    case .deliveries(let window, let andSince):
      return window.days(on: date).map { $0.lowerBound...(andSince ? date : $0.upperBound) }
    case .states(let window):
      return window.days(on: date).map { (schedule.dueDate(upTo: $0.lowerBound) ?? $0.lowerBound)...$0.upperBound }
    case .state(let window):
      return window.days(on: date).flatMap { schedule.dueDate(upTo: $0.upperBound) }.map { $0...$0 }
    }
  }
}

extension Schedule {
  /// The last date up to this one on which it was due.
  fileprivate func dueDate(upTo date: BusinessDate) -> BusinessDate? {
    isDue(on: date) ? date : dueDate(before: date)
  }
}
