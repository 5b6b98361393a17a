import Tabular
import Warehouse

/// The path of a row, from a sender's file to what readers see. Read it from top to bottom; each step is a file of its own.
extension Loader {
  /// Loads one delivery: all of it is published, or none.
  ///
  /// A delivery that may not be published ends as `.refused`, and the ledger keeps why; a crash at any point leaves
  /// nothing that readers see, and the next run begins anew from the archive.
  func load(_ file: ArchivedDelivery, of feed: Feed) throws -> FeedOutcome {
    // fetch: the file is in the archive and complete; here it says what it declares, and whether it is news.
    let declared: Declaration
    do { declared = try declaration(of: file, feed) } catch { return try refuse(file, of: feed, because: error.why) }
    if let known = try standing(file, of: feed) { return known }

    let batch = try openBatch(for: file, of: feed)
    do {
      // read, cleanse, copy: one stream from the file to the batch's own table.
      let copied = try stream(file, declared, of: feed, into: batch)

      // settle: what only the set shows. The first line of a key wins; unknown references are counted.
      let settled = try settle(batch, copied, of: feed)

      // balance: declared = loaded + rejected + duplicate + filtered and every gate open, or nothing is published.
      let balanced = balance(declared, copied, settled)
      if let objection = try objection(to: balanced, file, of: feed) {
        return try refuse(batch, balanced, because: objection, of: feed)
      }

      // publish: one transaction attaches the batch, folds versions, moves the live mark and writes the ledger.
      return try publish(batch, balanced, of: feed)
    } catch {
      guard let refusal = Refusal(of: feed, error) else { throw error }
      return try refuse(batch, nil, because: refusal.why, of: feed)
    }
  }
}
