import Catalog
import Cleansing
import Foundation
package import Postgres
package import Tabular
import Warehouse

/// Runs nights: takes the lock, loads what is there in loading order, and says how it ended.
package struct NightRun {
  package let project: Project
  package let settings: ConnectionSettings
  package let clock: Clock
  package let progress: NightProgress

  package init(project: Project, settings: ConnectionSettings, clock: Clock, progress: NightProgress) {
    self.project = project
    self.settings = settings
    self.clock = clock
    self.progress = progress
  }

  /// Everything due on a business date, or one feed of it.
  ///
  /// - Parameter isCorrection: the operator's word that another file for a published date replaces it.
  package func run(_ date: BusinessDate, only feed: Feed? = nil, isCorrection: Bool = false) throws -> NightOutcome {
    try holdingTheLock(for: "run") { loader in
      var loader = loader
      loader.isCorrection = isCorrection
      let feeds = feed.map { [$0] } ?? due(on: date)
      loader.mirrored = mirrored(feeds, on: date)
      var night = try night(date, feeds: feeds, isWhole: feed == nil, loader)
      if feed == nil { night.strays = strays() }
      return night
    }
  }

  /// Every business date from `first` to `last`, oldest first.
  package func backfill(
    from first: BusinessDate, to last: BusinessDate, only feed: Feed? = nil, _ ended: (NightOutcome) -> Void
  ) throws -> [NightOutcome] {
    try holdingTheLock(for: "backfill") { loader in
      var nights: [NightOutcome] = []
      var date = first
      while date <= last {
        let feeds = feed.map { [$0] } ?? due(on: date)
        var loader = loader
        loader.mirrored = mirrored(feeds, on: date)
        var night = try night(date, feeds: feeds, isWhole: feed == nil, isComputed: isKept(date, upTo: last), loader)
        // Said once, with the last date: a folder full of history is not walked through for each of its days.
        if date == last, feed == nil { night.strays = strays() }
        ended(night)
        nights.append(night)
        date = date.adding(days: 1)
      }
      return nights
    }
  }

  /// What a backfill of this range would load, a line a delivery; nothing is changed.
  package func loadable(from first: BusinessDate, to last: BusinessDate, only feed: Feed? = nil) throws -> [String] {
    let database = try Database(settings)
    let intake = Intake(project: project)
    var lines: [String] = []
    var date = first
    while date <= last {
      for feed in feed.map({ [$0] }) ?? due(on: date) where try database.published(feed.id, on: date) == nil {
        let known = try known(feed, date, database)
        let isThere = try intake.hasArrived(feed, on: date, known: known)
        lines.append(
          "\(date)  \(feed.id) \(feed.zh)  \(isThere ? "would load" : feed.isAsked || feed.source != nil ? "would be asked for" : "has not arrived")"
        )
      }
      date = date.adding(days: 1)
    }
    return lines
  }

  private func mirrored(_ feeds: [Feed], on date: BusinessDate) -> Mirrored {
    Mirror(project: project, clock: clock, progress: progress).bring(feeds, on: [date])
  }

  package func due(on date: BusinessDate) -> [Feed] { project.feeds.filter { $0.schedule.isDue(on: date) } }

  /// One business date: each feed in turn, as far as its sender has come.
  ///
  /// - Parameters:
  ///   - isFinal: nothing more of the date is waited for: what would read what is missing becomes stale.
  ///   - isComputed: whether indicators, labels and KPIs are worked out.
  func night(
    _ date: BusinessDate, feeds: [Feed], isWhole: Bool, isFinal: Bool = true, isComputed: Bool = true, _ loader: Loader
  ) throws -> NightOutcome {
    let began = ContinuousClock.now
    let outcomes = try feeds.map { feed in
      try loader.run.note("loading \(feed.id)")
      let outcome = try loader.take(feed, on: date)
      progress.end(outcome)
      return outcome
    }
    let reconciled = try reconcile(
      date, hasLoaded: outcomes.contains { $0.ending == .published }, loader)
    let computed = isComputed ? try compute(date, ComputingOrder(isFinal: isFinal && isWhole), loader) : nil
    var night = NightOutcome(
      date: date, catalog: project.catalog.fingerprint, feeds: outcomes, reconciled: reconciled, computed: computed,
      notDue: isWhole ? project.feeds.count - feeds.count : nil, finished: clock.now,
      seconds: (ContinuousClock.now - began).seconds)
    if isWhole, isComputed { night.waiting = try ComputedStanding(loader.database, date).exit }
    let loaded = Set(outcomes.filter { $0.ending == .published }.map(\.feed))
    if !loaded.isEmpty {
      night.overtaken = try loader.database.overtaken(of: date).filter { loaded.contains($0.feed) }
    }
    return night
  }

  /// One run at a time per warehouse: the lock is held as long as `work` goes on.
  func holdingTheLock<Result>(for command: String, _ work: (Loader) throws -> Result) throws -> Result {
    let run = try ActiveRun.begin(settings, command: command, at: clock.now)
    guard let key = TokenKey(try run.database.tokenKey()) else {
      throw WarehouseError(
        .unavailable, "warehouse", "its token key is damaged", hint: "restore the warehouse from a backup")
    }
    let loader = Loader(
      project: project, run: run, tokenKey: key, clock: clock, progress: progress)
    do {
      let result = try work(loader)
      try run.finish("done", at: clock.now)
      return result
    } catch {
      try? run.finish("failed", at: clock.now)
      throw error
    }
  }
}
