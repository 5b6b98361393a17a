import Cleansing
import Feeds
import Foundation
import Tabular
package import Warehouse

/// A delivery's rejects as a file that goes back to their sender: `granary rejects export`.
package struct RejectsExport: Sendable {
  package struct Page: Encodable, Sendable {
    var formatVersion = "1.0"
    var command = "rejects export"
    var feed: String
    var date: String
    var batch: Int64
    var file: String
    var records: Int
  }

  package let page: Page
  /// Whom it goes to.
  private let sender: Feed.Sender

  /// Nil where there is nothing to send back.
  ///
  /// The file is written beside its place and put there when it is whole, readable by its owner alone.
  ///
  /// - Parameters:
  ///   - file: nil: in the sender's outbox, by the name of what it delivered.
  ///   - isReplacing: the operator's word that an earlier file of that name may go.
  package init?(
    _ delivery: RejectedDelivery, to file: String?, replacing isReplacing: Bool, in project: Project, clearance: Int,
    _ database: Database
  ) throws {
    try delivery.checkClearance(clearance)
    let (feed, entry) = (delivery.feed, delivery.entry)
    let records = try database.rejectGroups(of: [entry.batch]).reduce(0) { $0 + $1.rows }
    guard records > 0 else {
      if delivery.held == 0 { return nil }
      throw WarehouseError(.gone, entry.fileName, delivery.dropped, hint: "ask for a correction, if it still matters")
    }
    let path = file ?? project.path(feed.sender.rejects) + "/" + RejectsExport.name(of: entry)
    let words = RejectWords(feed: feed, asset: delivery.asset)
    var returned = ReturnedFile(feed.form, RejectsExport.contents(records, delivery))
    let target = try PrivateFile(path, replacing: isReplacing)
    try target.write(returned.opening())
    var written = 0
    try database.eachRejectedRecord(of: entry.batch) { record in
      written += 1
      let reason = ReturnedFile.Reason(
        line: record.entry.line, column: words.column(record.entry), rule: record.entry.rule,
        words: words.reason(record.entry))
      try target.write(returned.record(record.raw, reason))
    }
    guard written == records else {
      throw WarehouseError(.gone, entry.fileName, "its rejects are being dropped: their retention has ended")
    }
    try target.write(returned.closing())
    try target.finish()
    sender = feed.sender
    page = Page(
      feed: feed.id, date: entry.delivery.businessDate.description, batch: entry.batch, file: path, records: records)
  }

  package var lines: [String] {
    [
      "\(page.records.grouped) \(page.records == 1 ? "record" : "records") of \(page.feed) of \(page.date) in \(page.file)",
      "    for \(sender.name) \(sender.contact); its records are as they were delivered, so it is no less sensitive",
    ]
  }

  /// `TAX_DECL_20251120.txt.rejects`: never compressed.
  private static func name(of entry: LedgerEntry) -> String {
    let name = String(entry.fileName.split(separator: "/").last ?? "delivery")
    return (name.hasSuffix(".gz") ? String(name.dropLast(3)) : name) + ".rejects"
  }

  private static func contents(_ records: Int, _ delivery: RejectedDelivery) -> ReturnedFile.Contents {
    let (feed, entry) = (delivery.feed, delivery.entry)
    var sums: [String: Amount] = [:]
    if let item = feed.mapping.balance?.item {
      let amounts = [Sheet.Term.rejected, .duplicate].flatMap { (entry.sheet.sums[$0] ?? [:]).values }
      let scale = amounts.map(\.scale).max() ?? 2
      sums[item] = Amount(
        units: amounts.reduce(Int128(0)) { $0 + (Amount($1.description, scale: scale)?.units ?? 0) }, scale: scale)
    }
    return ReturnedFile.Contents(
      title: "\(feed.id) \(feed.zh) \(entry.delivery.businessDate) 退回 \(records) 笔，原文件 \(entry.fileName)",
      records: records, date: entry.delivery.businessDate, sums: sums)
  }
}
