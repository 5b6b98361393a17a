import Catalog
import Foundation
import Tabular
import Testing
import Warehouse

@testable import Pipelines
@testable import Semantics

/// Yesterday's delivery that never came, while today's is there: what looks at yesterday is worked out and says so, until
/// somebody restates it.
@Suite struct HoleTests {
  private static let feed = "X1/posting"

  private func held(_ bank: TestBank) throws -> [String] {
    try bank.ask("select distinct part from preliminary order by 1", as: "officer4").compactMap { $0[0] }
  }

  @Test func whatLooksAtAMissingDayIsPreliminary() throws {
    let bank = try TestBank(customers: 120, days: 3, computes: true)
    let (first, hole, date) = (bank.dates[0], bank.dates[1], bank.dates[2])
    let kept = bank.folder + "/kept"
    let folder = "\(bank.drop)/X1"
    try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasPrefix("POST_\(hole.compact)")
    }
    #expect(!names.isEmpty)
    for name in names { try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(kept)/\(name)") }

    // A bank's first night has no history, and owes none.
    #expect(try #require(try bank.run(first).computed).preliminary.isEmpty)
    let short = try bank.run(hole)
    #expect(try #require(short.computed).stale["ind:txn"] == [Self.feed])
    #expect(short.exit == .partial || short.exit == .gateFailed)

    let night = try bank.run(date)
    let outcome = try #require(night.computed)
    #expect(outcome.preliminary["ind:txn"] == [Self.feed: [hole]])
    #expect(outcome.preliminary.values.allSatisfy { $0 == [Self.feed: [hole]] }, "nothing else is missing")
    #expect(outcome.preliminary["ind:court"] == nil && outcome.stale.isEmpty)
    #expect(
      [.published, .publishedWithRejects].contains(night.exit) || !outcome.held.isEmpty, "a mark changes no code")
    #expect(try held(bank) == outcome.preliminary.keys.sorted())
    #expect(
      try bank.ask("select distinct biz_date, feed, missing, arrived from preliminary", as: "officer4") == [
        ["\(date)", Self.feed, "\(hole)", "f"]
      ])
    #expect(NightSummary(of: night, clock: bank.project.night).lines.contains { $0.hasPrefix("Preliminary: ") })
    let said = try bank.runner().status(of: date).lines.joined(separator: "\n")
    #expect(said.contains("for X1/posting of \(hole) did not come; worked out without it"))
    #expect(
      try bank.runner().rebuildable(from: date, to: date, isAll: false, isKnownNow: false, isForLate: true)[0]
        .parts.isEmpty)

    // It comes: what is published stays, and the night says what is to be restated.
    let before = try bank.ask(
      "select sum(txn_in_cnt__all__d30) from ind_txn where biz_date = '\(date)'", as: "officer4")
    for name in names { try FileManager.default.moveItem(atPath: "\(kept)/\(name)", toPath: "\(folder)/\(name)") }
    let late = try bank.run(hole)
    #expect(late.overtaken.map(\.dates) == [date...date])
    #expect(try #require(late.computed).stale.isEmpty)
    #expect(
      try bank.ask("select sum(txn_in_cnt__all__d30) from ind_txn where biz_date = '\(date)'", as: "officer4") == before
    )
    #expect(try bank.ask("select distinct arrived from preliminary", as: "officer4") == [["t"]])
    #expect(try bank.runner().status(of: date).lines.joined(separator: "\n").contains("--late --because"))

    bank.now.secondsSince1970 += 60
    let order = RebuildingOrder(.init(reason: "流水补到", approver: "数据管理部 吴敏"), isForLate: true)
    let done = try bank.runner().rebuild(from: date, to: date, order)
    let parts = Set(done[0].parts.filter { !$0.hasPrefix("labels:") })
    #expect(parts == Set(outcome.preliminary.keys))
    #expect(done[0].restatement == 1)
    #expect(try held(bank).isEmpty)
    #expect(
      try bank.ask("select sum(txn_in_cnt__all__d30) from ind_txn where biz_date = '\(date)'", as: "officer4") != before
    )
  }

  /// Which missing days matter, by how a part looks.
  @Test(
    arguments: [
      // The days of the window alone, for what comes with the file of its day.
      (Look.deliveries(Window(word: "d3")!, andSince: false), "daily", ["11-18", "11-20"]),
      (.deliveries(Window(word: "pm")!, andSince: false), "daily", ["10-31"]),
      // And all since, where rows are of earlier days.
      (.deliveries(Window(word: "pm")!, andSince: true), "daily", ["10-31", "11-10", "11-18", "11-20"]),
      // What holds on a day is what came last: that day's own, or the last one due.
      (.state(Window(.now)), "daily", ["11-20"]),
      (.state(Window(.now)), "monthly 10", ["11-10"]),
      (.state(Window(.now)), "monthly 19", []),
      (.state(Window(.now, .previous)), "monthly 10", []),
      (.states(Window(word: "d3")!), "monthly 10", ["11-10"]),
      (.states(Window(word: "d3")!), "daily", ["11-18", "11-20"]),
    ] as [(Look, String, [String])])
  func aMissingDayMattersWhereItIsLookedAt(_ look: Look, _ when: String, _ days: [String]) throws {
    let date = try #require(BusinessDate("2025-11-20"))
    let all = ["10-31", "11-10", "11-18", "11-20"].compactMap { BusinessDate("2025-\($0)") }
    let first = try #require(BusinessDate("2025-08-03"))
    let came = Set((0...200).map { first.adding(days: $0) }.filter { $0 <= date }).subtracting(all)
    var feed = try #require(Project.read(at: TestBank.repository.path).project?.feed(Self.feed))
    feed.schedule.when = try #require(Schedule.When(when))
    var looks = Looks()
    looks.add(look, at: feed.asset)
    let found = Holes([feed], delivered: [feed.id: came], on: date).of(looks)
    #expect(found[feed.id, default: []].map { String($0.description.dropFirst(5)) } == days)
    // Before its first delivery it owed nothing.
    #expect(Holes([feed], delivered: [feed.id: [date]], on: date).of(looks).isEmpty)
    #expect(Holes([feed], delivered: [:], on: date).of(looks).isEmpty)
  }
}
