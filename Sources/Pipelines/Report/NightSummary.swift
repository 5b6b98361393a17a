import Tabular
import Warehouse

/// The summary of a night, as in the golden transcripts: a line a feed, the cents of each currency, and what readers see.
package struct NightSummary: Sendable {
  package var night: NightOutcome
  package var clock: Night

  package init(of night: NightOutcome, clock: Night) {
    self.night = night
    self.clock = clock
  }

  package var lines: [String] {
    [heading, ""] + table + sums + [footnote] + reconciled + computed + StrayLines(night.strays, limit: 5).lines + [
      closing
    ]
      + troubles
  }

  private var heading: String {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let notDue = night.notDue.map { $0 > 0 ? ", \($0) not due" : "" } ?? ""
    return "granary \(night.date) (\(days[night.date.weekday - 1]))  catalog \(night.catalog.short)  "
      + "\(night.feeds.count) feed\(night.feeds.count == 1 ? "" : "s") due\(notDue)"
  }

  private var table: [String] {
    var table = TextTable([.left, .right, .right, .right, .right, .right, .left, .right])
    table.add(["feed", "declared", "loaded", "rejected", "duplicate", "filtered", "equation", "rows/s"])
    var all = Equation.Terms(loaded: 0, rejected: 0, duplicate: 0, filtered: 0)
    var declared = 0
    var closed = true
    for outcome in night.feeds {
      guard let equation = outcome.equation else {
        table.add(["\(outcome.feed) \(outcome.zh)", "-", "-", "-", "-", "-", outcome.word, ""])
        closed = false
        continue
      }
      let rows = equation.rows
      let isCounted = equation.declaredRows == nil
      table.add([
        "\(outcome.feed) \(outcome.zh)",
        (isCounted ? "~" : "") + (equation.declaredRows ?? equation.countedRows).grouped,
        rows.loaded.grouped, rows.rejected.grouped, rows.duplicate.grouped, rows.filtered.grouped,
        outcome.word, outcome.rate,
      ])
      guard outcome.isPublished else {
        closed = false
        continue
      }
      declared += equation.declaredRows ?? equation.countedRows
      all.loaded += rows.loaded
      all.rejected += rows.rejected
      all.duplicate += rows.duplicate
      all.filtered += rows.filtered
    }
    if night.feeds.count > 1 {
      table.add([
        "\(night.feeds.count) feeds", declared.grouped, all.loaded.grouped, all.rejected.grouped, all.duplicate.grouped,
        all.filtered.grouped, closed ? "closed" : "open", "",
      ])
    }
    return table.lines
  }

  /// `CNY  declared = loaded + rejected + duplicate + filtered`, over the published feeds; and which of them have cents
  /// that nobody can prove.
  private var sums: [String] {
    var byCurrency: [String: Equation.Terms<Int128>] = [:]
    var scale = 2
    for outcome in night.feeds where outcome.isPublished {
      guard let equation = outcome.equation else { continue }
      scale = equation.scale
      byCurrency.merge(equation.sums) { $0 + $1 }
    }
    var table = TextTable([.left, .right, .left])
    for (currency, terms) in byCurrency.sorted(by: { $0.key < $1.key }) {
      let text = { (units: Int128) in Amount(units: units, scale: scale).grouped }
      table.add([
        currency, text(terms.loaded + terms.rejected + terms.duplicate + terms.filtered),
        "= \(text(terms.loaded)) + \(text(terms.rejected)) + \(text(terms.duplicate)) + \(text(terms.filtered))",
      ])
    }
    return table.lines + night.feeds.filter(\.isPublished).compactMap(\.unproven)
  }

  private var footnote: String {
    let normalized = night.feeds.reduce(0) { $0 + $1.normalized }
    let unresolved = night.feeds.reduce(0) { $0 + $1.unresolved }
    let counted = night.feeds.contains { $0.equation != nil && $0.equation?.declaredRows == nil }
    return (counted ? "~ the sender declares nothing; we counted.  " : "") + "\(normalized.grouped) values normalized."
      + (unresolved > 0 ? "  \(unresolved.grouped) rows unresolved: what they refer to is not known yet." : "")
  }

  /// `9 reconciliations, 12,408 keys: 3 differ, account_movement 账户发生额 3.`
  private var reconciled: [String] {
    guard !night.reconciled.isEmpty else { return [] }
    let compared = night.reconciled.reduce(0) { $0 + $1.compared }
    let breaks = night.reconciled.filter { $0.breaks > 0 }
    let count = night.reconciled.count
    let words = "\(count.grouped) reconciliation\(count == 1 ? "" : "s"), \(compared.grouped) keys compared: "
    guard !breaks.isEmpty else { return [words + "no difference."] }
    let which = breaks.map { one in
      "\(one.reconciliation) \(one.zh)\(one.date == night.date ? "" : " \(one.date)") \(one.breaks.grouped)"
    }
    let all = breaks.reduce(0) { $0 + $1.breaks }
    return [words + "\(all.grouped) differ\(all == 1 ? "s" : "") (\(which.joined(separator: ", ")))."]
  }

  /// `1,332 indicators, 78 labels, 24 KPIs computed.`
  private var computed: [String] { night.computed.map { ComputingReport($0, of: night.date).lines } ?? [] }

  private var closing: String {
    let published = night.feeds.filter(\.isPublished).count
    let (date, time, second) = clock.zone.local(night.finished)
    let at = "\(time):\(second < 10 ? "0" : "")\(second)"
    guard published == night.feeds.count else {
      return published == 0
        ? "Nothing of \(night.date) is published; readers see what they saw before."
        : "Published \(published) of \(night.feeds.count) feeds of \(night.date) at \(at)."
    }
    if night.feeds.allSatisfy({ $0.ending == .alreadyPublished }) {
      return "\(night.date) was already published; nothing was done."
    }
    let deadline = clock.zone.moment(of: night.date, at: clock.done)
    let ahead = deadline.secondsSince1970 - night.finished.secondsSince1970
    let held =
      date == night.date && ahead >= 0
      ? ", \(Elapsed.text(Double(ahead))) before \(clock.done)" : ""
    return "Published \(night.date) at \(at) in \(Elapsed.text(night.seconds))\(held)."
  }

  /// Trouble comes last, next to the prompt.
  private var troubles: [String] {
    var told: Set<String> = []
    return night.feeds.compactMap { outcome in
      switch outcome.ending {
      case .refused(let why), .awaited(_, because: let why?): why.description
      default: nil
      }
    }.filter { told.insert($0).inserted } + night.overtaken.map { $0.diagnostic(nil).description }
  }
}

extension Equation.Terms where Value == Int128 {
  package static func + (a: Self, b: Self) -> Self {
    Self(
      loaded: a.loaded + b.loaded, rejected: a.rejected + b.rejected, duplicate: a.duplicate + b.duplicate,
      filtered: a.filtered + b.filtered)
  }
}

extension FeedOutcome {
  /// The word in the column `equation`.
  var word: String {
    switch ending {
    case .published, .alreadyPublished: "closed"
    case .awaited(.missing, _): "missing"
    case .awaited(.late, _): "late"
    case .awaited(.onTime, _): "awaited"
    case .refused: "refused"
    }
  }

  /// `431k`, rows a second.
  var rate: String {
    guard ending == .published, let equation, seconds > 0 else { return "" }
    let rate = Double(equation.countedRows) / seconds
    return rate >= 1000 ? "\(Int(rate / 1000))k" : "\(Int(rate))"
  }
}

/// Spans of time as people read them: `0.3s`, `6m12s`, `3h18m`.
package enum Elapsed {
  package static func text(_ seconds: Double) -> String {
    if seconds < 60 { return "\(Int(seconds)).\(Int(seconds * 10) % 10)s" }
    let whole = Int(seconds)
    if whole < 3600 { return "\(whole / 60)m\(pad(whole % 60))s" }
    return "\(whole / 3600)h\(pad(whole / 60 % 60))m"
  }

  /// The time since then.
  package static func since(_ began: ContinuousClock.Instant) -> String { text((ContinuousClock.now - began).seconds) }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
