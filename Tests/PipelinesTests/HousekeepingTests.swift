import Catalog
import Foundation
import Postgres
import Tabular
import Testing

@testable import Pipelines
@testable import Warehouse

/// Whole nights, years later: what has outlived its period goes, and what readers see is as it was.
@Suite struct HousekeepingTests {
  private let posting = "X1/posting"
  private let account = "X1/account"
  /// Past every period there is.
  private let late = BusinessDate("2045-01-10")!

  /// Two nights; then of the first one a correction of events and one of a delta, and the events once more as they are.
  private func bank() throws -> TestBank {
    let bank = try TestBank(customers: 100, days: 2)
    for date in bank.dates { #expect(try bank.run(date).exit == .publishedWithRejects) }
    let date = bank.dates[0]
    var files = try [(posting, "POST", CoreFile.postingAmount), (account, "ACCT", CoreFile.accountBalance)].map {
      feed, name, amount in
      let first = try #require(archived(feed, bank).first { $0.contains("/\(date)/1/") && $0.hasSuffix(".gz") })
      return (feed, name, try CoreFile(SenderFile(first).unzipped(), amount: amount))
    }
    for index in files.indices {
      try files[index].2.remove(line: files[index].2.records.count)
      let (feed, name, file) = files[index]
      try SenderFile("\(bank.drop)/X1/\(name)_\(date.compact)_02.dat.gz").zip(file.bytes)
      #expect(try bank.run(date, only: feed).feeds[0].ending == .published)
    }
    try SenderFile("\(bank.drop)/X1/POST_\(date.compact)_03.dat.gz").zip(files[0].2.bytes, level: 1)
    _ = try bank.run(date, only: posting)
    #expect(try statuses(of: posting, bank) == [.superseded, .published, .duplicate])
    #expect(try statuses(of: account, bank) == [.superseded, .published])
    return bank
  }

  private func statuses(of feed: String, _ bank: TestBank) throws -> [LedgerEntry.Status] {
    try bank.database.ledger(on: bank.dates[0], feed: feed).map(\.status)
  }

  /// Files of the archive, of one feed where one is named; absolute, sorted.
  private func archived(_ feed: String? = nil, _ bank: TestBank) -> [String] {
    let root = bank.folder + "/.granary/archive" + (feed.map { "/" + $0 } ?? "")
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.map { root + "/" + $0 }.filter { path in
      var isFolder: ObjCBool = false
      return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  private func seen(_ bank: TestBank) throws -> [[String?]] {
    try ["posting", "account", "account_history", "declaration", "party", "relation"].flatMap { view in
      try bank.ask("select md5(coalesce(string_agg(v::text, '' order by v::text), '')) from \(view) v", as: "officer4")
    }
  }

  /// Everything that could go, in numbers.
  private func stock(_ bank: TestBank) throws -> [[String?]] {
    try bank.ask(
      """
      select (select count(*) from meta.batch), (select count(*) from meta.reject), (select count(*) from ods.posting),
        (select count(*) from ods.account), (select count(*) from meta.batch_value)
      """)
  }

  @Test func whatOutlivedItsPeriodGoesAndReadersSeeTheSame() throws {
    let bank = try bank()
    let (digest, marts, stock) = (try bank.digest(), try seen(bank), try stock(bank))
    let (files, known) = (archived(nil, bank), bank.now)

    // Too early; then archive and rejects, while an asset's own ten years hold its batches and three years the ledger.
    #expect(try bank.runner().expired(asOf: BusinessDate("2026-10-01")!)?.isEmpty == true)
    let soon = try #require(try bank.runner().expired(asOf: BusinessDate("2027-06-01")!))
    #expect(soon.expired.batches.isEmpty && soon.expired.entries == 0 && soon.expired.rejects > 0)
    #expect(soon.archived[posting]?.count == 4)

    let due = try #require(try bank.runner().expired(asOf: late))
    #expect(due.expired.batches.map(\.asset) == [account, posting])
    #expect(due.expired.batches.allSatisfy { $0.date == bank.dates[0] })
    #expect(due.expired.entries == 3, "of what was replaced, and the duplicate")
    // Of a delta what is live stays: without it a replay of the archive would begin in the middle.
    #expect(due.archived[account]?.map(\.number) == [1])
    let deltas = bank.project.feeds.filter { $0.brings != .full && $0.id != account }
    #expect(deltas.count > 10 && deltas.allSatisfy { due.archived[$0.id] == nil })
    #expect(try self.stock(bank) == stock && archived(nil, bank) == files, "asking changes nothing")

    let gone = try #require(try bank.runner().keepHouse(asOf: late))
    #expect(gone == due, "what was said is what went")
    #expect(try bank.digest() == digest)
    #expect(try seen(bank) == marts)
    #expect(try bank.ask("select count(*) from meta.reject") == [["0"]])
    #expect(archived(posting, bank).isEmpty)
    #expect(archived(account, bank).count == 4, "two live deliveries, each with what is known of it")
    #expect(throws: WarehouseError.self) {
      try bank.digest(knownAt: Moment(secondsSince1970: known.secondsSince1970 - 180))
    }

    #expect(try bank.runner().expired(asOf: late)?.isEmpty == true)
    #expect(try bank.runner().keepHouse(asOf: late)?.isEmpty == true)
    let question = RejectQuestion(feed: posting, dates: bank.dates[1]...bank.dates[1])
    let report = try RejectsReport(question, in: bank.project, bank.database)
    #expect(report.lines.count == 1 && report.lines[0].hasSuffix("have been dropped: their retention has ended."))
  }

  /// What is gone is not loaded again, and what comes later still comes in.
  @Test func theNightGoesOnAfterwards() throws {
    let bank = try bank()
    let date = bank.dates[0]
    let feed = try #require(bank.project.feed(posting))
    // A correction that a killed run left in the archive and nobody has looked at yet.
    let last = try #require(archived(posting, bank).last { $0.contains("/\(date)/2/") && $0.hasSuffix(".gz") })
    var file = try CoreFile(SenderFile(last).unzipped(), amount: CoreFile.postingAmount)
    try file.remove(line: file.records.count)
    try SenderFile("\(bank.drop)/X1/POST_\(date.compact)_05.dat.gz").zip(file.bytes)
    try Intake(project: bank.project).bringIn(feed, on: date, after: 3, asking: false)
    let gone = try #require(try bank.runner().keepHouse(asOf: late))
    #expect(gone.archived[posting]?.count == 4)
    #expect(archived(posting, bank).allSatisfy { $0.contains("/\(date)/4/") }, "it is still there")

    let digest = try bank.digest()
    let again = try bank.run(bank.dates[1])
    #expect(again.feeds.allSatisfy { $0.ending == .alreadyPublished })
    #expect(try bank.digest() == digest)
    let taken = try bank.run(date)
    #expect(taken.feeds.filter { $0.ending == .published }.map(\.feed) == [posting])
    #expect(try bank.database.published(posting, on: date)?.delivery.number == 5)

    // An API is asked again at the operator's word. Its answer is a delivery of a new number, not one known already.
    let asked = try #require(
      bank.project.feeds.first { $0.isAsked && $0.brings == .full && $0.schedule.isDue(on: date) }
    ).id
    let before = try bank.database.ledger(on: date, feed: asked).count
    _ = try bank.run(date, only: asked, isCorrection: true)
    let entries = try bank.database.ledger(on: date, feed: asked)
    #expect(entries.count == before + 1)
    #expect(entries.last?.status == .duplicate && entries.last?.delivery.fileName.hasPrefix("2/") == true)
  }

  /// Periods are counted back from the business date a tick has published, not from its clock.
  @Test func aTickKeepsHouse() throws {
    let bank = try TestBank(customers: 30, days: 3, dirt: 0.03)
    bank.project.night.first = bank.dates[0]
    bank.project.night.keeping.rejects = 1
    bank.now = try #require(Moment("2025-11-18T03:00:00", in: bank.project.night.zone))
    _ = try bank.run(bank.dates[0])
    let rejects = "select biz_date, count(*) > 0 from meta.live join meta.reject using (batch) group by 1 order by 1"
    #expect(try bank.ask(rejects) == [["2025-11-18", "t"]])
    bank.now = try bank.moment("04:00")
    let tick = try bank.runner().tick()
    #expect(tick.nights.last?.date == bank.dates[2])
    #expect(try bank.ask(rejects) == [["2025-11-19", "t"], ["2025-11-20", "t"]])
    // Years later there is nothing to load, and nothing goes for the clock alone.
    bank.now = try #require(Moment("2045-01-10T03:00:00", in: bank.project.night.zone))
    #expect(try bank.runner().expired()?.isEmpty == true)
  }
}
