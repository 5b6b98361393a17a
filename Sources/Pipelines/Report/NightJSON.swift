import Tabular
import Warehouse

/// A night as one JSON object: `--json`. Amounts are strings, so that no reader makes floats of them.
package struct NightJSON: Encodable {
  /// Values that loaded and are not as advised.
  struct Advised: Encodable {
    var item: String
    var rule: String
    var rows: Int
    var firstLine: Int
  }

  struct FeedObject: Encodable {
    var feed: String
    var zh: String
    var outcome: String
    var declaredBy: String?
    var declared: Int?
    var loaded: Int?
    var rejected: Int?
    var duplicate: Int?
    var filtered: Int?
    var unresolved: Int
    var unreadable: Int?
    var normalized: Int
    /// Left out where there is nothing to say.
    var notAsAdvised: [Advised]?
    var closed: Bool?
    var sums: [String: [String: String]]?
    var sha256: String?
    var seconds: Double
    var problem: String?
    var hint: String?

    init(_ outcome: FeedOutcome) {
      feed = outcome.feed
      zh = outcome.zh
      self.outcome = outcome.ending == .alreadyPublished ? "already published" : outcome.jsonWord
      declaredBy = outcome.declaredBy?.rawValue
      let equation = outcome.equation
      declared = equation?.declaredRows
      loaded = equation?.rows.loaded
      rejected = equation?.rows.rejected
      duplicate = equation?.rows.duplicate
      filtered = equation?.rows.filtered
      unreadable = equation?.unreadableRows
      unresolved = outcome.unresolved
      normalized = outcome.normalized
      if !outcome.advised.isEmpty {
        notAsAdvised = outcome.advised.map {
          Advised(item: $0.item, rule: $0.rule, rows: $0.rows, firstLine: $0.firstLine)
        }
      }
      closed = equation?.isClosed
      sums = equation.map { equation in
        equation.sums.mapValues { terms in
          let text = { (units: Int128) in Amount(units: units, scale: equation.scale).description }
          return [
            "loaded": text(terms.loaded), "rejected": text(terms.rejected), "duplicate": text(terms.duplicate),
            "filtered": text(terms.filtered),
          ]
        }
      }
      sha256 = outcome.contentHash?.description
      seconds = outcome.ending == .alreadyPublished ? 0 : (outcome.seconds * 1000).rounded() / 1000
      switch outcome.ending {
      case .refused(let why), .awaited(_, because: let why?):
        problem = "\(why.location): \(why.message)"
        hint = why.hint
      default: break
      }
    }
  }

  struct ReconciliationObject: Encodable {
    var reconciliation: String
    var date: String
    var compared: Int
    var breaks: Int
  }

  /// A file of the drop folder that nothing takes.
  struct StrayObject: Encodable {
    var file: String
    var problem: String
    var hint: String?
  }

  var formatVersion = "1.0"
  var command: String
  var date: String
  var outcome: String
  var exit: Int
  var catalog: String
  var feeds: [FeedObject]
  var reconciliations: [ReconciliationObject]
  /// Left out where nothing was to do.
  var computed: ComputingReport.Counts?
  /// Left out where there are none.
  var strays: [StrayObject]?

  package init(_ night: NightOutcome, command: String) {
    self.command = command
    date = night.date.description
    outcome = night.feeds.allSatisfy(\.isPublished) ? "published" : "partial"
    exit = Int(night.exit.rawValue)
    catalog = night.catalog.short
    feeds = night.feeds.map(FeedObject.init)
    reconciliations = night.reconciled.map {
      ReconciliationObject(
        reconciliation: $0.reconciliation, date: $0.date.description, compared: $0.compared, breaks: $0.breaks)
    }
    computed = night.computed.map { ComputingReport.Counts($0) }
    if !night.strays.isEmpty {
      strays = night.strays.map { StrayObject(file: $0.location.file, problem: $0.message, hint: $0.hint) }
    }
  }

  /// On one line.
  package var text: String { JSONLine.text(self) }
}

extension FeedOutcome {
  fileprivate var jsonWord: String {
    switch ending {
    case .published: "published"
    default: word
    }
  }
}
