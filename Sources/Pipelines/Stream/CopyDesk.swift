import Cleansing
import Postgres
import Tabular
import Warehouse

/// Where each record of a file goes: to its table, to the rejects, or aside until its key is known to be new.
struct CopyDesk: ~Copyable {
  private var cleanser: Cleanser
  private let batch: Batch
  /// The item a duplicate is blamed on.
  private let key: String?
  private var waiting: WaitingRows
  private var keys: KeySpill
  private var held: HeldRows
  private var references: ReferenceCounts
  private var rows: BinaryRows
  private var rejects: RejectRows
  private let rowSender: RowSender
  private let rejectSender: RowSender
  private let database: Database

  init(
    cleanser: consuming Cleanser, batch: Batch, key: String?, rows rowSender: RowSender,
    rejects rejectSender: RowSender,
    references database: Database, scratchFolder: String, fileSize: Int
  ) throws {
    let keys = try KeySpill(scratchIn: scratchFolder, forFileOf: fileSize)
    let held = try HeldRows(scratchIn: scratchFolder)
    self.keys = keys
    self.held = held
    waiting = WaitingRows(references: cleanser.referenceCount)
    references = ReferenceCounts(references: cleanser.referenceCount)
    rows = batch.newRows()
    rejects = RejectRows(batch: batch.number)
    self.cleanser = cleanser
    self.batch = batch
    self.key = key
    self.rowSender = rowSender
    self.rejectSender = rejectSender
    self.database = database
  }

  @inline(__always) mutating func take(_ record: borrowing Record, _ text: RawSpan, _ raw: RawSpan) throws {
    let start = rows.byteCount
    switch cleanser.cleanse(record, text: text, into: &rows) {
    case .row:
      waiting.add(record, raw, row: start..<rows.byteCount, of: cleanser)
      if waiting.isFull || rows.isFull { try decide() }
    case .rejected(let why):
      rejects.add(
        line: record.line, offset: record.offset, column: why.column, item: why.item, rule: why.rule, bytes: raw,
        range: record.raw)
      if rejects.isFull { try rejectSender.send(rejects.take()) }
    case .filtered: break
    }
  }

  /// Sets the suspects among the waiting rows aside, counts the references of the others, and sends what is full.
  private mutating func decide() throws {
    var removed = 0
    for index in try keys.add(waiting.rows) {
      try hold(index, movedBy: removed)
      waiting.suspect(index)
      removed += waiting.rows[index].row.count
    }
    references.add(waiting)
    waiting.removeAll()
    if references.isFull { try sendReferences() }
    if rows.isFull { try rowSender.send(rows.take()) }
  }

  private mutating func hold(_ index: Int, movedBy removed: Int) throws {
    let row = waiting.rows[index]
    let place = row.row.lowerBound - removed..<row.row.upperBound - removed
    try held.add(
      HeldRow(
        line: row.line, offset: row.offset, row: rows.remove(place), raw: Array(waiting.raw[row.raw]),
        references: waiting.references(of: index), units: row.units, currency: row.currency))
  }

  /// settle, the part that needs no server: the first line of a key wins, the later ones are rejects. Then sends what
  /// is left. Answers what was counted, and which of the loaded rows were duplicates.
  mutating func finish() throws -> (Tally, duplicates: Tally.Term) {
    if !waiting.rows.isEmpty { try decide() }
    var repeats = try keys.repeats()[...]
    var duplicates = Tally.Term()
    while let row = try held.next() {
      if let known = repeats.first, known.line == Int64(row.line) {
        repeats.removeFirst()
        duplicates.rows += 1
        if row.currency >= 0 { duplicates.sums[cleanser.currency(row.currency), default: 0] += Int128(row.units) }
        try reject(row, first: Int(known.first))
      } else {
        rows.append(row: row.row)
        references.add(row.references)
        if references.isFull { try sendReferences() }
        if rows.isFull { try rowSender.send(rows.take()) }
      }
    }
    precondition(repeats.isEmpty, "a row whose key came before was not held back")
    if !references.isEmpty { try sendReferences() }
    if !rows.isEmpty { try rowSender.send(rows.take()) }
    if !rejects.isEmpty { try rejectSender.send(rejects.take()) }
    return (cleanser.tally, duplicates)
  }

  private mutating func reject(_ row: HeldRow, first: Int) throws {
    rejects.add(
      line: row.line, offset: row.offset, column: 0, item: key, rule: "duplicate", firstLine: first,
      bytes: unsafe row.raw.span.bytes, range: 0..<row.raw.count)
    if rejects.isFull { try rejectSender.send(rejects.take()) }
  }

  /// On the run's own connection, which has nothing else to do while rows are copied.
  private mutating func sendReferences() throws {
    var found = ReferenceRows(of: batch)
    try database.copyReferences(of: batch) { copy in
      try references.drain { tokens, count in
        found.add(tokens, count: count)
        if found.isFull { try copy.write(found.take()) }
      }
      if !found.isEmpty { try copy.write(found.take()) }
    }
  }
}
