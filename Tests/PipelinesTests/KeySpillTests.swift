import Cleansing
import Golden
import Tabular
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
    var expected: [KeyRepeat] = []
    var suspects: Set<Int64> = []
    for line in 1...max(1, rows) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = (state >> 33) % UInt64(max(1, rows) * 4)
      let key = KeyHash(high: number &* 0x9E37_79B9_7F4A_7C15, low: number &* 0xBF58_476D_1CE4_E5B9)
      let row = WaitingRow(key: key, line: line, offset: 0, row: 0..<0, raw: 0..<0, units: 0, currency: -1)
      if try spill.add([row]) == [0] { suspects.insert(Int64(line)) }
      if let before = first[key] {
        expected.append(KeyRepeat(first: before, line: Int64(line)))
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

@Suite struct RisingKeysTests {
  /// Against a plain dictionary: keys that rise but for one in so many, short and long, some of them as before; then
  /// handed to `KeySpill` in the middle of the file.
  @Test(arguments: [2, 50, 10_000])
  func findsWhatASetFinds(oneStrayIn: Int) throws {
    var dice = Dice(state: 11)
    var rising = try RisingKeys(scratchIn: "/tmp")
    var spill = try KeySpill(scratchIn: "/tmp", forFileOf: 1 << 20)
    var (first, expected, highest) = ([[UInt8]: Int](), [KeyRepeat](), [UInt8]())
    var (line, number, strays, wrong) = (0, 0, 0, 0)
    var numbers: [Int] = []
    func hash(_ key: RawSpan) -> KeyHash {
      let hash = unsafe key.withUnsafeBytes {
        unsafe $0.reduce(UInt64(7)) { ($0 ^ UInt64($1)) &* 0x9E37_79B9_7F4A_7C15 }
      }
      return KeyHash(high: hash, low: hash &* 0xBF58_476D_1CE4_E5B9)
    }
    func next() -> [UInt8] {
      line += Int.random(in: 0..<20, using: &dice) == 0 ? Int.random(in: 1..<100_000, using: &dice) : 1
      let isStray = Int.random(in: 0..<oneStrayIn, using: &dice) == 0
      if !isStray { number += Int.random(in: 1..<300, using: &dice) }
      if !isStray { numbers.append(number) }
      let isKnown = isStray && Bool.random(using: &dice)
      let value =
        isKnown ? numbers.randomElement(using: &dice) ?? 0 : isStray ? Int.random(in: 0...number, using: &dice) : number
      let key = Array("P\(value + 1_000_000_000)".utf8) + Array(repeating: UInt8(ascii: "x"), count: value % 9)
      if let before = first[key] {
        expected.append(KeyRepeat(first: Int64(before), line: Int64(line)))
      } else {
        first[key] = line
      }
      return key
    }
    for _ in 0..<40_000 {
      let key = next()
      let isAbove = highest.lexicographicallyPrecedes(key)
      let place = try rising.add(key.span.bytes, line: line)
      if (place == .above) != isAbove || oneStrayIn > 2 && place == .oneStrayTooMany { wrong += 1 }
      if isAbove { highest = key } else { strays += 1 }
    }
    #expect(rising.strays.count == strays)
    #expect(wrong == 0)
    let found = try rising.repeats()
    #expect(found == expected)
    #expect(!expected.isEmpty)

    try spill.take(&rising, hash: hash)
    for _ in 0..<20_000 {
      let row = WaitingRow(
        key: hash(next().span.bytes), line: line, offset: 0, row: 0..<0, raw: 0..<0, units: 0, currency: -1)
      _ = try spill.add([row])
    }
    #expect(try spill.repeats() == expected)
  }

  @Test func aKeyTooLongForTheLogIsAStray() throws {
    var rising = try RisingKeys(scratchIn: "/tmp")
    let (short, long) = ([UInt8](repeating: 0x61, count: 255), [UInt8](repeating: 0x62, count: 256))
    #expect(try rising.add(short.span.bytes, line: 1) == .above)
    #expect(try rising.add(long.span.bytes, line: 2) == .stray)
    #expect(try rising.add(long.span.bytes, line: 3) == .stray)
    #expect(try rising.repeats() == [KeyRepeat(first: 2, line: 3)])
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
