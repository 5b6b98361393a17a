import Catalog
import Feeds
package import Tabular
package import Warehouse

/// What became of one delivery that was read once more.
package struct Replay: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    /// It has no rejects.
    case nothingRejected
    /// What was rejected is rejected still, and nothing else is: nothing was done.
    case unchanged
    /// What would be done; nothing was.
    case rehearsed
    case published
    /// Nothing of the date is published, so there is nothing to read once more.
    case unpublished(Diagnostic)
    /// Its file or its rejects are no longer there.
    case gone(Diagnostic)
    /// Gate, equation or losses: readers see what they saw.
    case refused(Diagnostic)
  }

  package var feed: String
  package var zh: String
  package var date: BusinessDate
  package var ending: Ending
  package var file = ""
  package var moved: RejectsMoved?
  package var before: Equation?
  package var after: Equation?
  /// Dates that were worked out from what was live before.
  package var overtaken: ClosedRange<BusinessDate>?

  package var exit: ExitCode {
    switch ending {
    case .nothingRejected: .published
    case .unchanged: .publishedWithRejects
    case .rehearsed, .published: (after?.rows.rejected ?? 0) > 0 ? .publishedWithRejects : .published
    case .unpublished: .partial
    case .gone: .sourceMissing
    case .refused: .gateFailed
    }
  }
}

/// What a replay is asked for.
package struct ReplayOrder: Hashable, Sendable {
  /// Only say what would come in.
  package var isDry: Bool
  /// The operator's word: records that are loaded and that today's catalog rejects may go.
  package var isLossAccepted: Bool

  package init(isDry: Bool = false, isLossAccepted: Bool = false) {
    self.isDry = isDry
    self.isLossAccepted = isLossAccepted
  }
}

extension NightRun {
  /// Reads what is live of a feed once more from the archive, by today's catalog, oldest date first: what is clean now is
  /// published in the same business date, and what stood there stays in the ledger.
  ///
  /// It is the ordinary load of the whole delivery, so it comes to what that night would have come to with this catalog.
  package func replay(
    _ feed: Feed, on dates: ClosedRange<BusinessDate>, _ order: ReplayOrder = ReplayOrder(),
    _ ended: (Replay) -> Void = { _ in }
  ) throws -> [Replay] {
    try holdingTheLock(for: "rejects replay") { loader in
      let published = try loader.database.publishedDates(from: dates.lowerBound)
      // A date that was named alone is answered for, whatever there is of it.
      let wanted =
        dates.lowerBound == dates.upperBound
        ? [dates.lowerBound] : published.filter { $0.value.contains(feed.id) }.keys.filter(dates.contains).sorted()
      return try wanted.map { date in
        try loader.run.note("replaying \(feed.id) \(date)")
        let replay = try replay(feed, on: date, order, loader)
        ended(replay)
        return replay
      }
    }
  }

  private func replay(_ feed: Feed, on date: BusinessDate, _ order: ReplayOrder, _ loader: Loader) throws -> Replay {
    var replay = Replay(feed: feed.id, zh: feed.zh, date: date, ending: .nothingRejected)
    guard let live = try loader.database.published(feed.id, on: date) else {
      replay.ending = .unpublished(feed.nothingToReplay(on: date))
      return replay
    }
    replay.file = live.fileName
    replay.before = Equation(live.sheet)
    guard live.sheet.rows[.rejected] ?? 0 > 0 else { return replay }
    let archived = Intake(project: project).archive.deliveries(of: feed.id, on: date)
    guard let arrived = archived.last(where: { $0.ledgerName == live.delivery.fileName }) else {
      replay.ending = .gone(feed.archiveGone(live.fileName, on: date))
      return replay
    }
    let rejects = try loader.database.rejects(of: live.batch)
    guard !rejects.isEmpty else {
      replay.ending = .gone(feed.rejectsGone(live.fileName))
      return replay
    }
    var loader = loader
    loader.replayed = live
    do {
      try rehearse(&replay, arrived, against: rejects, live, of: feed, order, loader)
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
    _ replay: inout Replay, _ arrived: ArchivedDelivery, against rejects: [RejectEntry], _ live: LedgerEntry,
    of feed: Feed, _ order: ReplayOrder, _ loader: Loader
  ) throws {
    let rehearsal = try loader.rehearse(arrived, of: feed)
    guard rehearsal.balanced.copied.summary.contentHash == live.delivery.contentHash else {
      replay.ending = .refused(feed.archiveDiffers(live.fileName, on: replay.date))
      return
    }
    let moved = RejectsMoved(from: rejects, to: rehearsal.rejects)
    replay.moved = moved
    replay.after = rehearsal.balanced.equation
    if let why = rehearsal.objection {
      replay.ending = .refused(why)
    } else if moved.isNothing {
      replay.ending = .unchanged
    } else if order.isDry {
      replay.ending = .rehearsed
    } else if moved.lost > 0, !order.isLossAccepted {
      replay.ending = .refused(feed.wouldLose(moved.lost, of: live.fileName, on: replay.date))
    } else {
      replay.ending = .published
    }
  }

  private func load(_ replay: inout Replay, _ arrived: ArchivedDelivery, of feed: Feed, _ loader: Loader) throws {
    let outcome = try loader.load(arrived, of: feed)
    progress.end(outcome)
    replay.after = outcome.equation
    guard case .published = outcome.ending else {
      if case .refused(let why) = outcome.ending { replay.ending = .refused(why) }
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
