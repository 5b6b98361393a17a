import Catalog
import Feeds
import Foundation
import Semantics
package import Tabular
import Warehouse

extension NightRun {
  /// What cron calls: loads what is due and there, oldest date first, and tells only what is new.
  package struct TickOutcome: Sendable {
    /// Nights this tick worked on or found trouble in; empty: nothing was due.
    package var nights: [NightOutcome]
    /// What nobody has been told yet.
    package var news: [Diagnostic]
    /// How the dates of the news stand as a whole, by the ledger.
    package var standings: [NightOutcome]
    /// What was worked out of other dates.
    package var computed: [ComputingOutcome] = []

    /// A sender's server lets nobody in until something is mended.
    package var isShutOut = false

    /// A tick that had nothing to do is a good one.
    package var exit: ExitCode {
      ExitCode.worst(nights.map(\.exit) + computed.map(\.exit) + (isShutOut ? [.partial] : []))
    }
  }

  package func tick() throws -> TickOutcome {
    let database = try Database(settings)
    // What senders have is brought in first: afterwards only the drop folder is looked at.
    let mirror = Mirror(project: project, clock: clock, progress: progress)
    let mirrored = mirror.bring(project.feeds, on: mirror.recentDates())
    guard
      try !mirrored.closed.isEmpty
        || !openDates(database).isEmpty || !unreconciled(database).isEmpty || !uncomputedDates(database).isEmpty
        || database.hasDeadRun()
    else {
      return TickOutcome(nights: [], news: [], standings: [])
    }
    return try holdingTheLock(for: "tick") { loader in
      var loader = loader
      loader.mirrored = mirrored
      var nights: [NightOutcome] = []
      // Asked again with the lock in hand: another run may have done it meanwhile.
      for due in try openDates(loader.database) {
        let feeds = project.feeds.filter { due.feeds.contains($0.id) }
        let all = self.due(on: due.date).count
        let isFinal = due.lateness.allSatisfy { $0.value == .missing || due.arrived.contains($0.key) }
        var night = try night(due.date, feeds: feeds, isWhole: true, isFinal: isFinal, loader)
        night.notDue = project.feeds.count - all
        night.publishedBefore = all - feeds.count
        nights.append(night)
      }
      if let last = nights.indices.last { nights[last].strays = strays() }
      for date in try unreconciled(loader.database) { _ = try reconcile(date, hasLoaded: false, loader) }
      let computed = try uncomputedDates(loader.database).compactMap {
        try compute($0, ComputingOrder(isFinal: false), loader)
      }
      let untidy = try keepHouse(after: nights, loader)
      let (news, dates) = try news(of: nights, loader.database)
      let closed = try closedEndpoints(mirrored, loader.database)
      let held = try heldLabels(of: nights.compactMap(\.computed) + computed, loader.database)
      let overtaken = try self.overtaken(nights, loader.database)
      return TickOutcome(
        nights: nights, news: closed + news.filter { !closed.contains($0) } + held + overtaken + untidy,
        standings: try dates.map { try status(of: $0).night }, computed: computed, isShutOut: !mirrored.closed.isEmpty)
    }
  }

  /// Dates with something to load or to ask for, or with a feed that is missing and nobody was told.
  private func openDates(_ database: Database) throws -> [Due] {
    let published = try database.publishedDates(from: project.night.first)
    let told = try database.toldDates(from: project.night.first)
    let intake = Intake(project: project)
    let inDrop = try intake.datesInDrop()
    let recent = project.night.latestDate(at: clock.now).adding(days: -project.night.catchUp)
    let due = try Due.list(
      feeds: project.feeds.map { ($0.id, $0.schedule) }, night: project.night, now: clock.now,
      isPublished: { date, id in
        guard published[date]?.contains(id) ?? false, let feed = project.feed(id) else { return false }
        // A correction opens its date again: one that lies in the drop folder, or one a killed run left in the archive.
        if inDrop.contains(date) { return try !intake.hasArrived(feed, on: date, known: known(feed, date, database)) }
        return try date <= recent || !intake.isWaiting(feed, on: date, known: known(feed, date, database))
      },
      hasArrived: { date, id in
        guard let feed = project.feed(id) else { return false }
        return try isLoadable(feed, on: date, database)
      })
    return due.filter { due in
      !due.arrived.isEmpty
        // An API that stays silent is asked for the last few dates only; older ones are a backfill's.
        || due.date > recent && due.feeds.contains { project.feed($0)?.isAsked ?? false }
        || due.lateness.contains { $0.value == .missing && !(told[due.date]?.contains($0.key) ?? false) }
    }
  }

  /// Whether a delivery is there, and what it stands upon is published or there too.
  private func isLoadable(_ feed: Feed, on date: BusinessDate, _ database: Database) throws -> Bool {
    guard try Intake(project: project).hasArrived(feed, on: date, known: known(feed, date, database)) else {
      return false
    }
    guard let base = try Base(project: project, database: database).missing(of: feed, on: date) else { return true }
    return try isLoadable(feed, on: base, database)
  }

  /// Deliveries the ledger has decided on. What is only staged belongs to a run at work, whose lock will tell, or to one
  /// that was killed, and then it is still to do.
  func known(_ feed: Feed, _ date: BusinessDate, _ database: Database) throws -> Set<String> {
    Set(
      try database.ledger(on: date, feed: feed.id).filter { $0.status != .abandoned && $0.status != .staged }
        .map(\.delivery.fileName))
  }

  /// Refusals of this tick, and feeds found missing for the first time; and their dates.
  private func news(of nights: [NightOutcome], _ database: Database) throws -> ([Diagnostic], [BusinessDate]) {
    var news: [Diagnostic] = []
    var dates: [BusinessDate] = []
    for night in nights {
      let before = news.count
      for outcome in night.feeds {
        guard let trouble = outcome.trouble(project) else { continue }
        if try database.tell(of: outcome.feed, on: outcome.date, trouble.description, at: clock.now) {
          // A server that is down is one trouble, however many feeds wait for it.
          if !news.contains(trouble) { news.append(trouble) }
        }
      }
      if news.count > before { dates.append(night.date) }
    }
    return (news, dates)
  }
}

extension NightRun {
  /// Servers that have to be mended, told of once a night: nobody has to wait for the cut-off to hear of a wrong key.
  private func closedEndpoints(_ mirrored: Mirrored, _ database: Database) throws -> [Diagnostic] {
    let date = project.night.latestDate(at: clock.now)
    return try mirrored.closed.sorted { $0.key < $1.key }.compactMap { name, why in
      try database.tell(of: "endpoint \(name)", on: date, why.description, at: clock.now) ? why : nil
    }
  }

  /// Deliveries that came after later dates had been worked out without them: somebody has to restate these.
  private func overtaken(_ nights: [NightOutcome], _ database: Database) throws -> [Diagnostic] {
    try nights.flatMap(\.overtaken).compactMap { late in
      let told = late.diagnostic(project.feed(late.feed))
      return try database.tell(of: "late:" + late.feed, on: late.missing, told.description, at: clock.now)
        ? told : nil
    }
  }

  /// Labels that wait for a person, told once for each date.
  private func heldLabels(of computed: [ComputingOutcome], _ database: Database) throws -> [Diagnostic] {
    try computed.flatMap { outcome in
      try outcome.held.sorted { $0.key < $1.key }.compactMap { label, objection in
        let part = Part.label(label)
        let told = Diagnostic(
          at: project.catalog.definitions.location(of: part) ?? SourceLocation(file: "Catalog/labels"),
          "\(label) of \(outcome.date) is held back: \(objection)",
          hint: "look at it, then granary semantics run --date \(outcome.date) --accept \(label)")
        return try database.tell(of: part, on: outcome.date, told.description, at: clock.now) ? told : nil
      }
    }
  }
}

extension FeedOutcome {
  /// What a person has to be told; nil where the feed is in, or not late enough to matter.
  func trouble(_ project: Project) -> Diagnostic? {
    switch ending {
    case .published, .alreadyPublished: nil
    case .refused(let why): why
    case .awaited(.missing, let why): why ?? project.feed(feed).map { $0.missing(on: date) }
    case .awaited: nil
    }
  }
}

extension Feed {
  func missing(on date: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: location, "\(id) \(zh) of \(date) missing at cut-off \(schedule.cutoff)",
      hint: "ask \(sender.name) \(sender.contact); when it arrives the next tick loads it, no command needed")
  }

  /// Its data file is there, and what completes it is not.
  func incomplete(_ begun: Feeds.Delivery, on date: BusinessDate) -> Diagnostic {
    incomplete(begun.data, begun.control ?? begun.data, on: date)
  }

  func incomplete(_ data: String, _ control: String, on date: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: data), "\(id) \(zh) of \(date) is not complete: \(control) has not come",
      hint: "ask \(sender.name) \(sender.contact); when it arrives the next tick loads it, no command needed")
  }

  /// A delta that is there before the one it stands upon.
  func held(_ name: String, on date: BusinessDate, for base: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: name),
      "\(id) \(zh) of \(date) waits for that of \(base): a delta is loaded upon the one before it",
      hint: "ask \(sender.name) \(sender.contact) for that of \(base); when it is in, the next tick loads this one. "
        + "If there never was one: granary run --date \(date) --feed \(id) --correct")
  }
}
