import Cleansing
import Tabular

/// A clean row in the message at hand, of which it is not known yet whether its key is new.
struct WaitingRow {
  var key: KeyHash
  var line: Int
  /// Byte offset of the record in the content.
  var offset: Int
  /// Where the row lies in the message.
  var row: Range<Int>
  /// Where the record's delivered bytes lie in `WaitingRows.raw`.
  var raw: Range<Int>
  /// Its part in the equation: units, and the cleanser's number of the currency.
  var units: Int64
  var currency: Int
}

/// Rows that are decided on together.
///
/// A look at a table that is larger than the caches waits for memory, a hundred times longer than a row's own work
/// between two such looks lets it overlap; looks at many places one after the other all wait at once.
struct WaitingRows {
  static let limit = 256

  /// Empty where keys rise: then all there is of a row is what it refers to.
  private(set) var rows: [WaitingRow] = []
  /// What the rows refer to, `references` for each row; 0 where `missing` has the reference's bit.
  private(set) var tokens: [Int64] = []
  private(set) var missing: [UInt16] = []
  private(set) var raw: [UInt8] = []
  let references: Int

  init(references: Int) {
    precondition(references <= 16, "an asset with more references than a row has bits for")
    self.references = references
    rows.reserveCapacity(Self.limit)
    tokens.reserveCapacity(Self.limit * references)
    missing.reserveCapacity(Self.limit)
  }

  /// Delivered bytes of long records are a reason too.
  var isFull: Bool { missing.count >= Self.limit || raw.count >= 1 << 20 }

  @inline(__always) mutating func add(
    _ record: borrowing Record, _ bytes: RawSpan, row: Range<Int>, of cleanser: inout Cleanser
  ) {
    let start = raw.count
    unsafe bytes.withUnsafeBytes { unsafe raw.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[record.raw])) }
    rows.append(
      WaitingRow(
        key: cleanser.keyHash, line: record.line, offset: record.offset, row: row, raw: start..<raw.count,
        units: cleanser.rowUnits, currency: cleanser.rowCurrency))
    addReferences(of: &cleanser)
  }

  /// A row whose key is known to be new.
  @inline(__always) mutating func addReferences(of cleanser: inout Cleanser) {
    var missing: UInt16 = 0
    for index in 0..<references {
      let token = cleanser.reference(index)
      if token == nil { missing |= 1 << UInt16(index) }
      tokens.append(token ?? 0)
    }
    self.missing.append(missing)
  }

  /// What a suspect refers to does not count, before it is known to be no duplicate.
  mutating func suspect(_ index: Int) { missing[index] = .max }

  /// What the row refers to; nil where it has no such reference.
  func references(of index: Int) -> [Int64?] {
    (0..<references).map { missing[index] >> UInt16($0) & 1 == 0 ? tokens[index * references + $0] : nil }
  }

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    missing.removeAll(keepingCapacity: true)
    raw.removeAll(keepingCapacity: true)
  }
}
