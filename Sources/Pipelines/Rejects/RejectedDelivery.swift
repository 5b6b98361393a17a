package import Catalog
package import Semantics
package import Tabular
package import Warehouse

/// The delivery whose rejects are looked at.
package struct RejectedDelivery: Sendable {
  package let feed: Feed
  package let asset: Asset
  package let entry: LedgerEntry

  /// Nil where nothing of the feed was decided on for the date.
  ///
  /// - Parameters:
  ///   - date: nil: the newest of the feed.
  ///   - batch: by its number; nil: the last one published or refused.
  package init?(
    _ feed: Feed, in project: Project, on date: BusinessDate?, batch: Int64? = nil, _ database: Database
  ) throws {
    guard let asset = project.catalog.asset(feed.asset) else { return nil }
    self.feed = feed
    self.asset = asset
    if let batch {
      guard let entry = try database.ledgerEntry(of: batch) else {
        throw ReadingError(
          .mistake, "--batch", "the ledger has no batch \(batch)", hint: "granary rejects list \(feed.id) --every-batch"
        )
      }
      guard entry.delivery.feed == feed.id, date == nil || date == entry.delivery.businessDate else {
        throw ReadingError(
          .mistake, "--batch", "batch \(batch) is of \(entry.delivery.feed) on \(entry.delivery.businessDate)",
          hint: "granary rejects list \(feed.id) --every-batch")
      }
      self.entry = entry
    } else {
      guard let date = try date ?? database.lastDate(of: feed.id) else { return nil }
      let decided = try database.ledger(on: date, feed: feed.id).last { [.published, .refused].contains($0.status) }
      guard let decided else { return nil }
      entry = decided
    }
  }

  /// The bytes of a record are as sensitive as the highest item of its asset, whatever was wrong with it: nobody below
  /// reads them.
  package func checkClearance(_ level: Int) throws(ReadingError) {
    guard level < asset.level else { return }
    throw ReadingError(
      .forbidden, "--as",
      "records of \(feed.id) \(feed.zh) are of level \(asset.level), and clearance \(level) is below",
      hint: "whoever has that clearance asks with --as \(asset.level); places and reasons are for everybody")
  }

  /// Rejects and duplicates that were counted.
  var held: Int { (entry.sheet.rows[.rejected] ?? 0) + (entry.sheet.rows[.duplicate] ?? 0) }

  /// What is said where there were some and their period has ended.
  var dropped: String {
    "\(held.grouped) rejects and duplicates of \(entry.fileName) have been dropped: their retention has ended."
  }
}
