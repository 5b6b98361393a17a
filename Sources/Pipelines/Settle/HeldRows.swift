import Glibc
import Tabular

/// A clean row whose key may have come before, kept until that is known.
struct HeldRow: Hashable {
  var line: Int
  /// Byte offset of the record in the content.
  var offset: Int
  /// As `BinaryRows` encoded it.
  var row: [UInt8]
  /// The record's bytes as delivered.
  var raw: [UInt8]
  /// Its tokens, one for each reference of the asset.
  var references: [Int64?]
  /// Its part in the equation: units, and the cleanser's number of the currency; -1 where there is no balance item.
  var units: Int64
  var currency: Int
}

/// Rows held back, in the order of the file. They wait in a scratch file, so that a file full of them costs no memory.
struct HeldRows: ~Copyable {
  private var file: ScratchFile
  private var gathered: [UInt8] = []
  /// How far they have been handed over.
  private var at = 0
  private static let bufferSize = 1 << 18

  init(scratchIn folder: String) throws(StorageError) { file = try ScratchFile(in: folder) }

  mutating func add(_ row: HeldRow) throws(StorageError) {
    var frame: [UInt8] = []
    frame.put(row.line)
    frame.put(row.offset)
    frame.put(row.row)
    frame.put(row.raw)
    frame.put(row.references.count)
    for token in row.references {
      frame.put(token == nil ? 0 : 1)
      frame.put(Int(token ?? 0))
    }
    frame.put(Int(row.units))
    frame.put(row.currency)
    gathered.put(frame)
    if gathered.count >= Self.bufferSize { try spill() }
  }

  private mutating func spill() throws(StorageError) {
    try unsafe gathered.withUnsafeBufferPointer { (bytes) throws(StorageError) in
      _ = try unsafe file.append(UnsafeRawBufferPointer(bytes))
    }
    gathered.removeAll(keepingCapacity: true)
  }

  /// Hands over the rows one by one, in the order they were added; after the first no more are added.
  mutating func next() throws(StorageError) -> HeldRow? {
    if !gathered.isEmpty { try spill() }
    if at == file.end { return nil }
    var length = FrameCursor(try read(8))
    var frame = FrameCursor(try read(length.integer()))
    return frame.row()
  }

  private mutating func read(_ count: Int) throws(StorageError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try unsafe bytes.withUnsafeMutableBufferPointer { (all) throws(StorageError) in
      try unsafe file.read(at: at, into: UnsafeMutableRawBufferPointer(all))
    }
    at += count
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func put(_ value: Int) {
    unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
  }

  fileprivate mutating func put(_ bytes: [UInt8]) {
    put(bytes.count)
    append(contentsOf: bytes)
  }
}

/// Reads back what was put into a frame.
private struct FrameCursor {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func integer() -> Int {
    defer { at += 8 }
    return (0..<8).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) }
  }

  mutating func text() -> [UInt8] {
    let count = integer()
    defer { at += count }
    return Array(bytes[at..<at + count])
  }

  mutating func row() -> HeldRow {
    let (line, offset) = (integer(), integer())
    let (row, raw) = (text(), text())
    var references: [Int64?] = []
    for _ in 0..<integer() {
      let isThere = integer() == 1
      let token = Int64(integer())
      references.append(isThere ? token : nil)
    }
    return HeldRow(
      line: line, offset: offset, row: row, raw: raw, references: references, units: Int64(integer()),
      currency: integer())
  }
}
