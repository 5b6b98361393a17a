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
      let published = night.publishedBefore + night.feeds.count(where: \.isPublished)
      let refused = night.feeds.count { if case .refused = $0.ending { true } else { false } }
      let open = night.feeds.count - night.feeds.count(where: \.isPublished) - refused
      let all = night.publishedBefore + night.feeds.count
      return "granary \(night.date): \(published == 0 ? "OPEN" : "PARTIAL") (exit \(night.exit.rawValue)), "
        + "\(published) of \(all) feeds published, \(open) missing, \(refused) refused"
    }
    lines += tick.news.map(\.description)
    let limit = 20
    if lines.count > limit {
      lines = Array(lines.prefix(limit - 1)) + ["\(lines.count - limit + 1) more: granary status"]
    }
  }
}
