import Foundation
import Pipelines
import Postgres
import SampleBank
import Tabular
import Testing
import Warehouse

/// What a second delivery does: nothing where it is the same, a replacement where it is a correction, and otherwise no.
@Suite struct ReloadTests {
  private let posting = "X1/posting"

  /// A bank with a published night, and the posting file of it without one record.
  private func night() throws -> (bank: TestBank, date: BusinessDate, original: [UInt8], corrected: [UInt8]) {
    let bank = try TestBank()
    let date = bank.dates[0]
    let original = try SenderFile("\(bank.drop)/X1/POST_\(date.compact).dat.gz").unzipped()
    #expect(try bank.run(date).exit == .publishedWithRejects)
    // A record nobody takes exception to, so that the equation changes by it alone.
    let key = try AnswerKey(of: bank, on: date)
    let dirty = Set(key.answers.filter { $0.feed == posting }.flatMap { [$0.line, $0.of ?? 0] })
    var file = try CoreFile(original, amount: CoreFile.postingAmount)
    let line = try #require((1...file.records.count).first { !dirty.contains($0) })
    try file.remove(line: line)
    return (bank, date, original, file.bytes)
  }

  private func batches(_ bank: TestBank) throws -> [[String?]] {
    try bank.ask("select batch, feed, biz_date, (select count(*) from meta.batch) from meta.live order by 1")
  }

  @Test func runningADateAgainChangesNothing() throws {
    let bank = try TestBank(days: 2)
    for date in bank.dates { _ = try bank.run(date) }
    let (digest, before) = (try bank.digest(), try batches(bank))
    let tables = try bank.ask("select count(*) from pg_inherits")
    for date in bank.dates {
      let again = try bank.run(date)
      #expect(again.feeds.allSatisfy { $0.ending == .alreadyPublished })
      #expect(again.exit == .publishedWithRejects, "its rejects are still there")
    }
    #expect(try bank.digest() == digest)
    #expect(try batches(bank) == before)
    #expect(try bank.ask("select count(*) from pg_inherits") == tables)
    let silent = bank.project.feeds.filter { feed in !bank.dates.contains { feed.schedule.isDue(on: $0) } }
    #expect(digest.lines.allSatisfy { line in line.rows > 0 || silent.contains { line.name.hasSuffix($0.asset) } })
  }

  @Test func aCorrectionReplacesAndThePastStaysReadable() throws {
    let (bank, date, _, corrected) = try night()
    let (before, moment) = (try bank.digest(), bank.now)
    let rows = try bank.ask("select count(*) from posting", as: "officer4")
    try SenderFile("\(bank.drop)/X1/POST_\(date.compact)_02.dat.gz").zip(corrected)
    let outcome = try bank.run(date, only: posting).feeds[0]
    #expect(outcome.ending == .published)
    #expect(outcome.equation?.isClosed == true)
    let after = try bank.digest()
    #expect(after != before)
    #expect(try bank.digest(knownAt: moment) == before)
    #expect(try bank.digest(knownAt: bank.now) == after)
    let fewer = try bank.ask("select count(*) from posting", as: "officer4")
    #expect(Int(fewer[0][0] ?? "") == Int(rows[0][0] ?? "").map { $0 - 1 })
    #expect(try bank.database.published(posting, on: date)?.delivery.number == 2)
    #expect(try bank.database.ledger(on: date, feed: posting).map(\.status) == [.superseded, .published])
  }

  /// Keys that fall instead of rising: the same rows, and of each pair of duplicates the one that now comes first.
  @Test func theOrderOfTheRecordsDecidesNothingElse() throws {
    let bank = try TestBank(customers: 2000)
    let date = bank.dates[0]
    var file = try CoreFile(
      try SenderFile("\(bank.drop)/X1/POST_\(date.compact).dat.gz").unzipped(), amount: CoreFile.postingAmount)
    _ = try bank.run(date, only: "X1/account")
    let before = try #require(try bank.run(date, only: posting).feeds.first?.equation)
    let keys = """
      select count(*), sum(hashtextextended(posting_no, 0)) from ods.posting
      where batch in (select batch from meta.live)
      """
    let loaded = try bank.ask(keys)
    #expect(file.records.count > 8000)
    file.records.reverse()
    try SenderFile("\(bank.drop)/X1/POST_\(date.compact)_02.dat.gz").zip(file.bytes)
    let after = try #require(try bank.run(date, only: posting).feeds.first?.equation)
    #expect(after.rows == before.rows)
    #expect(after.isClosed)
    #expect(before.rows.duplicate > 0)
    #expect(try bank.ask(keys) == loaded)
  }

  /// Cron needs no command for it: the tick finds the correction, and once it is in there is nothing left to do.
  @Test func aTickTakesACorrectionIn() throws {
    let (bank, date, _, corrected) = try night()
    bank.project.night.first = date
    #expect(try bank.runner().tick().nights.isEmpty)
    let rest = SenderFile("\(bank.drop)/X1/POST_\(date.compact)_02.dat.gz")
    try rest.zip(corrected)
    bank.now.secondsSince1970 += 60
    let tick = try bank.runner().tick()
    #expect(tick.nights.flatMap(\.feeds).map(\.feed) == [posting])
    #expect(tick.nights.flatMap(\.feeds).map(\.ending) == [.published])
    #expect(tick.news.isEmpty)
    #expect(try bank.database.published(posting, on: date)?.delivery.number == 2)
    #expect(try bank.runner().tick().nights.isEmpty)
  }

  /// A run killed when all was loaded and compared, and only its own end was not yet written down.
  @Test func aTickClearsAwayARunThatDiedAtItsEnd() throws {
    let bank = try TestBank()
    bank.project.night.first = TestBank.last
    _ = try bank.run(TestBank.last)
    try bank.connection().execute(
      """
      insert into meta.run (run, command, host, process, process_start, epoch, started_at)
      select 'dead', 'run', host, 4194305, 1, epoch, started_at from meta.run order by epoch desc limit 1
      """, doing: "leave a dead run behind")
    bank.now.secondsSince1970 += 60
    #expect(try bank.runner().tick().nights.isEmpty)
    #expect(try bank.ask("select count(*) from meta.run where finished_at is null") == [["0"]])
  }

  /// A run that ends before its publish leaves a file in the archive and a staged batch; the next tick begins anew,
  /// even where that is all there is to do.
  @Test func aTickTakesUpWhatAnEarlierRunLeft() throws {
    let bank = try TestBank()
    let last = try #require(bank.project.feeds.last { $0.schedule.isDue(on: TestBank.last) }).id
    bank.project.night.first = TestBank.last
    let connection = try bank.connection()
    try connection.execute(
      """
      create function meta.stop() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger stop before update on meta.batch for each row
        when (new.feed = '\(last)' and new.status = 'published') execute function meta.stop();
      """, doing: "stop a publish")
    #expect(throws: (any Error).self) { try bank.run(TestBank.last) }
    #expect(try bank.database.ledger(on: TestBank.last, feed: last).map(\.status) == [.staged])
    try connection.execute("drop trigger stop on meta.batch; drop function meta.stop()", doing: "let it publish")
    bank.now.secondsSince1970 += 60
    let tick = try bank.runner().tick()
    #expect(tick.nights.flatMap(\.feeds).map(\.feed) == [last])
    #expect(tick.nights.flatMap(\.feeds).map(\.ending) == [.published])
    #expect(try bank.database.ledger(on: TestBank.last, feed: last).map(\.status) == [.abandoned, .published])
    let undisturbed = try TestBank()
    _ = try undisturbed.run(TestBank.last)
    #expect(try bank.digest() == undisturbed.digest())
  }

  @Test func anotherFileUnderTheSameNameNeedsTheOperatorsWord() throws {
    let (bank, date, _, corrected) = try night()
    let before = try bank.digest()
    try SenderFile("\(bank.drop)/X1/POST_\(date.compact).dat.gz").zip(corrected)
    let refused = try bank.run(date, only: posting)
    #expect(refused.exit == .gateFailed)
    guard case .refused(let why) = refused.feeds[0].ending else {
      Issue.record("another file for a published date came in")
      return
    }
    #expect(
      why.description == """
        X1/POST_20251120.dat.gz: error: X1/posting 会计流水 of 2025-11-20 is published, and this is another file
            hint: a correction has a higher batch number in its name; or, if you know it is right: granary run --date \
        2025-11-20 --feed X1/posting --correct
        """)
    #expect(try bank.digest() == before)
    // The file waits in the archive; the operator's word lets it in.
    let heeded = try bank.run(date, only: posting, isCorrection: true)
    #expect(heeded.feeds[0].ending == .published)
    #expect(try bank.digest() != before)
    #expect(try bank.database.published(posting, on: date)?.delivery.number == 2)
  }

  @Test func theSameContentAgainIsADuplicateDelivery() throws {
    let (bank, date, original, _) = try night()
    let (before, live) = (try bank.digest(), try bank.ask("select batch from meta.live order by 1"))
    try SenderFile("\(bank.drop)/X1/POST_\(date.compact)_02.dat.gz").zip(original, level: 1)
    #expect(try bank.run(date, only: posting).feeds[0].ending == .alreadyPublished)
    #expect(try bank.digest() == before)
    #expect(try bank.ask("select batch from meta.live order by 1") == live)
    #expect(try bank.database.ledger(on: date, feed: posting).map(\.status) == [.published, .duplicate])
    // And it is not looked at twice.
    #expect(try bank.run(date, only: posting).feeds[0].ending == .alreadyPublished)
    #expect(try bank.database.ledger(on: date, feed: posting).count == 2)
  }

  /// A correction of a delta refolds from its date: the end is the same as if the right file had come at once.
  @Test func aLateCorrectionOfADeltaRefolds() throws {
    let (late, atOnce) = (try TestBank(days: 3), try TestBank(days: 3))
    let date = late.dates[1]
    let name = "X1/ACCT_\(date.compact)"
    let dirty = Set(try AnswerKey(of: late, on: date).answers.filter { $0.feed == "X1/account" }.map(\.line))
    var file = try CoreFile(
      SenderFile("\(late.drop)/\(name).dat.gz").unzipped(), amount: CoreFile.accountBalance)
    for line in (1...file.records.count).reversed().filter({ !dirty.contains($0) }).prefix(20) {
      try file.remove(line: line)
    }
    for date in late.dates { _ = try late.run(date) }
    let (before, moment) = (try late.digest(), late.now)
    try SenderFile("\(late.drop)/\(name)_02.dat.gz").zip(file.bytes)
    #expect(try late.run(date, only: "X1/account").feeds[0].ending == .published)

    try SenderFile("\(atOnce.drop)/\(name).dat.gz").zip(file.bytes)
    for date in atOnce.dates { _ = try atOnce.run(date) }
    #expect(try late.digest() == atOnce.digest())
    #expect(try late.digest() != before)
    #expect(try late.digest(knownAt: moment).lines == before.lines)
  }

  /// An API is asked again until what it says can be published, and then no more.
  @Test func aRefusedAnswerIsAskedForAgain() throws {
    let bank = try TestBank()
    let (date, feed) = (bank.dates[0], "G/social")
    let stem = "\(bank.folder)/.granary/bank/api/social-insurance/\(date.compact)"
    let good = try String(contentsOfFile: stem + ".totals.json", encoding: .utf8)
    func declare(_ text: String) throws {
      try text.write(toFile: stem + ".totals.json", atomically: true, encoding: .utf8)
      // The server reads the day anew when its records were written anew.
      try Data(contentsOf: URL(fileURLWithPath: stem + ".json")).write(to: URL(fileURLWithPath: stem + ".json"))
    }
    func deliveries() throws -> [String?] {
      try bank.ask("select status from meta.batch where feed = 'G/social' order by batch").map { $0[0] }
    }
    // The pages' sum is not what they say.
    try declare(good.replacing(/"sum_paid":"\d+/) { $0.output + "1" })
    #expect(try bank.run(date, only: feed).exit == .gateFailed)
    #expect(try bank.run(date, only: feed).exit == .gateFailed, "the same answer is no delivery")
    #expect(try deliveries() == ["refused"])

    try declare(good)
    #expect([.published, .publishedWithRejects].contains(try bank.run(date, only: feed).exit))
    #expect(try bank.run(date, only: feed).feeds[0].ending == .alreadyPublished)
    #expect(try deliveries() == ["refused", "published"])
  }
}
