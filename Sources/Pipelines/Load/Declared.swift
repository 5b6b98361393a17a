import Catalog
import Feeds
import Foundation
import Postgres
import Tabular
import Warehouse

/// fetch, its last part: what the sender declares of an archived delivery, and whether the ledger knows it already.
extension Loader {
  /// From the control file, and the checksum it gives held against the data file. A trailer or an API's totals are only
  /// known once the file is read.
  func declaration(of arrived: ArchivedDelivery, _ feed: Feed) throws -> Declaration {
    guard let template = feed.control, let declared = try arrived.file.declaration(by: template),
      let name = arrived.file.controlName
    else { return Declaration(source: .counted) }
    let ask = "ask \(feed.sender.name) \(feed.sender.contact) for a new pair"
    if let date = declared.businessDate, date != arrived.date {
      let problem = "\(feed.id) \(feed.zh) refused, the control file is of \(date), not of \(arrived.date)"
      throw Refusal(declared.location, name, problem, ask)
    }
    guard let checksum = declared.checksum else { return declared }
    guard try FileDigest(path: arrived.file.path, name: arrived.file.name).agrees(with: checksum) else {
      let problem = "\(feed.id) \(feed.zh) refused, the checksum declared is not that of \(arrived.file.name)"
      throw Refusal(declared.location, name, problem, ask)
    }
    return declared
  }

  /// The ending of a delivery that is no news: its content is live already, or it may not replace what is.
  ///
  /// Only where something is live is the content hashed before it is read; the first delivery of a date is read once.
  func standing(_ arrived: ArchivedDelivery, of feed: Feed) throws -> FeedOutcome? {
    guard replayed == nil, let live = try database.published(feed.id, on: arrived.date) else { return nil }
    let hash = try contentHash(of: arrived, feed)
    if hash == live.delivery.contentHash {
      try database.record(
        delivery(arrived, feed, contentHash: hash), of: feed.asset, as: .duplicate,
        catalog: project.catalog.fingerprint,
        run: run.ticket, at: clock.now)
      return FeedOutcome(standing: live, feed: feed)
    }
    guard isCorrection || arrived.batchNumber > live.delivery.number else {
      let problem = Diagnostic(
        at: SourceLocation(file: arrived.file.name),
        "\(feed.id) \(feed.zh) of \(arrived.date) is published, and this is another file",
        hint: "a correction has a higher batch number in its name; or, if you know it is right: "
          + "granary run --date \(arrived.date) --feed \(feed.id) --correct")
      return try refuse(arrived, of: feed, because: problem, contentHash: hash)
    }
    return nil
  }

  private func contentHash(of arrived: ArchivedDelivery, _ feed: Feed) throws -> Fingerprint {
    try ContentHash.of(path: arrived.file.path, name: arrived.file.name, compression: feed.form.compression)
  }

  /// - Parameter number: the sender's, unless the operator's word gives it another.
  func delivery(
    _ arrived: ArchivedDelivery, _ feed: Feed, number: Int? = nil, contentHash: Fingerprint? = nil
  ) -> Warehouse.Delivery {
    Warehouse.Delivery(
      feed: feed.id, businessDate: arrived.date, number: number ?? arrived.batchNumber, contentHash: contentHash,
      fileName: arrived.ledgerName)
  }

  func openBatch(for arrived: ArchivedDelivery, of feed: Feed) throws -> Batch {
    let live = isCorrection ? try database.published(feed.id, on: arrived.date)?.delivery.number : nil
    // What is read once more keeps its number: a correction of its sender's still comes after it.
    let number = replayed?.delivery.number ?? max(arrived.batchNumber, (live ?? 0) + 1)
    return try database.openBatch(
      delivery(arrived, feed, number: number), of: asset(of: feed), catalog: project.catalog.fingerprint,
      replaying: replayed?.batch, run: run.ticket, at: clock.now)
  }
}

/// A delivery that may not be published, found out before its equation could be written.
struct Refusal: Error {
  var why: Diagnostic

  init(_ error: FeedError) { why = error.diagnostic }

  /// Nil where the file is not at fault: another attempt may go well.
  init?(of feed: Feed, _ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as FeedError: self.init(error)
    case let error as WarehouseError where error.kind == .refused:
      self.init(nil, error.place, error.problem, error.hint ?? "granary status \(feed.id)")
    case let error as PostgresError where ["22", "23"].contains(error.sqlstate.prefix(2)):
      // Rows were made canonical before they were sent, so this is our mistake; it must not hold up the other feeds.
      self.init(
        feed.location, feed.id,
        "\(feed.id) \(feed.zh) refused, the warehouse takes no such row (SQLSTATE \(error.sqlstate))",
        "this is granary's own mistake: keep the file and report it")
    default: return nil
    }
  }

  init(_ location: SourceLocation?, _ name: String, _ problem: String, _ hint: String) {
    why = Diagnostic(at: location ?? SourceLocation(file: name), problem, hint: hint)
  }
}
