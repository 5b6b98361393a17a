package import Tabular
package import Warehouse

/// What became of one delivery that was read once more.
package struct Replay: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    /// It has no rejects.
    case nothingRejected
    /// What was rejected is rejected still, and nothing else is: nothing was done.
    case unchanged
    /// What would be done; nothing was.
    case rehearsed
    case published
    /// Nothing of the date was decided on, or what it is loaded upon is not there.
    case unpublished(Diagnostic)
    /// Its file or its rejects are no longer there.
    case gone(Diagnostic)
    /// Gate, equation or losses: readers see what they saw.
    case refused(Diagnostic)
  }

  package var feed: String
  package var zh: String
  package var date: BusinessDate
  package var ending: Ending
  package var file = ""
  /// It was held back, so that readers had nothing of it.
  package var wasRefused = false
  package var moved: RejectsMoved?
  package var before: Equation?
  package var after: Equation?
  /// Dates that were worked out from what was live before.
  package var overtaken: ClosedRange<BusinessDate>?

  package var exit: ExitCode {
    switch ending {
    case .nothingRejected: .published
    case .unchanged: .publishedWithRejects
    case .rehearsed, .published: (after?.rows.rejected ?? 0) > 0 ? .publishedWithRejects : .published
    case .unpublished: .partial
    case .gone: .sourceMissing
    case .refused: .gateFailed
    }
  }
}

/// What a replay is asked for.
package struct ReplayOrder: Hashable, Sendable {
  /// Only say what would come in.
  package var isDry: Bool
  /// The operator's word: records that are loaded and that today's catalog rejects may go.
  package var isLossAccepted: Bool

  package init(isDry: Bool = false, isLossAccepted: Bool = false) {
    self.isDry = isDry
    self.isLossAccepted = isLossAccepted
  }
}

/// The delivery of a date that a replay reads once more: what is live, or what came after it and was held back with
/// rejects.
struct ReplayedDelivery {
  var entry: LedgerEntry
  /// The live batch whose place it takes, where that holds the very same delivery.
  var live: LedgerEntry?

  /// Nil where there is none.
  init?(_ known: [LedgerEntry]) {
    let live = known.last { $0.status == .published }
    let refused = known.last { entry in
      entry.status == .refused && entry.batch > live?.batch ?? 0 && entry.sheet.rows[.rejected] ?? 0 > 0
    }
    if let refused, refused.delivery.fileName != live?.delivery.fileName {
      (entry, self.live) = (refused, nil)
    } else if let live {
      (entry, self.live) = (live, live)
    } else {
      return nil
    }
  }

  /// What it is loaded by: what is live gives way to itself alone, and what was refused goes in as any delivery does, with
  /// the operator's word where it had that.
  func loader(_ loader: Loader, _ arrived: ArchivedDelivery) -> Loader {
    var loader = loader
    loader.replayed = live
    loader.isCorrection = live == nil && entry.delivery.number > arrived.batchNumber
    return loader
  }
}
