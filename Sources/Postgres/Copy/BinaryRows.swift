package import Tabular

/// Rows in PostgreSQL's binary COPY format, gathered into messages of about 56 KB.
///
/// The format is in the server's manual under COPY: for each row a 16-bit count of fields, for each field a 32-bit
/// length and its bytes, all big-endian; a length of -1 is NULL. No allocation for a value, one for a message.
@safe package struct BinaryRows: ~Copyable {
  private var buffer: UnsafeMutableRawPointer
  private var capacity: Int
  /// Bytes of ended rows and of the row being written.
  var end = 0
  /// Where the row being written began.
  var start = 0
  /// Values of a row that is written one by one.
  var fields = 0
  let columns: Int
  /// Ended rows not yet taken.
  package internal(set) var rows = 0

  /// A message: below libpq's favourite size, so that one more row seldom passes it. libpq sends whole blocks of 8 KB and
  /// keeps the rest; of messages a little below seven blocks it sends each at once, in one call.
  package static let messageSize = 56 * 1024

  package init(columns: Int) {
    precondition(1...1600 ~= columns)
    self.columns = columns
    capacity = BinaryRows.messageSize + 8 * 1024
    unsafe buffer = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { unsafe buffer.deallocate() }

  /// Time to send.
  package var isFull: Bool { start >= BinaryRows.messageSize - 512 }
  package var isEmpty: Bool { start == 0 }

  /// Lends the ended rows.
  package borrowing func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try body(unsafe RawSpan(_unsafeStart: UnsafeRawPointer(buffer), byteCount: start))
  }

  /// Hands out the ended rows as a message, memory and all, and begins anew.
  package mutating func take() -> CopyMessage {
    precondition(end == start, "a row is still open")
    let message = unsafe CopyMessage(buffer, count: start)
    capacity = BinaryRows.messageSize + 8 * 1024
    unsafe buffer = .allocate(byteCount: capacity, alignment: 16)
    removeAll()
    return message
  }

  package mutating func removeAll() {
    precondition(end == start, "a row is still open")
    (start, end, rows) = (0, 0, 0)
  }

  /// How many bytes the ended rows have.
  package var byteCount: Int { start }

  /// Takes back the ended row that lies in `range`, to be appended later or never; those behind it move up.
  package mutating func remove(_ range: Range<Int>) -> [UInt8] {
    precondition(end == start && range.lowerBound >= 0 && range.upperBound <= end, "a row that is not here")
    let row = unsafe [UInt8](UnsafeRawBufferPointer(start: buffer + range.lowerBound, count: range.count))
    unsafe (buffer + range.lowerBound).copyMemory(from: buffer + range.upperBound, byteCount: end - range.upperBound)
    end -= range.count
    (start, rows) = (end, rows - 1)
    return row
  }

  /// Appends a row that `remove` handed out.
  package mutating func append(row: [UInt8]) {
    precondition(end == start, "a row is still open")
    reserve(row.count)
    unsafe row.withUnsafeBytes { source in
      if let base = source.baseAddress { unsafe (buffer + end).copyMemory(from: base, byteCount: row.count) }
    }
    end += row.count
    (start, rows) = (end, rows + 1)
  }

  static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
  static let trailer: [UInt8] = [0xFF, 0xFF]

  /// Room for `size` more bytes, and for those behind them that a wide store may touch.
  @inline(__always) mutating func reserve(_ size: Int) {
    if end + size + BinaryCursor.slack > capacity { grow(size) }
  }

  @inline(never) private mutating func grow(_ size: Int) {
    let wanted = max(capacity * 2, end + size + BinaryCursor.slack)
    let wider = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
    unsafe wider.copyMemory(from: buffer, byteCount: end)
    unsafe buffer.deallocate()
    unsafe buffer = wider
    capacity = wanted
  }

  @inline(__always) var cursor: BinaryCursor {
    get { unsafe BinaryCursor(buffer + end) }
    set { end = unsafe newValue.at - buffer }
  }
}

extension BinaryRows: RowWriter {
  package mutating func write(_ row: Span<RowValue>) {
    precondition(row.count == columns, "a row with another number of values than its table has columns")
    // Room for everything but texts, which ask for their own.
    reserve(2 + BinaryCursor.largest * row.count)
    var out = cursor
    var room = capacity - end - 2 - BinaryCursor.largest * row.count - BinaryCursor.slack
    out.put(Int16(truncatingIfNeeded: columns))
    for index in row.indices {
      switch row[index] {
      case .null: out.null()
      case .boolean(let value): out.boolean(value)
      case .integer(let value), .timestamp(let value): out.integer(value)
      case .decimal(let units, let scale): out.decimal(units, scale: Int(scale))
      case .date(let value): out.date(value)
      case .text(let bytes):
        unsafe room -= bytes.count
        if room < 0 {
          cursor = out
          unsafe grow(bytes.count + BinaryCursor.largest * row.count)
          out = cursor
          room = unsafe capacity - end - BinaryCursor.slack - BinaryCursor.largest * row.count - bytes.count
        }
        unsafe out.text(bytes)
      }
    }
    cursor = out
    start = end
    rows += 1
  }
}
