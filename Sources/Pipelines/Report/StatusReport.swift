import Catalog
import Feeds
package import Tabular
import Warehouse

/// How a business date stands, from the ledger alone: what `granary status` prints.
package struct StatusReport: Sendable {
  package var night: NightOutcome
  let project: Project
  let lastPublished: Moment?
  let running: RunningRun?
  /// What was worked out of the date and cannot be taken as it stands.
  let standing: ComputedStanding

  /// The night's own code, with what was worked out of it.
  package var exit: ExitCode { ExitCode.worst([night.exit, standing.exit]) }

  /// `2025-11-20 published 02:41, 40/40 feeds, every equation closed, 0 rejects`
  package var line: String {
    let published = night.feeds.filter(\.isPublished)
    let rejects = published.reduce(0) { $0 + ($1.equation?.rows.rejected ?? 0) }
    if let running {
      let doing = running.doing.map { ", \($0)" } ?? ""
      return "\(night.date) \(running.command) since \(clockTime(running.since))\(doing), "
        + "\(published.count)/\(night.feeds.count) feeds published, \(rejects.grouped) rejects"
    }
    let open = published.filter { $0.equation?.isClosed == false }.count
    let at = lastPublished.map { " \(clockTime($0))" } ?? ""
    let late = lastPublished.flatMap(lateness).map { ", late \($0)" } ?? ""
    return "\(night.date) \(state)\(at)\(late), \(published.count)/\(night.feeds.count) feeds, "
      + (open == 0 ? "every equation closed" : "\(open) equations open") + ", \(rejects.grouped) rejects"
  }

  /// The line, and a paragraph for each feed that needs somebody and for each file that is nobody's.
  package var lines: [String] {
    var table = TextTable([.left, .left, .left])
    var details: [String] = []
    for outcome in night.feeds {
      let name = "\(outcome.feed) \(outcome.zh)"
      switch outcome.ending {
      case .published, .alreadyPublished:
        guard let equation = outcome.equation, equation.rows.rejected > 0 else { continue }
        table.add([
          "rejects", name, "\(equation.rows.rejected.grouped) of \(equation.countedRows.grouped) rejected",
        ])
      case .awaited(let lateness, let why):
        let feed = project.feed(outcome.feed)
        let from = feed?.source.map { ", from \($0.folder.name)" } ?? ""
        let due = feed.map { "due \($0.schedule.by), cut-off \($0.schedule.cutoff)\(from)" } ?? ""
        table.add([lateness == .missing ? "missing" : lateness == .late ? "late" : "awaited", name, due])
        if let why { details.append(why.description) }
      case .refused(let why):
        table.add(["refused", name, "readers still see what they saw before"])
        details.append(why.description)
      }
    }
    return [line] + table.lines + details + standing.lines(project) + StrayLines(night.strays, limit: 20).lines
  }

  /// One feed, with the equation in full.
  package var details: [String] { night.feeds.flatMap { details(of: $0) } }

  private func details(of outcome: FeedOutcome) -> [String] {
    var lines = ["\(outcome.feed) \(outcome.zh)  \(outcome.date)  \(outcome.word)"]
    if let equation = outcome.equation {
      var table = TextTable([.left, .right, .right, .right, .right, .right])
      table.add(["", "declared", "loaded", "rejected", "duplicate", "filtered"])
      table.add([
        "  rows", equation.declaredRows.map(\.grouped) ?? "~\(equation.countedRows.grouped)",
        equation.rows.loaded.grouped, equation.rows.rejected.grouped, equation.rows.duplicate.grouped,
        equation.rows.filtered.grouped,
      ])
      for (currency, terms) in equation.sums.sorted(by: { $0.key < $1.key }) {
        let text = { (units: Int128) in Amount(units: units, scale: equation.scale).grouped }
        let declared = equation.sums.count == 1 ? equation.declaredSum?.grouped : nil
        table.add([
          "  \(currency)", declared ?? "", text(terms.loaded), text(terms.rejected), text(terms.duplicate),
          text(terms.filtered),
        ])
      }
      lines += table.lines
      lines.append(
        "  \(outcome.normalized.grouped) values normalized, \(outcome.unresolved.grouped) rows unresolved, "
          + "\(equation.unreadableRows.grouped) rejects with an unreadable amount")
      if let unproven = outcome.unproven { lines.append("  " + unproven) }
    }
    lines += advice(outcome)
    if let folder = project.feed(outcome.feed)?.source?.folder { lines.append("  from  \(folder.name), \(folder.url)") }
    if let hash = outcome.contentHash { lines.append("  content  sha256 \(hash.description.prefix(16))…") }
    if case .refused(let why) = outcome.ending { lines.append(why.description) }
    return lines
  }

  /// What loaded and is not as advised.
  private func advice(_ outcome: FeedOutcome) -> [String] {
    guard !outcome.advised.isEmpty else { return [] }
    let items = project.feed(outcome.feed).flatMap { project.catalog.asset($0.asset) }?.items ?? []
    var table = TextTable([.right, .left, .left, .left])
    table.add(["  not as advised", "item", "rule", "first at"])
    for advice in outcome.advised {
      let zh = items.first { $0.id == advice.item }.map { " \($0.zh)" } ?? ""
      table.add([advice.rows.grouped, advice.item + zh, advice.rule, "line \(advice.firstLine.grouped)"])
    }
    return table.lines
  }

  private var state: String {
    let published = night.feeds.filter(\.isPublished).count
    if published == night.feeds.count { return "published" }
    return published == 0 ? "open" : "PARTIAL"
  }

  private func clockTime(_ moment: Moment) -> String { project.night.zone.local(moment).time.description }

  private func lateness(_ moment: Moment) -> String? {
    let done = project.night.zone.moment(of: night.date, at: project.night.done)
    let seconds = moment.secondsSince1970 - done.secondsSince1970
    // History loaded by backfill is not late.
    return 1...86_400 ~= seconds ? Elapsed.text(Double(seconds)) : nil
  }
}

extension NightRun {
  /// From the ledger, without the lock: it may be asked while a night runs.
  package func status(of date: BusinessDate) throws -> StatusReport {
    let database = try Database(settings)
    let entries = try database.ledger(on: date)
    let feeds = due(on: date)
    let outcomes = try feeds.map { feed in
      var outcome = FeedOutcome(
        ledger: entries.filter { $0.delivery.feed == feed.id }, feed: feed, date: date,
        lateness: feed.schedule.lateness(on: date, now: clock.now, zone: project.night.zone))
      if case .awaited(let lateness, nil) = outcome.ending {
        let why = try Base(project: project, database: database).reason(of: feed, on: date)
        outcome.ending = .awaited(lateness, because: why)
      }
      return outcome
    }
    let closed = entries.filter { $0.status == .published }.compactMap(\.closed).max()
    var night = NightOutcome(
      date: date, catalog: project.catalog.fingerprint, feeds: outcomes, notDue: project.feeds.count - feeds.count,
      finished: clock.now, seconds: 0)
    night.strays = strays()
    return StatusReport(
      night: night, project: project, lastPublished: closed, running: try database.runningRun(),
      standing: try ComputedStanding(database, date))
  }

  /// The newest business date the ledger knows.
  package func lastDate() throws -> BusinessDate? { try Database(settings).lastDate() }
}
