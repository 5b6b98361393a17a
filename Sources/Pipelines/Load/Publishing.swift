import Catalog
import Cleansing
import Feeds
import Tabular
import Warehouse

/// publish, and its opposite.
extension Loader {
  func publish(_ batch: Batch, _ balanced: Balanced, of feed: Feed) throws -> FeedOutcome {
    progress.note("publishing")
    try database.publish(batch, sheet(balanced, of: feed), control: feed.mapping.balance, at: clock.now)
    return outcome(batch, balanced, of: feed, .published)
  }

  /// Held back after the rows were copied: the batch's table goes, its rejects and its ledger row stay.
  func refuse(
    _ batch: Batch, _ balanced: Balanced?, because why: Diagnostic, of feed: Feed
  ) throws -> FeedOutcome {
    let found = balanced.map { sheet($0, of: feed) } ?? Sheet()
    try database.refuse(batch, found, because: why.description, at: clock.now)
    return balanced.map { outcome(batch, $0, of: feed, .refused(why)) }
      ?? FeedOutcome(feed: feed.id, zh: feed.zh, date: batch.delivery.businessDate, ending: .refused(why))
  }

  /// Held back before a row was read.
  func refuse(
    _ arrived: ArchivedDelivery, of feed: Feed, because why: Diagnostic, contentHash: Fingerprint? = nil
  ) throws -> FeedOutcome {
    try database.record(
      delivery(arrived, feed, contentHash: contentHash), of: feed.asset, as: .refused,
      catalog: project.catalog.fingerprint, message: why.description, run: run.ticket, at: clock.now)
    return FeedOutcome(feed: feed.id, zh: feed.zh, date: arrived.date, ending: .refused(why))
  }

  private func outcome(
    _ batch: Batch, _ balanced: Balanced, of feed: Feed, _ ending: FeedOutcome.Ending
  ) -> FeedOutcome {
    FeedOutcome(
      feed: feed.id, zh: feed.zh, date: batch.delivery.businessDate, ending: ending,
      declaredBy: balanced.declared.source, equation: balanced.equation,
      normalized: balanced.copied.tally.normalized.reduce(0, +), unresolved: balanced.copied.unresolved,
      advised: advised(balanced.copied.tally), contentHash: balanced.copied.summary.contentHash,
      seconds: balanced.copied.seconds)
  }

  private func advised(_ tally: Tally) -> [Sheet.Advised] {
    tally.advised.filter { $0.rows > 0 }.sorted { ($1.rows, $0.item, $0.rule) < ($0.rows, $1.item, $1.rule) }
      .map { Sheet.Advised(item: $0.item, rule: $0.rule, rows: $0.rows, firstLine: $0.firstLine) }
  }

  /// Of items that stand on a standard or a code table.
  private func values(_ tally: Tally, of asset: Asset) -> [String: Sheet.Values] {
    var values: [String: Sheet.Values] = [:]
    for (index, item) in asset.items.enumerated() where item.isBound {
      values[item.id] = Sheet.Values(
        seen: tally.loaded.rows - tally.missing[index], notAsAdvised: tally.unadvised[index])
    }
    return values
  }

  /// Of items that may be.
  func missing(_ tally: Tally, of asset: Asset) -> [String: Int] {
    let counted = zip(asset.items, tally.missing).filter { $0.0.empty != nil }.map { ($0.0.id, $0.1) }
    return Dictionary(uniqueKeysWithValues: counted)
  }

  /// The outcome as the ledger keeps it.
  private func sheet(_ balanced: Balanced, of feed: Feed) -> Sheet {
    let equation = balanced.equation
    let counts = zip(asset(of: feed).items, balanced.copied.tally.normalized)
    let normalized = counts.filter { $0.1 > 0 }.map { ($0.0.id, $0.1) }
    let amounts = { (term: KeyPath<Equation.Terms<Int128>, Int128>) in
      equation.sums.mapValues { Amount(units: $0[keyPath: term], scale: equation.scale) }
    }
    return Sheet(
      declaredBy: balanced.declared.source.rawValue, declaredRows: equation.declaredRows,
      declaredSum: equation.declaredSum, counted: equation.countedRows,
      rows: [
        .loaded: equation.rows.loaded, .rejected: equation.rows.rejected, .duplicate: equation.rows.duplicate,
        .filtered: equation.rows.filtered,
      ],
      unresolved: balanced.copied.unresolved, unreadable: equation.unreadableRows,
      normalized: Dictionary(uniqueKeysWithValues: normalized), advised: advised(balanced.copied.tally),
      values: values(balanced.copied.tally, of: asset(of: feed)),
      missing: missing(balanced.copied.tally, of: asset(of: feed)),
      sums: [
        .loaded: amounts(\.loaded), .rejected: amounts(\.rejected), .duplicate: amounts(\.duplicate),
        .filtered: amounts(\.filtered),
      ], contentHash: balanced.copied.summary.contentHash, seconds: balanced.copied.seconds)
  }
}
