import Feeds
import Testing

@Suite struct BackoffTests {
  private func waits(_ limits: FetchLimits, _ asked: [Int?]) -> [Int] {
    var backoff = Backoff(limits)
    return asked.map { backoff.next(asked: $0) }
  }

  @Test func doublesWithChanceWithinItsBounds() {
    for seed in 0..<500 as Range<UInt64> {
      let limits = FetchLimits(backoff: 500, longestWait: 6_000, seed: seed)
      let waits = waits(limits, Array(repeating: nil, count: 8))
      for (wait, longest) in zip(waits, [500, 1_000, 2_000, 4_000, 6_000, 6_000, 6_000, 6_000]) {
        #expect(wait >= longest / 2 && wait <= longest)
      }
    }
  }

  @Test func isTheSameForTheSameSeedAndSpreadOverOthers() {
    let first = (0..<200 as Range<UInt64>).map { waits(FetchLimits(seed: $0), [nil])[0] }
    #expect(first == (0..<200 as Range<UInt64>).map { waits(FetchLimits(seed: $0), [nil])[0] })
    #expect(Set(first).count > 100)
    #expect(first.reduce(0, +) / 200 > 330 && first.reduce(0, +) / 200 < 420)
    let chance = Set((0..<20).map { _ in waits(FetchLimits(), [nil])[0] })
    #expect(chance.count > 1)
  }

  @Test func neverComesBackBeforeItIsAsked() {
    let limits = FetchLimits(backoff: 100, longestWait: 5_000, seed: 7)
    #expect(waits(limits, [3_000, 9_000])[0] == 3_000)
    #expect(waits(limits, [3_000, 9_000])[1] == 5_000)
    #expect(waits(limits, [1])[0] >= 50)
  }
}
