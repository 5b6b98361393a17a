import Pipelines
import Tabular
import Testing

/// Each gate by itself: open on its bound, closed one beyond.
@Suite struct GateTests {
  private let date = BusinessDate("2025-11-20")!

  private func evidence(
    counted: Int = 1000, loaded: Int = 970, rejected: Int = 10, duplicate: Int = 20
  ) -> Gates.Evidence {
    Gates.Evidence(
      Equation(
        declaredRows: nil, declaredSum: nil, countedRows: counted,
        rows: .init(loaded: loaded, rejected: rejected, duplicate: duplicate, filtered: 0), sums: [:], scale: 2,
        unreadableRows: 0))
  }

  private func closed(_ gates: Gates, _ evidence: Gates.Evidence) -> Gates.Closed? {
    gates.firstClosed(for: evidence, on: date)
  }

  @Test func sharesAreExact() {
    var evidence = evidence()
    evidence.unresolved = 97
    #expect(closed(Gates(rejects: 10_000, duplicates: 20_000, unresolved: 100_000), evidence) == nil)
    #expect(closed(Gates(rejects: 9_999), evidence) == .rejects(10, of: 1000, allowed: 9_999))
    #expect(closed(Gates(duplicates: 19_999), evidence) == .duplicates(20, of: 1000, allowed: 19_999))
    #expect(closed(Gates(unresolved: 99_999), evidence) == .unresolved(97, of: 970, allowed: 99_999))
    #expect(
      closed(
        Gates(rejects: 0, duplicates: 0, unresolved: 0), self.evidence(counted: 0, loaded: 0, rejected: 0, duplicate: 0)
      )
        == nil, "of no rows nothing is a share")
  }

  @Test func volumeLooksBackAsFarAsDeclared() {
    let gates = Gates(volume: .init(deviation: 300_000, last: 2))
    var evidence = evidence()
    evidence.rowsBefore = [1000, 2000]
    #expect(closed(gates, evidence) == .volume(rows: 1000, mean: 1500, allowed: 300_000, isSameWeekday: false))
    evidence.rowsBefore = [1000, 1800, 9000]
    #expect(closed(gates, evidence) == nil)
    evidence.rowsBefore = [9000]
    #expect(closed(gates, evidence) == nil, "too little history to judge by")
  }

  @Test func freshnessIsOfTheNewestValue() {
    let gates = Gates(fresh: .init(item: "txn_time", days: 1))
    var evidence = evidence()
    #expect(closed(gates, evidence) == nil, "no row, no newest value")
    evidence.newest = BusinessDate("2025-11-19")!
    #expect(closed(gates, evidence) == nil)
    evidence.newest = BusinessDate("2025-11-18")!
    #expect(closed(gates, evidence) == .fresh(item: "txn_time", newest: BusinessDate("2025-11-18")!, days: 1))
  }

  @Test func aColumnThatIsNoLongerFilledIsNoticed() {
    let gates = Gates(missing: .init(points: 100_000, last: 2))
    var evidence = evidence()
    evidence.missing = ["memo": 500_000, "mobile": 300_000]
    evidence.missingBefore = ["memo": [400_000, 400_000], "mobile": [100_000]]
    #expect(closed(gates, evidence) == nil)
    evidence.missingBefore["mobile"] = [100_000, 200_000, 900_000]
    #expect(closed(gates, evidence) == .missing(item: "mobile", share: 300_000, mean: 150_000, allowed: 100_000))
    evidence.missing["mobile"] = 0
    #expect(
      closed(gates, evidence) == .missing(item: "mobile", share: 0, mean: 150_000, allowed: 100_000),
      "a column that is filled all at once has changed as well")
  }
}
