import Feeds
import Tabular
import Warehouse

/// The path of a row, from a sender's file to what readers see. Read it from top to bottom; each step is a file of its own.
extension Loader {
  /// Loads one delivery: all of it is published, or none.
  ///
  /// A delivery that may not be published ends as `.refused`, and the ledger keeps why; a crash at any point leaves
  /// nothing that readers see, and the next run begins anew from the archive.
  func load(_ arrived: ArchivedDelivery, of feed: Feed) throws -> FeedOutcome {
    var batch: Batch?
    do {
      // fetch: the file is in the archive and complete; here it says what it declares, and whether it is news.
      let declared = try declaration(of: arrived, feed)
      if let known = try standing(arrived, of: feed) { return known }

      // read, cleanse, copy: one stream from the file to the batch's own table.
      // settle: with the last row it is known what only the set shows. The first line of a key wins, and the others never
      // reached the table; references to what nobody has delivered are counted.
      let opened = try openBatch(for: arrived, of: feed)
      batch = opened
      let copied = try stream(arrived, declared, of: feed, into: opened)

      // balance: declared = loaded + rejected + duplicate + filtered and every gate open, or nothing is published.
      let balanced = balance(declared, copied, of: feed)
      if let objection = try objection(to: balanced, arrived, of: feed) {
        return try refuse(opened, balanced, because: objection, of: feed)
      }

      // publish: one transaction attaches the batch, folds versions, moves the live mark and writes the ledger.
      return try publish(opened, balanced, of: feed)
    } catch {
      guard let refusal = Refusal(of: feed, error, arrived) else {
        // Another attempt may go well: nothing is decided of this delivery.
        if let batch, error is FeedError { try database.abandon(batch, because: "could not be read", at: clock.now) }
        throw error
      }
      guard let batch else { return try refuse(arrived, of: feed, because: refusal.why) }
      return try refuse(batch, nil, because: refusal.why, of: feed)
    }
  }
}
