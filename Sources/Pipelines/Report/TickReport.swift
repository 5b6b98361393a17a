import Tabular

/// Cron's only mail: at most twenty lines of what nobody was told yet. Nothing to say: nothing printed.
package struct TickReport: Sendable {
  package var lines: [String]

  package init(_ tick: NightRun.TickOutcome, project: Project) {
    guard !tick.news.isEmpty else {
      lines = []
      return
    }
    lines = tick.nights.filter { !$0.feeds.allSatisfy(\.isPublished) }.map { night in
      let published = night.feeds.filter(\.isPublished).count
      return "granary \(night.date): \(published == 0 ? "OPEN" : "PARTIAL") (exit \(night.exit.rawValue)), "
        + "\(published) of \(night.feeds.count) feeds still due were published by this tick"
    }
    lines += tick.news.map(\.description)
    let limit = 20
    if lines.count > limit {
      lines = Array(lines.prefix(limit - 1)) + ["\(lines.count - limit + 1) more: granary status"]
    }
  }
}
