package import Tabular

/// Rows in PostgreSQL's binary COPY format, gathered into messages of about 60 KB.
///
/// The format is in the server's manual under COPY: for each row a 16-bit count of fields, for each field a 32-bit
/// length and its bytes, all big-endian; a length of -1 is NULL. One buffer, used again and again: no allocation for
/// a value.
@safe package struct BinaryRows: ~Copyable {
  @usableFromInline var buffer: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  /// Bytes of ended rows and of the row being written.
  @usableFromInline var end = 0
  /// Where the row being written began.
  @usableFromInline var start = 0
  @usableFromInline var fields = 0
  @usableFromInline let columns: Int
  /// Ended rows not yet taken.
  @usableFromInline package internal(set) var rows = 0

  /// A message: below libpq's favourite size, so that one more row seldom passes it.
  package static let messageSize = 60 * 1024

  package init(columns: Int) {
    precondition(1...1600 ~= columns)
    self.columns = columns
    capacity = BinaryRows.messageSize + 8 * 1024
    unsafe buffer = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { unsafe buffer.deallocate() }

  /// Time to send.
  @inlinable package var isFull: Bool { start >= 60 * 1024 }
  package var isEmpty: Bool { start == 0 }

  /// Lends the ended rows.
  package borrowing func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try body(unsafe RawSpan(_unsafeStart: UnsafeRawPointer(buffer), byteCount: start))
  }

  /// Hands out the ended rows as a message and begins anew.
  package mutating func take() -> [UInt8] {
    precondition(end == start, "a row is still open")
    let source = unsafe UnsafeRawBufferPointer(start: buffer, count: start)
    let message = unsafe [UInt8](source)
    removeAll()
    return message
  }

  package mutating func removeAll() {
    precondition(end == start, "a row is still open")
    (start, end, rows) = (0, 0, 0)
  }

  /// How many bytes the ended rows have.
  @inlinable package var byteCount: Int { start }

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

  /// Room for `size` more bytes, and for 16 behind them that a wide store may touch.
  @inlinable @inline(__always) mutating func reserve(_ size: Int) {
    if end + size + 16 > capacity { grow(size) }
  }

  @usableFromInline @inline(never) mutating func grow(_ size: Int) {
    let wanted = max(capacity * 2, end + size + 16)
    let wider = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
    unsafe wider.copyMemory(from: buffer, byteCount: end)
    unsafe buffer.deallocate()
    unsafe buffer = wider
    capacity = wanted
  }

  /// Copies a text behind the end, where there is room for it. Most are shorter than a call of `memcpy` is worth: they
  /// go as words, the last of which may overlap the one before.
  @inlinable @inline(__always) func copy(_ source: UnsafeRawPointer, _ count: Int) {
    let target = unsafe buffer + end
    if count > 40 {
      unsafe target.copyMemory(from: source, byteCount: count)
    } else if count >= 8 {
      var at = 0
      while at + 8 <= count {
        unsafe move(source, target, at, UInt64.self)
        at += 8
      }
      unsafe move(source, target, count - 8, UInt64.self)
    } else if count >= 4 {
      unsafe move(source, target, 0, UInt32.self)
      unsafe move(source, target, count - 4, UInt32.self)
    } else {
      for at in 0..<count { unsafe move(source, target, at, UInt8.self) }
    }
  }

  @inlinable @inline(__always) func move<T: FixedWidthInteger & BitwiseCopyable>(
    _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ at: Int, _: T.Type
  ) {
    unsafe target.storeBytes(of: source.loadUnaligned(fromByteOffset: at, as: T.self), toByteOffset: at, as: T.self)
  }

  @inlinable @inline(__always) mutating func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    unsafe buffer.storeBytes(of: value.bigEndian, toByteOffset: end, as: T.self)
    end += MemoryLayout<T>.size
  }
}

extension BinaryRows: RowWriter {
  @inlinable package mutating func beginRow() {
    reserve(2)
    fields = 0
    put(Int16(truncatingIfNeeded: columns))
  }

  @inlinable package mutating func endRow() {
    precondition(fields == columns, "a row with another number of values than its table has columns")
    start = end
    rows += 1
  }

  @inlinable package mutating func abandonRow() { end = start }

  @inlinable package mutating func null() {
    reserve(4)
    put(Int32(-1))
    fields += 1
  }

  @inlinable package mutating func boolean(_ value: Bool) {
    reserve(5)
    put(Int32(1))
    put(UInt8(value ? 1 : 0))
    fields += 1
  }

  @inlinable package mutating func integer(_ value: Int64) {
    reserve(12)
    put(Int32(8))
    put(value)
    fields += 1
  }

  /// 32-bit integer column; the marts have none, the ledger has.
  package mutating func smallInteger(_ value: Int32) {
    reserve(8)
    put(Int32(4))
    put(value)
    fields += 1
  }

  @inlinable package mutating func date(_ value: BusinessDate) {
    reserve(8)
    put(Int32(4))
    put(value.daysSince2000)
    fields += 1
  }

  @inlinable package mutating func timestamp(_ microseconds: Int64) { integer(microseconds) }

  @inlinable package mutating func text(_ span: RawSpan, _ range: Range<Int>) {
    reserve(4 + range.count)
    put(Int32(truncatingIfNeeded: range.count))
    precondition(range.lowerBound >= 0 && range.upperBound <= span.byteCount, "a range outside its text")
    unsafe span.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      unsafe copy(base + range.lowerBound, range.count)
    }
    end += range.count
    fields += 1
  }

  /// The same bytes do for `bytea`.
  package mutating func text(_ value: String) {
    let utf8 = Array(value.utf8)
    text(unsafe utf8.span.bytes, 0..<utf8.count)
  }
}
