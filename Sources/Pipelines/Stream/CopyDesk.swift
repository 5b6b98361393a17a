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
  private var rising: RisingKeys?
  /// Where keys do not rise; nil while they do.
  private var keys: KeySpill?
  private let newSpill: () throws(StorageError) -> KeySpill
  private var held: HeldRows
  private var unresolved: Unresolved
  private var rows: BinaryRows
  private var rejects: RejectRows
  private let rowSender: RowSender
  private let rejectSender: RowSender
  /// Told of each reject besides, the duplicates last.
  private let onReject: ((RejectEntry) -> Void)?

  init(
    cleanser: consuming Cleanser, batch: Batch, key: String?, rows rowSender: RowSender,
    rejects rejectSender: RowSender, directory: Unresolved.Directory, scratchFolder: String,
    fileSize: Int, onReject: ((RejectEntry) -> Void)? = nil
  ) throws {
    let newSpill = { () throws(StorageError) in try KeySpill(scratchIn: scratchFolder, forFileOf: fileSize) }
    let held = try HeldRows(scratchIn: scratchFolder)
    cleanser.hashesKeys = !cleanser.hasTextKey
    let rising = cleanser.hashesKeys ? nil : try RisingKeys(scratchIn: scratchFolder)
    let keys = cleanser.hashesKeys ? try newSpill() : nil
    self.newSpill = newSpill
    self.held = held
    self.rising = rising
    self.keys = keys
    waiting = WaitingRows(references: cleanser.referenceCount)
    unresolved = Unresolved(targets: batch.targetOfReference, directory: directory)
    rows = batch.newRows()
    rejects = RejectRows(batch: batch.number)
    self.cleanser = cleanser
    self.batch = batch
    self.key = key
    self.rowSender = rowSender
    self.rejectSender = rejectSender
    self.onReject = onReject
  }

  @inline(__always) mutating func take(_ record: borrowing Record, _ text: RawSpan, _ raw: RawSpan) throws {
    let start = rows.byteCount
    switch cleanser.cleanse(record, text: text, into: &rows) {
    case .row:
      if cleanser.hashesKeys {
        waiting.add(record, raw, row: start..<rows.byteCount, of: &cleanser)
      } else {
        let place = try rising!.add(&cleanser, line: record.line)
        if place == .above {
          waiting.addReferences(of: &cleanser)
        } else {
          try holdStray(record, raw, row: start..<rows.byteCount)
          if place == .oneStrayTooMany { try hashFromNow() }
        }
      }
      if waiting.isFull || rows.isFull { try decide() }
    case .rejected(let why):
      rejects.add(
        line: record.line, offset: record.offset, column: why.column, item: why.item, rule: why.rule, bytes: raw,
        range: record.raw)
      if rejects.isFull { try rejectSender.send(rejects.take()) }
      if let onReject {
        onReject(
          RejectEntry(
            line: Int64(record.line), offset: Int64(record.offset), column: why.column, item: why.item, rule: why.rule))
      }
    case .filtered: break
    }
  }

  /// Sets a row aside whose key is not above all before it.
  private mutating func holdStray(_ record: borrowing Record, _ raw: RawSpan, row: Range<Int>) throws {
    let references = (0..<cleanser.referenceCount).map { cleanser.reference($0) }
    try held.add(
      HeldRow(
        line: record.line, offset: record.offset, row: rows.remove(row),
        raw: unsafe raw.withUnsafeBytes { unsafe Array($0[record.raw]) }, references: references,
        units: cleanser.rowUnits, currency: cleanser.rowCurrency))
  }

  /// The keys do not rise: from the next row on they are hashed, those so far with them.
  private mutating func hashFromNow() throws {
    try decide()
    var spill = try newSpill()
    try spill.take(&rising!) { cleanser.keyHash(ofText: $0) }
    keys = consume spill
    rising = nil
    cleanser.hashesKeys = true
  }

  /// Sets the suspects among the waiting rows aside, counts the references of the others, and sends what is full.
  private mutating func decide() throws {
    var removed = 0
    for index in try cleanser.hashesKeys ? keys!.add(waiting.rows) : [] {
      try hold(index, movedBy: removed)
      waiting.suspect(index)
      removed += waiting.rows[index].row.count
    }
    try unresolved.add(waiting)
    waiting.removeAll()
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

  /// settle: the first line of a key wins, the later ones are rejects; rows that refer to what nobody has delivered are
  /// counted. Then sends what is left. Answers what was counted, and which of the loaded rows were duplicates.
  mutating func finish() throws -> (Tally, duplicates: Tally.Term, unresolved: Int) {
    if !waiting.missing.isEmpty { try decide() }
    var repeats = try (cleanser.hashesKeys ? keys!.repeats() : rising!.repeats())[...]
    var duplicates = Tally.Term()
    while let row = try held.next() {
      if let known = repeats.first, known.line == Int64(row.line) {
        repeats.removeFirst()
        duplicates.rows += 1
        if row.currency >= 0 { duplicates.sums[cleanser.currency(row.currency), default: 0] += Int128(row.units) }
        try reject(row, first: Int(known.first))
      } else {
        rows.append(row: row.row)
        try unresolved.add(row.references)
        if rows.isFull { try rowSender.send(rows.take()) }
      }
    }
    precondition(repeats.isEmpty, "a row whose key came before was not held back")
    if !rows.isEmpty { try rowSender.send(rows.take()) }
    if !rejects.isEmpty { try rejectSender.send(rejects.take()) }
    return (cleanser.tally, duplicates, try unresolved.finish())
  }

  private mutating func reject(_ row: HeldRow, first: Int) throws {
    rejects.add(
      line: row.line, offset: row.offset, column: 0, item: key, rule: "duplicate", firstLine: first,
      bytes: unsafe row.raw.span.bytes, range: 0..<row.raw.count)
    if rejects.isFull { try rejectSender.send(rejects.take()) }
    if let onReject {
      onReject(
        RejectEntry(
          line: Int64(row.line), offset: Int64(row.offset), column: 0, item: key, rule: "duplicate",
          firstLine: Int64(first)))
    }
  }
}
