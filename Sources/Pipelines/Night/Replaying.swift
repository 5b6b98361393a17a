import Catalog
import Feeds
package import Tabular
package import Warehouse

extension NightRun {
  /// Reads what is live of a feed, or was held back for its rejects, once more from the archive, by today's catalog,
  /// oldest date first: what is clean now is published in the same business date, and what stood there stays in the
  /// ledger.
  ///
  /// It is the ordinary load of the whole delivery, so it comes to what that night would have come to with this catalog.
  package func replay(
    _ feed: Feed, on dates: ClosedRange<BusinessDate>, _ order: ReplayOrder = ReplayOrder(),
    _ ended: (Replay) -> Void = { _ in }
  ) throws -> [Replay] {
    try holdingTheLock(for: "rejects replay") { loader in
      let wanted = try decidedDates(of: feed, in: dates, loader.database)
      return try wanted.map { date in
        try loader.run.note("replaying \(feed.id) \(date)")
        let replay = try replay(feed, on: date, order, loader)
        ended(replay)
        return replay
      }
    }
  }

  /// A date that was named alone is answered for, whatever there is of it.
  private func decidedDates(
    of feed: Feed, in dates: ClosedRange<BusinessDate>, _ database: Database
  ) throws -> [BusinessDate] {
    if dates.lowerBound == dates.upperBound { return [dates.lowerBound] }
    let decided = try database.ledger(from: dates.lowerBound, to: dates.upperBound)
      .filter { $0.delivery.feed == feed.id && [.published, .refused].contains($0.status) }
    return Set(decided.map(\.delivery.businessDate)).sorted()
  }

  private func replay(_ feed: Feed, on date: BusinessDate, _ order: ReplayOrder, _ loader: Loader) throws -> Replay {
    var replay = Replay(feed: feed.id, zh: feed.zh, date: date, ending: .nothingRejected)
    guard let replayed = ReplayedDelivery(try loader.database.ledger(on: date, feed: feed.id)) else {
      replay.ending = .unpublished(feed.nothingToReplay(on: date))
      return replay
    }
    let entry = replayed.entry
    replay.file = entry.fileName
    replay.wasRefused = replayed.live == nil
    replay.before = Equation(entry.sheet)
    guard entry.sheet.rows[.rejected] ?? 0 > 0 else { return replay }
    if replay.wasRefused, let base = try Base(project: project, database: loader.database).missing(of: feed, on: date) {
      replay.ending = .unpublished(feed.held(entry.fileName, on: date, for: base))
      return replay
    }
    let archived = Intake(project: project).archive.deliveries(of: feed.id, on: date)
    guard let arrived = archived.last(where: { $0.ledgerName == entry.delivery.fileName }) else {
      replay.ending = .gone(feed.archiveGone(entry.fileName, on: date))
      return replay
    }
    let rejects = try loader.database.rejects(of: entry.batch)
    guard !rejects.isEmpty else {
      replay.ending = .gone(feed.rejectsGone(entry.fileName))
      return replay
    }
    let loader = replayed.loader(loader, arrived)
    do {
      try rehearse(&replay, arrived, against: rejects, entry, of: feed, order, loader)
    } catch {
      guard let refusal = Refusal(of: feed, error) else { throw error }
      replay.ending = .refused(refusal.why)
    }
    progress.clear()
    guard replay.ending == .published else { return replay }
    try load(&replay, arrived, of: feed, loader)
    return replay
  }

  /// Says what would become of it; `.published` where it may go on.
  private func rehearse(
    _ replay: inout Replay, _ arrived: ArchivedDelivery, against rejects: [RejectEntry], _ entry: LedgerEntry,
    of feed: Feed, _ order: ReplayOrder, _ loader: Loader
  ) throws {
    let rehearsal = try loader.rehearse(arrived, of: feed)
    // Nobody has to have read it to its end before it was refused.
    if let hash = entry.delivery.contentHash, rehearsal.balanced.copied.summary.contentHash != hash {
      replay.ending = .refused(feed.archiveDiffers(entry.fileName, on: replay.date))
      return
    }
    let moved = RejectsMoved(from: rejects, to: rehearsal.rejects)
    replay.moved = moved
    replay.after = rehearsal.balanced.equation
    if let why = rehearsal.objection {
      replay.ending = .refused(why)
    } else if moved.isNothing, !replay.wasRefused {
      replay.ending = .unchanged
    } else if moved.lost > 0, !replay.wasRefused, !order.isLossAccepted {
      replay.ending = .refused(feed.wouldLose(moved.lost, of: entry.fileName, on: replay.date))
    } else {
      replay.ending = order.isDry ? .rehearsed : .published
    }
  }

  private func load(_ replay: inout Replay, _ arrived: ArchivedDelivery, of feed: Feed, _ loader: Loader) throws {
    let outcome = try loader.load(arrived, of: feed)
    progress.end(outcome)
    replay.after = outcome.equation
    switch outcome.ending {
    case .published: break
    case .refused(let why), .awaited(_, .some(let why)):
      replay.ending = .refused(why)
      return
    case .alreadyPublished, .awaited:
      replay.ending = .unchanged
      return
    }
    _ = try reconcile(replay.date, hasLoaded: true, loader)
    guard let newest = try loader.database.lastComputedDate(), newest >= replay.date else { return }
    let computed = try loader.database.computedDates(from: replay.date, to: newest)
    if let first = computed.first, let last = computed.last { replay.overtaken = first...last }
  }
}

extension LedgerEntry {
  /// Without the number of its delivery.
  package var fileName: String { String(delivery.fileName.drop { $0 != "/" }.dropFirst()) }
}
