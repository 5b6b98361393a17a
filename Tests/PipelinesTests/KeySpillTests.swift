import Testing

@testable import Pipelines

@Suite struct KeySpillTests {
  /// Against a plain dictionary, with enough rows that every partition spills several pages.
  @Test(arguments: [0, 1, 700, 200_000])
  func findsWhatASetFinds(rows: Int) throws {
    var state: UInt64 = 42
    var spill = try KeySpill(scratchIn: "/tmp")
    var first: [UInt64: Int64] = [:]
    var expected: [KeySpill.Candidate] = []
    for line in 1...max(1, rows) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var hash = (state >> 33) % UInt64(max(1, rows) * 4)
      hash = (hash &* 0x9E37_79B9_7F4A_7C15) | 1
      try spill.add(hash, line: Int64(line))
      if let before = first[hash] {
        expected.append(KeySpill.Candidate(first: before, line: Int64(line)))
      } else {
        first[hash] = Int64(line)
      }
    }
    let candidates = try spill.candidates()
    #expect(candidates == expected)
    if rows > 1000 { #expect(!expected.isEmpty) }
  }

  @Test func saysWhereItCannotWrite() {
    #expect(throws: ScratchError.self) { _ = try KeySpill(scratchIn: "/nowhere/at/all") }
  }
}
