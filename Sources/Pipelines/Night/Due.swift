package import Tabular

/// What a tick has to do: a pure function of the schedules, the ledger, what has arrived, and the clock.
package struct Due: Hashable, Sendable {
  package enum Lateness: Hashable, Sendable { case onTime, late, missing }

  package var date: BusinessDate
  /// Due and not yet published, in the order they must load.
  package var feeds: [String]
  /// Those of them whose delivery is there to be loaded.
  package var arrived: Set<String>
  package var lateness: [String: Lateness]

  /// The dates with something still to publish, oldest first.
  ///
  /// At most `night.catchUp` of them have anything to load; a date that only waits for its sender does not count, so one
  /// silent sender never holds back the dates after it.
  ///
  /// - Parameter feeds: in loading order.
  package static func list(
    feeds: [(id: String, schedule: Schedule)], night: Night, now: Moment,
    isPublished: (BusinessDate, String) throws -> Bool, hasArrived: (BusinessDate, String) throws -> Bool
  ) rethrows -> [Due] {
    var list: [Due] = []
    var loadable = 0
    var date = night.first
    let last = night.latestDate(at: now)
    while date <= last, loadable < night.catchUp {
      let open = try feeds.filter { try $0.schedule.isDue(on: date) && !isPublished(date, $0.id) }
      if !open.isEmpty {
        let arrived = Set(try open.map(\.id).filter { try hasArrived(date, $0) })
        let lateness = open.map { ($0.id, $0.schedule.lateness(on: date, now: now, zone: night.zone)) }
        list.append(
          Due(
            date: date, feeds: open.map(\.id), arrived: arrived,
            lateness: Dictionary(uniqueKeysWithValues: lateness)))
        loadable += arrived.isEmpty ? 0 : 1
      }
      date = date.adding(days: 1)
    }
    return list
  }
}

extension Schedule {
  package func lateness(on date: BusinessDate, now: Moment, zone: Zone) -> Due.Lateness {
    if now >= zone.moment(of: date, at: cutoff) { return .missing }
    return now >= zone.moment(of: date, at: by) ? .late : .onTime
  }
}
