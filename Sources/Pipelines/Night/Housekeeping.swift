import Catalog
package import Tabular
package import Warehouse

extension NightRun {
  /// What has outlived its period as of a business date, or went.
  package struct Housekeeping: Hashable, Sendable {
    package var asOf: BusinessDate
    package var expired = Expired()
    /// Deliveries in the archive, by feed.
    var archived: [String: [ArchivedDelivery]] = [:]
    /// What stays for now, because a reader has it.
    package var held: [Expiry.Held] = []

    package var isEmpty: Bool { expired.isEmpty && archived.isEmpty && held.isEmpty }
  }

  /// What would go; nothing is changed.
  ///
  /// - Parameter date: periods are counted back from it; nil: from the newest in the ledger, and the answer is nil where
  ///   there is none.
  package func expired(asOf date: BusinessDate? = nil) throws -> Housekeeping? {
    let database = try Database(settings, as: "granary housekeeping")
    guard try database.isMigrated(), let date = try date ?? database.lastDate() else { return nil }
    return try expired(asOf: date, database)
  }

  /// Drops it. What a reader holds stays for another time.
  package func keepHouse(asOf date: BusinessDate? = nil) throws -> Housekeeping? {
    try holdingTheLock(for: "housekeeping") { loader in
      guard let date = try date ?? loader.database.lastDate() else { return nil }
      return try keepHouse(asOf: date, loader)
    }
  }

  /// A tick that has published something drops what that date lets go. What cannot be removed is told and stops nobody.
  func keepHouse(after nights: [NightOutcome], _ loader: Loader) throws -> [Diagnostic] {
    let last = nights.last { $0.feeds.contains { $0.ending == .published } }
    guard let last else { return [] }
    do { _ = try keepHouse(asOf: last.date, loader) } catch let error as StorageError {
      return [
        Diagnostic(
          at: SourceLocation(file: error.place), "what has outlived its period cannot be removed",
          hint: "may this user write there? Then: granary housekeeping")
      ]
    }
    return []
  }

  /// Files go before the lines of the ledger that tell they were loaded, so that none is ever loaded again.
  private func keepHouse(asOf date: BusinessDate, _ loader: Loader) throws -> Housekeeping {
    try loader.run.note("housekeeping")
    var house = try expired(asOf: date, loader.database)
    let archive = Intake(project: project).archive
    for (feed, deliveries) in house.archived {
      for delivery in deliveries { try archive.remove(delivery, of: feed) }
    }
    let expiry = try loader.database.expire(
      house.expired, retention(asOf: date), run: loader.run.ticket, at: clock.now)
    house.expired = expiry.gone
    house.held = expiry.held
    return house
  }

  private func expired(asOf date: BusinessDate, _ database: Database) throws -> Housekeeping {
    var house = Housekeeping(asOf: date, expired: try database.expired(retention(asOf: date)))
    let archive = Intake(project: project).archive
    let limit = limit(project.night.keeping.archive, asOf: date)
    // What a delta was folded upon stays, or a replay of the archive would begin in the middle.
    let settled = try database.settledDeliveries(before: limit) { project.feed($0)?.brings != .full }
    for (feed, deliveries) in settled {
      let settled = Set(deliveries)
      let going = try archive.dates(of: feed, before: limit.date).flatMap { try archive.deliveries(of: feed, on: $0) }
        .filter { settled.contains(SettledDelivery(date: $0.date, fileName: $0.ledgerName)) }
      if !going.isEmpty { house.archived[feed] = going }
    }
    return house
  }

  private func retention(asOf date: BusinessDate) -> Retention {
    let keeping = project.night.keeping
    let superseded = project.catalog.assets.map { asset in
      // Years of 366 days, so that none is short.
      (asset.id, limit(max(keeping.superseded, (asset.leastYears ?? 0) * 366), asOf: date))
    }
    return Retention(
      superseded: Dictionary(uniqueKeysWithValues: superseded), rejects: limit(keeping.rejects, asOf: date),
      // A line stays as long as anything of its delivery may.
      ledger: limit(max(keeping.ledger, keeping.rejects, keeping.archive), asOf: date),
      computed: date.adding(days: -keeping.computed))
  }

  private func limit(_ days: Int, asOf date: BusinessDate) -> Retention.Limit {
    let first = date.adding(days: -days)
    return Retention.Limit(date: first, moment: project.night.zone.moment(of: first, at: TimeOfDay(minutes: 0)))
  }
}
