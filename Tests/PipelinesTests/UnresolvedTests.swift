import Golden
import Synchronization
import Testing

@testable import Pipelines

@Suite struct UnresolvedTests {
  /// Against a look at each row by itself: two references to one target and one to another, among few tokens and many,
  /// asked about often and once; what is missing differs from a token of 0.
  @Test(arguments: [50, 20_000], [(100, true), (100, false), (1 << 17, true), (1 << 17, false)])
  func countsWhatALookAtEachRowCounts(tokens: Int, _ asking: (patience: Int, isAllGiven: Bool)) throws {
    var dice = Dice(state: 7)
    let delivered = (0..<2).map { _ in
      Set(
        (0..<tokens).filter { _ in Int.random(in: 0..<10, using: &dice) > 0 }.map { Int64($0) &* 0x1E37_79B9_7F4A_7C15 }
      )
    }
    let asked = Mutex<[[Int64]]>([[], []])
    var unresolved = Unresolved(
      targets: [0, 1, 0], patience: asking.patience,
      directory: .init {
        delivered.map { asking.isAllGiven ? Array($0) : [] }
      } unknown: { question in
        asked.withLock { for target in 0..<2 { $0[target] += question[target] } }
        return (0..<2).map { Set(question[$0]).subtracting(delivered[$0]) }
      })
    var expected = 0
    for _ in 0..<60_000 {
      let row: [Int64?] = (0..<3).map { _ in
        let token = Int64.random(in: 0..<Int64(tokens), using: &dice) &* 0x1E37_79B9_7F4A_7C15
        return Int.random(in: 0..<12, using: &dice) == 0 ? nil : token
      }
      try unresolved.add(row)
      let isUnknown = zip(row, [0, 1, 0]).contains { token, target in
        token.map { !delivered[target].contains($0) } ?? false
      }
      expected += isUnknown ? 1 : 0
    }
    let counted = try unresolved.finish()
    #expect(counted == expected)
    let questions = asked.withLock { $0 }
    for target in 0..<2 {
      // 0 is never remembered as known, and so may be asked about again.
      let tokens = questions[target].filter { $0 != 0 }
      #expect(tokens.count == Set(tokens).count)
    }
  }

  /// A file with more unknown tokens than are remembered, and more known ones than the table holds.
  @Test func forgettingChangesNoCount() throws {
    var unresolved = Unresolved(
      targets: [0], patience: 1000,
      directory: .init {
        [[]]
      } unknown: { question in
        [Set(question[0].filter { $0 % 3 == 1 })]
      })
    let tokens = 900_000
    for _ in 0..<2 {
      for token in 0..<tokens { try unresolved.add([Int64(token)]) }
    }
    #expect(try unresolved.finish() == tokens / 3 * 2)
  }

  @Test func noReferenceAsksNobody() throws {
    var unresolved = Unresolved(
      targets: [],
      directory: .init {
        Issue.record("asked")
        return []
      } unknown: { _ in
        Issue.record("asked")
        return []
      })
    try unresolved.add([])
    #expect(try unresolved.finish() == 0)
  }
}
