import Cleansing
import Testing

@testable import Pipelines

@Suite struct KeySpillTests {
  /// Against a plain dictionary, with enough rows that every partition spills several pages; and with a filter far too
  /// small for them, so that most rows are suspects.
  @Test(arguments: [0, 1, 700, 200_000], [1, 100_000_000])
  func findsWhatASetFinds(rows: Int, bytes: Int) throws {
    var state: UInt64 = 42
    var spill = try KeySpill(scratchIn: "/tmp", forFileOf: bytes)
    var first: [KeyHash: Int64] = [:]
    var expected: [KeySpill.Repeat] = []
    var suspects: Set<Int64> = []
    for line in 1...max(1, rows) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = (state >> 33) % UInt64(max(1, rows) * 4)
      let key = KeyHash(high: number &* 0x9E37_79B9_7F4A_7C15, low: number &* 0xBF58_476D_1CE4_E5B9)
      let row = WaitingRow(key: key, line: line, offset: 0, row: 0..<0, raw: 0..<0, units: 0, currency: -1)
      if try spill.add([row]) == [0] { suspects.insert(Int64(line)) }
      if let before = first[key] {
        expected.append(KeySpill.Repeat(first: before, line: Int64(line)))
      } else {
        first[key] = Int64(line)
      }
    }
    #expect(try spill.repeats() == expected)
    #expect(expected.allSatisfy { suspects.contains($0.line) })
    if rows > 1000 { #expect(!expected.isEmpty) }
    if rows > 1000, bytes == 1 { #expect(suspects.count > rows / 2) }
  }

  @Test func saysWhereItCannotWrite() {
    #expect(throws: StorageError.self) { _ = try KeySpill(scratchIn: "/nowhere/at/all", forFileOf: 1) }
  }
}

@Suite struct HeldRowsTests {
  /// More rows than fit its buffer come back as they went in.
  @Test func whatIsHeldComesBack() throws {
    let rows = (0..<20_000).map { number in
      HeldRow(
        line: number, offset: number * 7, row: Array("row \(number)".utf8),
        raw: Array(repeating: 0xB0, count: number % 90),
        references: [Int64(number), nil, .min].suffix(number % 4), units: Int64(-number), currency: number % 3 - 1)
    }
    var held = try HeldRows(scratchIn: "/tmp")
    for row in rows { try held.add(row) }
    var back: [HeldRow] = []
    while let row = try held.next() { back.append(row) }
    #expect(back == rows)
  }
}

@Suite struct ReferenceCountsTests {
  /// Against a plain dictionary, past several growths; what is missing differs from a token of 0.
  @Test(arguments: [1, 2, 3])
  func countsWhatADictionaryCounts(width: Int) {
    var state: UInt64 = 7
    var counts = ReferenceCounts(references: width)
    var expected: [[Int64?]: Int64] = [:]
    for _ in 0..<60_000 {
      let tokens: [Int64?] = (0..<width).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let number = Int64(state >> 33) % 100
        return number == 7 ? nil : number == 8 ? 0 : number &* 0x1E37_79B9_7F4A_7C15
      }
      counts.add(tokens)
      expected[tokens, default: 0] += 1
    }
    let tokens = (0..<width).map { reference in Set(expected.keys.compactMap { $0[reference] }) }
    let asked = counts.unasked().map { Set($0) }
    #expect(asked == tokens)
    let again = counts.unasked().joined().count
    #expect(again == 0)
    for chosen in [tokens, tokens.map { Set($0.prefix(3)) }, tokens.map { _ in [0] }, tokens.map { _ in [] }] {
      let named = expected.filter { row in zip(row.key, chosen).contains { $0.map($1.contains) ?? false } }
      let rows = counts.rows(naming: chosen)
      #expect(rows == Int(named.values.reduce(0, +)))
    }
    counts.removeAll()
    let isEmpty = counts.isEmpty
    #expect(isEmpty)
  }
}
