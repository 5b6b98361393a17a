import Tabular

/// Cron's only mail: at most twenty lines of what nobody was told yet. Nothing to say: nothing printed.
package struct TickReport: Sendable {
  package var lines: [String]

  package init(_ tick: NightRun.TickOutcome, project: Project) {
    guard !tick.news.isEmpty else {
      lines = []
      return
    }
    lines = tick.standings.map(TickReport.heading)
    lines += tick.news.map(\.description)
    let limit = 20
    if lines.count > limit {
      lines = Array(lines.prefix(limit - 1)) + ["\(lines.count - limit + 1) more: granary status"]
    }
  }

  /// `granary 2025-11-21: PARTIAL (exit 3), 38 of 40 feeds published, 1 missing, 1 refused`
  private static func heading(_ night: NightOutcome) -> String {
    let published = night.feeds.filter(\.isPublished).count
    let words = ["missing", "late", "refused"].compactMap { word in
      let count = night.feeds.count { $0.word == word }
      return count == 0 ? nil : ", \(count) \(word)"
    }
    return "granary \(night.date): \(published == 0 ? "OPEN" : "PARTIAL") (exit \(night.exit.rawValue)), "
      + "\(published) of \(night.feeds.count) feeds published" + words.joined()
  }
}
