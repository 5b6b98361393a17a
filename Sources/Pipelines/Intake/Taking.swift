import Catalog
import Feeds
import Tabular
import Warehouse

/// What is there of a feed for a business date, brought into the archive and loaded.
extension Loader {
  private var intake: Intake { Intake(project: project, tokens: tokens) }

  /// Loads every delivery that has come and not been looked at, in the order they came; the last one's ending counts.
  /// Where none has come, the ledger and the clock say how the feed stands.
  func take(_ feed: Feed, on date: BusinessDate) throws -> FeedOutcome {
    do {
      let isOpen = try feed.isAsked && (isCorrection || database.published(feed.id, on: date) == nil)
      let last = try database.ledger(on: date, feed: feed.id)
        .compactMap { ArchivedDelivery.number(inLedgerName: $0.delivery.fileName) }.max()
      try intake.bringIn(feed, on: date, after: last ?? 0, asking: isOpen && pending(feed, on: date).isEmpty)
    } catch let error as FeedError {
      if let machine = StorageError(error) { throw machine }
      // Nothing has come in, so nothing is refused: the next tick asks again.
      return awaited(feed, date, because: error.diagnostic)
    }
    let waiting = try pending(feed, on: date)
    if !waiting.isEmpty, !isCorrection,
      let base = try Base(project: project, database: database).missing(of: feed, on: date)
    {
      return awaited(feed, date, because: feed.held(waiting[0].file.name, on: date, for: base))
    }
    var last: FeedOutcome?
    for delivery in waiting {
      do { last = try load(delivery, of: feed) } catch let error as FeedError {
        // The archive holds it and does not give it back: the next tick tries again, and the other feeds go on.
        return awaited(feed, date, because: error.diagnostic)
      }
    }
    return try last ?? standing(of: feed, on: date)
  }

  private func awaited(_ feed: Feed, _ date: BusinessDate, because why: Diagnostic) -> FeedOutcome {
    FeedOutcome(feed: feed.id, zh: feed.zh, date: date, ending: .awaited(lateness(feed, date), because: why))
  }

  /// In the archive, and not in the ledger. A refused one is looked at again when the catalog has changed since, or the
  /// operator asks.
  private func pending(_ feed: Feed, on date: BusinessDate) throws -> [ArchivedDelivery] {
    let known = try database.ledger(on: date, feed: feed.id)
    let settled = Set(
      known.filter { $0.status != .abandoned && $0.status != .staged }.filter { entry in
        !(entry.status == .refused && (isCorrection || entry.catalog != project.catalog.fingerprint))
      }.map(\.delivery.fileName))
    return try intake.archive.deliveries(of: feed.id, on: date).filter { !settled.contains($0.ledgerName) }
  }

  /// How a feed stands that nothing new has come of.
  private func standing(of feed: Feed, on date: BusinessDate) throws -> FeedOutcome {
    let known = try database.ledger(on: date, feed: feed.id)
    var outcome = FeedOutcome(ledger: known, feed: feed, date: date, lateness: lateness(feed, date))
    if case .awaited(let lateness, nil) = outcome.ending, let why = mirrored.reason(feed, date) {
      outcome.ending = .awaited(lateness, because: why)
    } else if case .awaited(let lateness, nil) = outcome.ending, let begun = try intake.incomplete(feed, on: date) {
      outcome.ending = .awaited(lateness, because: feed.incomplete(begun, on: date))
    }
    return outcome
  }

  private func lateness(_ feed: Feed, _ date: BusinessDate) -> Due.Lateness {
    feed.schedule.lateness(on: date, now: clock.now, zone: project.night.zone)
  }
}
