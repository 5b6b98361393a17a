package import Tabular

/// How one feed of one business date ended.
package struct FeedOutcome: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    case published
    /// The ledger has it already; nothing was done.
    case alreadyPublished
    /// Not there. Whether that is late or missing, the clock says.
    case awaited(Due.Lateness)
    /// Held back: the file, the equation or a gate does not let it in. Readers see what they saw before.
    case refused(Diagnostic)
  }

  package var feed: String
  package var zh: String
  package var date: BusinessDate
  package var ending: Ending
  package var declaredBy: Declaration.Source?
  package var equation: Equation?
  /// Values a normalizer changed.
  package var normalized: Int
  /// Rows whose account or customer nobody knows yet.
  package var unresolved: Int
  package var contentHash: Fingerprint?
  package var seconds: Double

  package init(
    feed: String, zh: String, date: BusinessDate, ending: Ending, declaredBy: Declaration.Source? = nil,
    equation: Equation? = nil, normalized: Int = 0, unresolved: Int = 0, contentHash: Fingerprint? = nil,
    seconds: Double = 0
  ) {
    self.feed = feed
    self.zh = zh
    self.date = date
    self.ending = ending
    self.declaredBy = declaredBy
    self.equation = equation
    self.normalized = normalized
    self.unresolved = unresolved
    self.contentHash = contentHash
    self.seconds = seconds
  }

  /// The code of this feed run alone.
  package var exit: ExitCode {
    switch ending {
    case .published, .alreadyPublished: (equation?.rows.rejected ?? 0) > 0 ? .publishedWithRejects : .published
    case .awaited(.missing): .sourceMissing
    case .awaited: .partial
    case .refused: .gateFailed
    }
  }

  package var isPublished: Bool {
    switch ending {
    case .published, .alreadyPublished: true
    case .awaited, .refused: false
    }
  }
}

/// How a business date's night ended, as far as one run took it.
package struct NightOutcome: Hashable, Sendable {
  package var date: BusinessDate
  package var catalog: Fingerprint
  /// In loading order.
  package var feeds: [FeedOutcome]
  package var notDue: Int
  package var finished: Moment
  package var seconds: Double

  package init(
    date: BusinessDate, catalog: Fingerprint, feeds: [FeedOutcome], notDue: Int, finished: Moment, seconds: Double
  ) {
    self.date = date
    self.catalog = catalog
    self.feeds = feeds
    self.notDue = notDue
    self.finished = finished
    self.seconds = seconds
  }

  /// A feed alone has its own code; a whole night with some feeds in and some not is partial.
  package var exit: ExitCode {
    if feeds.count == 1, notDue < 0 { return feeds[0].exit }
    let published = feeds.filter(\.isPublished)
    if published.count < feeds.count, !published.isEmpty { return .partial }
    return ExitCode.worst(feeds.map(\.exit))
  }
}
