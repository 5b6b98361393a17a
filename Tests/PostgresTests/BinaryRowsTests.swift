import Tabular
import Testing

@testable import Postgres

/// The bytes of the binary COPY format, held against the server's manual; the server itself reads them in the
/// warehouse's tests.
@Suite struct BinaryRowsTests {
  @Test func aRowOfEachType() {
    var rows = BinaryRows(columns: 6)
    rows.beginRow()
    rows.integer(-2)
    rows.boolean(true)
    rows.date(BusinessDate("2000-01-02")!)
    rows.null()
    rows.text("粮")
    rows.smallInteger(258)
    rows.endRow()
    #expect(
      hex(rows.take().bytes) == "0006 00000008 fffffffffffffffe 00000001 01 00000004 00000001 ffffffff 00000003 e7b2ae "
        .replacing(" ", with: "") + "0000000400000102")
  }

  /// Number, scale, and the digits to base 10,000 as the server writes them: count, weight, sign, scale, digits.
  @Test(arguments: [
    (0, 2, "0000 0000 0000 0002"), (1, 0, "0001 0000 0000 0000 0001"), (-1, 2, "0001 ffff 4000 0002 0064"),
    (123_456, 2, "0002 0000 0000 0002 04d2 15e0"), (100_000_000, 2, "0001 0001 0000 0002 0064"),
    (10_000, 4, "0001 0000 0000 0004 0001"), (5, 6, "0001 fffe 0000 0006 01f4"),
    (Int64.max, 0, "0005 0004 0000 0000 039a 0d2c 0170 1565 16af"),
  ])
  func decimals(units: Int64, scale: Int, digits: String) {
    var rows = BinaryRows(columns: 1)
    rows.beginRow()
    rows.decimal(units, scale: scale)
    rows.endRow()
    let text = hex(rows.take().bytes)
    #expect(text.dropFirst(12) == digits.replacing(" ", with: ""))
  }

  @Test func anAbandonedRowIsForgotten() {
    var rows = BinaryRows(columns: 2)
    rows.beginRow()
    rows.text("gone")
    rows.abandonRow()
    let emptied = rows.isEmpty
    #expect(emptied)
    rows.beginRow()
    rows.null()
    rows.null()
    rows.endRow()
    #expect(hex(rows.take().bytes) == "0002ffffffffffffffff")
    let rest = rows.take().bytes
    #expect(rest.isEmpty)
  }

  @Test func aRowLongerThanAMessageFits() {
    var rows = BinaryRows(columns: 1)
    for size in [1, 70_000, 1_000_000] {
      let bytes = [UInt8](repeating: 0x61, count: size)
      rows.beginRow()
      rows.text(unsafe bytes.span.bytes, 0..<size)
      rows.endRow()
    }
    let (full, count) = (rows.isFull, rows.rows)
    #expect(full && count == 3)
    let message = rows.take().bytes
    #expect(message.count == 1_070_001 + 3 * 6)
    let fullAgain = rows.isFull
    #expect(!fullAgain)
  }

  private func hex(_ bytes: [UInt8]) -> String { Fingerprint(bytes).description }

  /// Short texts are copied as words that may overlap: every length comes out as it went in.
  @Test func textsOfEveryLength() {
    let text = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
    for length in 0...100 {
      var rows = BinaryRows(columns: 2)
      rows.beginRow()
      rows.text(unsafe text.span.bytes, 3..<3 + length)
      rows.boolean(true)
      rows.endRow()
      #expect(Array(rows.take().bytes.dropFirst(6)) == Array(text[3..<3 + length]) + [0, 0, 0, 1, 1])
    }
  }

  /// A row in the middle is taken back, and appended again at the end.
  @Test func aRowIsTakenBack() {
    var rows = BinaryRows(columns: 1)
    var ends = [0]
    for number in 1...3 {
      rows.beginRow()
      rows.integer(Int64(number))
      rows.endRow()
      ends.append(rows.byteCount)
    }
    let second = rows.remove(ends[1]..<ends[2])
    let left = rows.rows
    rows.append(row: second)
    let count = rows.rows
    #expect(left == 2 && count == 3)
    let numbers = Array(rows.take().bytes).enumerated().filter { $0.offset % 14 == 13 }.map(\.element)
    #expect(numbers == [1, 3, 2])
  }
}

extension CopyMessage {
  fileprivate var bytes: [UInt8] {
    withBytes { span in span.byteOffsets.map { span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) } }
  }
}
