import Catalog
import Cleansing
import Feeds
import Postgres
import Tabular
import Warehouse

/// What one pass over a file brought: its tally, its identity, and the rows that were there before.
struct Copied {
  var tally: Tally
  var summary: ReadSummary
  /// Rows with the key of an earlier one; the tally counts them among the loaded ones.
  var duplicates: Tally.Term
  /// Rows that name an account or customer nobody has delivered yet.
  var unresolved: Int
  var began: ContinuousClock.Instant

  var seconds: Double { (ContinuousClock.now - began).seconds }
}

extension Loader {
  /// Reads, cleanses and copies in one pass, in memory that does not grow with the file: the reader's thread inflates,
  /// this thread cleanses, one thread a connection sends.
  func stream(
    _ arrived: ArchivedDelivery, _ declared: Declaration, of feed: Feed, into batch: Batch
  ) throws -> Copied {
    let asset = asset(of: feed)
    let began = ContinuousClock.now
    var reader = RecordReader(path: arrived.file.path, name: arrived.file.name, form: feed.form)
    let rowSender = RowSender(connections: asset.keeps == .events && asset.volume == .large ? 2 : 1) { [sessions] in
      try batch.copyRows(sessions, $0)
    }
    let rejectSender = RowSender(connections: 1) { [sessions] in try batch.copyRejects(sessions, $0) }
    var desk = try CopyDesk(
      cleanser: Cleanser(
        asset: asset, mapping: feed.mapping, businessDate: arrived.date, tokenKey: tokenKey),
      batch: batch, key: asset.key.first, rows: rowSender, rejects: rejectSender,
      directory: Unresolved.Directory(
        delivered: { [sessions] in try batch.delivered(atMost: KnownTokens.limit / 4, sessions) },
        unknown: { [sessions] in try batch.unknown(among: $0, sessions) }),
      scratchFolder: scratchFolder, fileSize: arrived.file.bytes)
    var read = 0
    progress.begin(feed.id, feed.zh, expected: declared.rows)
    do {
      let summary = try reader.read { record, text, raw in
        read += 1
        try desk.take(record, text, raw)
        if read & 0x3FFF == 0 { progress.read(read) }
      }
      let (tally, duplicates, unresolved) = try desk.finish()
      let sent = try rowSender.finish()
      precondition(sent == tally.loaded.rows - duplicates.rows, "the server took another number of rows than were sent")
      _ = try rejectSender.finish()
      return Copied(tally: tally, summary: summary, duplicates: duplicates, unresolved: unresolved, began: began)
    } catch {
      rowSender.abandon()
      rejectSender.abandon()
      throw error
    }
  }
}
