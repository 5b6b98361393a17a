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
    let connections = asset(of: feed).keeps == .events && asset(of: feed).volume == .large ? 2 : 1
    let rowSender = RowSender(connections: connections) { [sessions] in try batch.copyRows(sessions, $0) }
    let rejectSender = RowSender(connections: 1) { [sessions] in try batch.copyRejects(sessions, $0) }
    let directory = Unresolved.Directory(
      delivered: { [sessions] in try batch.delivered(atMost: KnownTokens.limit / 4, sessions) },
      unknown: { [sessions] in try batch.unknown(among: $0, sessions) })
    do {
      let desk = try desk(arrived, feed, batch, rowSender, rejectSender, directory)
      let copied = try read(arrived, declared, of: feed, over: desk)
      let sent = try rowSender.finish()
      let loaded = copied.tally.loaded.rows - copied.duplicates.rows
      precondition(sent == loaded, "the server took another number of rows than were sent")
      _ = try rejectSender.finish()
      return copied
    } catch {
      rowSender.abandon()
      rejectSender.abandon()
      throw error
    }
  }

  /// The same pass with nothing at its end: no row and no reject goes anywhere, and the server is not asked what it knows.
  func dryStream(
    _ arrived: ArchivedDelivery, _ declared: Declaration, of feed: Feed, as batch: Batch,
    onReject: @escaping (RejectEntry) -> Void
  ) throws -> Copied {
    let nowhere = RowSender(connections: 0) { _ in 0 }
    let targets = (batch.targetOfReference.max() ?? -1) + 1
    let directory = Unresolved.Directory(
      delivered: { Array(repeating: [], count: targets) }, unknown: { $0.map { _ in [] } })
    let desk = try desk(arrived, feed, batch, nowhere, nowhere, directory, onReject: onReject)
    return try read(arrived, declared, of: feed, over: desk)
  }

  private func desk(
    _ arrived: ArchivedDelivery, _ feed: Feed, _ batch: Batch, _ rows: RowSender, _ rejects: RowSender,
    _ directory: Unresolved.Directory, onReject: ((RejectEntry) -> Void)? = nil
  ) throws -> CopyDesk {
    let asset = asset(of: feed)
    return try CopyDesk(
      cleanser: Cleanser(
        asset: asset, mapping: feed.mapping, businessDate: arrived.date, tokenKey: tokenKey),
      batch: batch, key: asset.key.first, rows: rows, rejects: rejects, directory: directory,
      scratchFolder: scratchFolder, fileSize: arrived.file.bytes, onReject: onReject)
  }

  private func read(
    _ arrived: ArchivedDelivery, _ declared: Declaration, of feed: Feed, over desk: consuming CopyDesk
  ) throws -> Copied {
    let began = ContinuousClock.now
    var reader = RecordReader(path: arrived.file.path, name: arrived.file.name, form: feed.form)
    var desk = desk
    var read = 0
    progress.begin(feed.id, feed.zh, expected: declared.rows)
    let summary = try reader.read { record, text, raw in
      read += 1
      try desk.take(record, text, raw)
      if read & 0x3FFF == 0 { progress.read(read) }
    }
    let (tally, duplicates, unresolved) = try desk.finish()
    return Copied(tally: tally, summary: summary, duplicates: duplicates, unresolved: unresolved, began: began)
  }
}
