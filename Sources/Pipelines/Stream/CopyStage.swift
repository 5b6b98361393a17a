import Catalog
import Cleansing
import Feeds
import Postgres
import Tabular
import Warehouse

/// What one pass over a file brought: its tally, its identity, and the lines whose keys may be there twice.
struct Copied {
  var tally: Tally
  var summary: ReadSummary
  var candidates: [KeySpill.Candidate]
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
    var reader = RecordReader(path: arrived.file.path, name: arrived.file.name, form: feed.form)
    var cleanser = Cleanser(
      asset: asset, mapping: feed.mapping, businessDate: arrived.date, batch: batch.number, tokenKey: tokenKey)
    var keys = try KeySpill(scratchIn: scratchFolder)
    var rows = batch.newRows()
    var rejects = RejectRows(batch: batch.number)
    let rowSender = RowSender(connections: asset.keeps == .events ? 2 : 1) { [settings] in
      try batch.copyRows(settings, $0)
    }
    let rejectSender = RowSender(connections: 1) { [settings] in try batch.copyRejects(settings, $0) }
    let began = ContinuousClock.now
    var read = 0
    progress.begin(feed.id, feed.zh, expected: declared.rows)
    do {
      let summary = try reader.read { record, text, raw in
        read += 1
        switch cleanser.cleanse(record, text: text, into: &rows) {
        case .row:
          try keys.add(cleanser.keyHash, line: Int64(record.line))
          if rows.isFull { try rowSender.send(rows.take()) }
        case .rejected(let why):
          rejects.add(
            line: record.line, offset: record.offset, column: why.column, item: why.item, rule: why.rule,
            bytes: raw, range: record.raw)
          if rejects.isFull { try rejectSender.send(rejects.take()) }
        case .filtered: break
        }
        if read & 0x3FFF == 0 { progress.read(read) }
      }
      if !rows.isEmpty { try rowSender.send(rows.take()) }
      if !rejects.isEmpty { try rejectSender.send(rejects.take()) }
      let candidates = try keys.candidates()
      let sent = try rowSender.finish()
      precondition(sent == cleanser.tally.loaded.rows, "the server took another number of rows than were sent")
      _ = try rejectSender.finish()
      return Copied(tally: cleanser.tally, summary: summary, candidates: candidates, began: began)
    } catch {
      rowSender.abandon()
      rejectSender.abandon()
      throw error
    }
  }
}
