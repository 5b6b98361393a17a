import Tabular
import Testing

@testable import SampleBank

/// Breaks that are put in on purpose.
@Suite struct BreakTests {
  private static let dates = (days: 3, last: BusinessDate(daysSince2000: 9455))

  private func bank(seed: UInt64 = 7, dirt: Double = 0, breaks: Int) throws -> Bank {
    try Bank(days: Self.dates.days, customers: 120, seed: seed, dirt: dirt, last: Self.dates.last, breaks: breaks)
  }

  /// Line by line, the only records that differ from those of the same bank without breaks are those the key names, and
  /// later records of what stays wrong.
  @Test func onlyTheNamedRecordsAreOthers() throws {
    let (right, wrong) = (try bank(breaks: 0), try bank(breaks: 2))
    var staying: Set<String> = []
    for date in wrong.dates {
      let named = Dictionary(grouping: try wrong.breaks(date)) { $0.feed }.mapValues { Set($0.map(\.line)) }
      #expect(named.count >= 3)
      for layout in Reader.layouts where Reader.isSent(layout, wrong, date) && !layout.isServed {
        let records = try [right, wrong].map { try Reader.records(layout, $0, date) }
        let others = Set(zip(records[0], records[1]).filter { $0.1 != $1.1 }.map(\.0.0))
        #expect(records[0].count == records[1].count, "\(layout.feed) \(date)")
        let lines = named[layout.feed] ?? []
        #expect(lines.isSubset(of: others), "\(layout.feed) \(date)")
        #expect(others == lines || staying.contains(layout.feed), "\(layout.feed) \(date)")
      }
      staying.formUnion(try wrong.breaks(date).filter(\.stays).map(\.feed))
    }
    #expect(staying == ["X1/daily_balance", "X2/balance"])
  }

  /// As many of each as were asked for, of every kind on the 20th; every one in the list of differences.
  @Test func everyAgreementIsBrokenAsOftenAsAsked() throws {
    let bank = try bank(breaks: 3)
    let last = try Dictionary(grouping: bank.breaks(bank.dates[2])) { $0.reconciliation }
    #expect(Set(last.keys) == Set(Agreement.all.map(\.name)))
    #expect(last.values.allSatisfy { 1...3 ~= $0.count } && last.values.count { $0.count == 3 } >= 7)
    for date in bank.dates {
      let differences = try bank.differences(date)
      for seeded in try bank.breaks(date) {
        #expect(
          differences.contains { one in
            one.isSeeded && one.reconciliation == seeded.reconciliation
              && one.rows.contains { $0.file == seeded.file && $0.line == seeded.line }
          }, "\(seeded.reconciliation) \(date)")
      }
    }
    #expect(bank.summary.differences == (try bank.dates.map { try bank.differences($0).count }.reduce(0, +)))
  }

  /// A broken record is clean in all else, however dirty the bank is.
  @Test func whatIsBrokenIsNotDirtyToo() throws {
    let bank = try bank(dirt: 0.3, breaks: 2)
    for date in bank.dates {
      // Its account may have been refused, which is no fault of its own.
      let dirty = Set(try bank.answers(date).filter { $0.outcome != .unresolved }.map { "\($0.file):\($0.line)" })
      #expect(try bank.breaks(date).allSatisfy { !dirty.contains("\($0.file):\($0.line)") })
    }
  }

  /// Refused records make differences of their own, and none is called a break.
  @Test func dirtMakesDifferencesToo() throws {
    let bank = try bank(dirt: 0.1, breaks: 0)
    let all = try bank.dates.flatMap { try bank.differences($0) }
    #expect(Set(all.map(\.reconciliation)).isSuperset(of: ["account_movement", "account_master", "ledger_demand"]))
    #expect(all.allSatisfy { !$0.isSeeded && $0.left != $0.right })
    #expect(try bank.dates.allSatisfy { try bank.breaks($0).isEmpty })
  }
}
