package import Tabular
package import Warehouse

/// How one feed of one business date ended.
package struct FeedOutcome: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    case published
    /// The ledger has it already; nothing was done.
    case alreadyPublished
    /// Not there, perhaps because a sender's server did not give it. Whether that is late or missing, the clock says.
    case awaited(Due.Lateness, because: Diagnostic? = nil)
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
  /// Values that loaded and are not as advised, by item and rule.
  package var advised: [Sheet.Advised]
  package var contentHash: Fingerprint?
  package var seconds: Double

  package init(
    feed: String, zh: String, date: BusinessDate, ending: Ending, declaredBy: Declaration.Source? = nil,
    equation: Equation? = nil, normalized: Int = 0, unresolved: Int = 0, advised: [Sheet.Advised] = [],
    contentHash: Fingerprint? = nil, seconds: Double = 0
  ) {
    self.feed = feed
    self.zh = zh
    self.date = date
    self.ending = ending
    self.declaredBy = declaredBy
    self.equation = equation
    self.normalized = normalized
    self.unresolved = unresolved
    self.advised = advised
    self.contentHash = contentHash
    self.seconds = seconds
  }

  /// The code of this feed run alone.
  package var exit: ExitCode {
    switch ending {
    case .published, .alreadyPublished: (equation?.rows.rejected ?? 0) > 0 ? .publishedWithRejects : .published
    case .awaited(.missing, _): .sourceMissing
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
  /// What was compared anew, of this date and of later ones that a correction reaches.
  package var reconciled: [ReconciliationOutcome] = []
  /// Deliveries of this night that later dates had been worked out without.
  package var overtaken: [Overtaken] = []
  /// What was worked out of it; nil: nothing was to do.
  package var computed: ComputingOutcome?
  /// What of a whole night waits for a feed or for a person afterwards, whichever run has found it out.
  package var waiting: ExitCode?
  /// Nil where one feed was asked for alone.
  package var notDue: Int?
  /// Feeds of the date that were published before this run looked, and are not among `feeds`.
  package var publishedBefore = 0
  /// Files of the drop folder that nothing takes: warnings, which change no exit code.
  package var strays: [Diagnostic] = []
  package var finished: Moment
  package var seconds: Double

  package init(
    date: BusinessDate, catalog: Fingerprint, feeds: [FeedOutcome], reconciled: [ReconciliationOutcome] = [],
    computed: ComputingOutcome? = nil, notDue: Int?, finished: Moment, seconds: Double
  ) {
    self.reconciled = reconciled
    self.computed = computed
    self.date = date
    self.catalog = catalog
    self.feeds = feeds
    self.notDue = notDue
    self.finished = finished
    self.seconds = seconds
  }

  /// That of its feeds, or of what was worked out of them where that is worse.
  package var exit: ExitCode { ExitCode.worst([loaded, waiting ?? computed?.exit ?? .published]) }

  /// A feed alone has its own code; a whole night with some feeds in and some not is partial.
  private var loaded: ExitCode {
    if notDue == nil, feeds.count == 1 { return feeds[0].exit }
    let published = feeds.count(where: \.isPublished)
    if published < feeds.count, published + publishedBefore > 0 { return .partial }
    return ExitCode.worst(feeds.map(\.exit))
  }
}

extension FeedOutcome {
  /// How a feed stands by the ledger: live, refused, or not there yet.
  init(ledger known: [LedgerEntry], feed: Feed, date: BusinessDate, lateness: Due.Lateness) {
    if let live = known.last(where: { $0.status == .published }) {
      self.init(standing: live, feed: feed)
    } else if let refused = known.last(where: { $0.status == .refused }) {
      let why = Diagnostic(recorded: refused.message ?? "", of: feed)
      self.init(
        feed: feed.id, zh: feed.zh, date: date, ending: .refused(why), equation: Equation(refused.sheet),
        contentHash: refused.delivery.contentHash)
    } else {
      self.init(feed: feed.id, zh: feed.zh, date: date, ending: .awaited(lateness))
    }
  }

  /// What the ledger says of a delivery that is live.
  init(standing live: LedgerEntry, feed: Feed) {
    self.init(
      feed: feed.id, zh: feed.zh, date: live.delivery.businessDate, ending: .alreadyPublished,
      declaredBy: live.sheet.declaredBy.flatMap(Declaration.Source.init), equation: Equation(live.sheet),
      normalized: live.sheet.normalized.values.reduce(0, +), unresolved: live.sheet.unresolved,
      advised: live.sheet.advised, contentHash: live.delivery.contentHash, seconds: live.sheet.seconds)
  }
}

extension Equation {
  /// As the ledger keeps it.
  init(_ sheet: Sheet) {
    let currencies = Set(sheet.sums.values.flatMap(\.keys))
    let scale = sheet.declaredSum?.scale ?? sheet.sums.values.flatMap(\.values).first?.scale ?? 2
    var sums: [String: Terms<Int128>] = [:]
    for currency in currencies {
      let units = { (term: Sheet.Term) in sheet.sums[term]?[currency]?.units ?? 0 }
      sums[currency] = Terms(
        loaded: units(.loaded), rejected: units(.rejected), duplicate: units(.duplicate), filtered: units(.filtered))
    }
    let rows = { (term: Sheet.Term) in sheet.rows[term] ?? 0 }
    self.init(
      declaredRows: sheet.declaredRows, declaredSum: sheet.declaredSum, countedRows: sheet.counted,
      rows: Terms(
        loaded: rows(.loaded), rejected: rows(.rejected), duplicate: rows(.duplicate), filtered: rows(.filtered)),
      sums: sums, scale: scale, unreadableRows: sheet.unreadable)
  }
}
