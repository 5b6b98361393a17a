import Foundation
import Pipelines
import Postgres
import Tabular
import Testing
import Warehouse

/// A delivery read once more after its catalog was mended comes to what the night would have come to.
@Suite struct ReplayTests {
  private let feed = "T/declaration"

  /// Nights under mistakes, where a delivery may have so many rejects in a hundred records.
  private func bank(
    _ mistakes: [Mistake], customers: Int = 150, days: Int = 1, limit: Int = 100, computes: Bool = false
  ) throws -> TestBank {
    let bank = try TestBank(customers: customers, days: days, computes: computes)
    try bank.openGates(to: limit)
    for mistake in mistakes { try mistake.make(in: bank) }
    try bank.apply()
    for date in bank.dates { _ = try bank.run(date) }
    return bank
  }

  private func mend(_ mistakes: [Mistake], in bank: TestBank) throws {
    for mistake in mistakes { try mistake.mend(in: bank) }
    try bank.apply()
  }

  private func ledger(_ bank: TestBank) throws -> [[String?]] {
    try bank.ask("select batch, status, loaded_rows, rejected_rows from meta.batch order by batch")
  }

  private func rejects(_ bank: TestBank) throws -> [[String?]] {
    try bank.ask("select * from meta.reject order by batch, line, byte_offset")
  }

  /// Feeds in four forms, full, deltas and deltas with deletes, on two dates: under a limit that their rejects keep, and
  /// under one that holds deliveries back for them.
  @Test(arguments: [99, 8]) func aReplayIsAsIfTheNightHadHadTheFix(limit: Int) throws {
    let sound = try bank([], days: 2, limit: limit)
    let bank = try bank(Mistake.all, days: 2, limit: limit)
    #expect(try bank.digest() != sound.digest())
    try mend(Mistake.all, in: bank)
    var published = Set<Feed.Brings>()
    var refused = Set<Feed.Brings>()
    for mistake in Mistake.all {
      for id in mistake.feeds {
        let feed = try #require(bank.project.feed(id))
        let stood = try bank.dates.map { try bank.database.ledger(on: $0, feed: id).last?.status }
        let (before, earlier, digest) = (try ledger(bank), try rejects(bank), try bank.digest())
        let dry = try bank.replay(id, ReplayOrder(isDry: true))
        #expect(try ledger(bank) == before && rejects(bank) == earlier && bank.digest() == digest)
        let done = try bank.replay(id)
        #expect(done.map(\.date) == zip(bank.dates, stood).filter { $0.1 != nil }.map(\.0))
        if id == mistake.feeds[0] { #expect(done.first?.ending == .published, "\(id)") }
        for (would, did) in zip(dry, done) {
          guard try hasComeIn(would, did, mistake, bank, sound) else { continue }
          if did.wasRefused { refused.insert(feed.brings) } else { published.insert(feed.brings) }
        }
        // What was rejected stays on record.
        #expect(Set(try rejects(bank)).isSuperset(of: earlier))
        let after = try ledger(bank)
        let again = try bank.replay(id)
        #expect(again.allSatisfy { $0.ending == .unchanged || $0.ending == .nothingRejected || isRefused($0) })
        #expect(try ledger(bank) == after)
      }
    }
    // The delta of a second night may hold one record, and that a reject.
    #expect(limit == 8 ? refused.count == 3 && !published.isEmpty : published.count == 3, "\(published), \(refused)")
    // Deltas that waited for the date before them.
    for date in bank.dates { _ = try bank.run(date) }
    #expect(try differences(bank, sound) == [])
  }

  /// All records that the mistake had refused, and nothing but them. False where the delivery brought none of them.
  private func hasComeIn(
    _ would: Replay, _ did: Replay, _ mistake: Mistake, _ bank: TestBank, _ sound: TestBank
  ) throws -> Bool {
    // A delta, or a small feed, may bring nothing that the mistake refuses.
    guard let mended = did.moved?.comingIn, !mended.isEmpty else {
      #expect(did.ending == .unchanged || did.ending == .nothingRejected || isRefused(did), "\(did)")
      return false
    }
    let wanted = try sound.database.published(did.feed, on: did.date)?.sheet
    #expect(would.ending == .rehearsed && did.ending == .published && wanted != nil, "\(did)")
    #expect(would.moved == did.moved && would.after?.rows == did.after?.rows)
    let (old, new) = (try #require(did.before), try #require(did.after))
    #expect(new.isClosed && new.countedRows == old.countedRows)
    #expect(mended.keys.map(\.item) == [mistake.item] && mended.keys.map(\.rule) == ["code_table"], "\(mended)")
    let held = { (equation: Equation) in equation.rows.rejected + equation.rows.duplicate }
    let repeated = did.moved?.goingOut.values.reduce(0, +) ?? 0
    #expect(held(old) - held(new) == mended.values.reduce(0, +) - repeated)
    #expect(did.moved?.goingOut.keys.allSatisfy { $0.rule == "duplicate" } == true)
    let live = try bank.database.published(did.feed, on: did.date)?.sheet
    #expect(live?.rows == wanted?.rows && live?.sums == wanted?.sums)
    #expect(did.overtaken == nil, "nothing was worked out")
    return true
  }

  private func isRefused(_ replay: Replay) -> Bool {
    if case .refused = replay.ending { true } else { false }
  }

  /// What was worked out of the rejects' night stays what it was until somebody restates it; then it is what it would
  /// have been.
  @Test func whatWasWorkedOutFollowsByARestatement() throws {
    let sound = try bank([], customers: 60, computes: true)
    let bank = try bank(Mistake.all, customers: 60, computes: true)
    try mend(Mistake.all, in: bank)
    for feed in Mistake.all.flatMap(\.feeds) {
      for replay in try bank.replay(feed) where replay.ending == .published {
        #expect(replay.overtaken == bank.dates[0]...bank.dates[0])
      }
    }
    let stale = try differences(bank, sound)
    #expect(!stale.isEmpty && stale.allSatisfy { ["ind", "lab", "opp", "kpi"].contains($0.prefix { $0 != " " }) })
    bank.now.secondsSince1970 += 60
    let because = ComputingOrder.Restatement(reason: "码表更正", approver: "数据管理部 吴敏")
    let done = try bank.runner().rebuild(
      from: bank.dates[0], to: bank.dates[0], RebuildingOrder(because, isAll: true, isKnownNow: true))
    #expect(done.map(\.restatement) == [1])
    #expect(try differences(bank, sound) == [])
  }

  /// The names of what is not the same in both.
  private func differences(_ one: TestBank, _ other: TestBank) throws -> [String] {
    let (mine, theirs) = (try one.digest().lines, try other.digest().lines)
    let equal = Set(mine).intersection(theirs)
    return Set((mine + theirs).filter { !equal.contains($0) }.map(\.name)).sorted()
  }

  /// Wherever it ends, readers see the old rows; the next run clears up, and the replay is repeated.
  @Test func aReplayThatIsKilledChangesNothing() throws {
    let mistake = Mistake.of(feed)
    let bank = try bank([mistake])
    try mend([mistake], in: bank)
    let (before, digest) = (try ledger(bank), try bank.digest())
    let rejects = try rejects(bank)
    let connection = try bank.connection()
    try connection.execute(
      """
      create function meta.stop() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger stop before update on meta.batch for each row
        when (new.status = 'published') execute function meta.stop();
      """, doing: "stop a publish")
    #expect(throws: (any Error).self) { try bank.replay(feed) }
    #expect(try bank.digest() == digest)
    try connection.execute("drop trigger stop on meta.batch; drop function meta.stop()", doing: "let it publish")
    _ = try bank.run(bank.dates[0])
    #expect(try Array(ledger(bank).prefix(before.count)) == before, "the night has nothing to do")
    #expect(try bank.database.ledger(on: bank.dates[0], feed: feed).map(\.status) == [.published, .abandoned])
    #expect(try self.rejects(bank) == rejects && bank.digest() == digest)
    #expect(try mistake.feeds.flatMap { try bank.replay($0) }.first?.ending == .published)
    let sound = try self.bank([])
    #expect(try differences(bank, sound) == [])
  }

  /// What somebody loaded stays, unless the operator says that it may go.
  @Test func aReplayDoesNotLoseRowsUnasked() throws {
    let bank = try bank([])
    let feed = "X1/posting"
    let mistake = Mistake.of(feed)
    try mistake.make(in: bank)
    try bank.apply()
    let (before, digest) = (try ledger(bank), try bank.digest())
    let refused = try #require(try bank.replay(feed).first)
    guard case .refused(let why) = refused.ending else {
      Issue.record("\(refused.ending)")
      return
    }
    let lost = try #require(refused.moved?.goingOut.values.reduce(0, +))
    #expect(lost > 0 && why.message.contains("\(lost.grouped) records are loaded that today's catalog rejects"))
    #expect(refused.exit == .gateFailed)
    #expect(try ledger(bank) == before && bank.digest() == digest)
    let done = try #require(try bank.replay(feed, ReplayOrder(isLossAccepted: true)).first)
    #expect(done.ending == .published && done.exit == .publishedWithRejects)
    #expect(done.after?.rows.rejected == (done.before?.rows.rejected ?? 0) + lost)
  }

  /// Replays are the same delivery: the sender's own correction still comes after them.
  @Test func aCorrectionComesAfterAReplay() throws {
    let posting = "X1/posting"
    let mistake = Mistake.of(posting)
    let bank = try bank([mistake])
    let kept = "\(bank.folder)/\(bank.project.night.archiveFolder)/\(posting)/\(bank.dates[0])/1"
    let name = "POST_\(bank.dates[0].compact)"
    var file = try CoreFile(SenderFile("\(kept)/\(name).dat.gz").unzipped(), amount: CoreFile.postingAmount)
    try mend([mistake], in: bank)
    #expect(try bank.replay(posting).map(\.ending) == [.published])
    #expect(try bank.database.published(posting, on: bank.dates[0])?.delivery.number == 1)
    try file.remove(line: 1)
    try SenderFile("\(bank.drop)/X1/\(name)_02.dat.gz").zip(file.bytes)
    #expect(try bank.run(bank.dates[0], only: posting).feeds.map(\.ending) == [.published])
    #expect(
      try bank.database.ledger(on: bank.dates[0], feed: posting).map(\.status) == [
        .superseded, .superseded, .published,
      ])
    #expect(try bank.database.published(posting, on: bank.dates[0])?.delivery.number == 2)
  }

  /// A correction that was held back for its rejects: what is live stays until it comes in, and then it replaces that.
  @Test func aCorrectionThatWasRefusedIsReplayed() throws {
    let posting = "X1/posting"
    let mistake = Mistake.of(posting)
    let bank = try bank([], limit: 8)
    let kept = "\(bank.folder)/\(bank.project.night.archiveFolder)/\(posting)/\(bank.dates[0])/1"
    let name = "POST_\(bank.dates[0].compact)"
    var file = try CoreFile(SenderFile("\(kept)/\(name).dat.gz").unzipped(), amount: CoreFile.postingAmount)
    try file.remove(line: 1)
    try SenderFile("\(bank.drop)/X1/\(name)_02.dat.gz").zip(file.bytes)
    try mistake.make(in: bank)
    try bank.apply()
    let digest = try bank.digest()
    #expect(try bank.run(bank.dates[0], only: posting).exit == .gateFailed)
    // Still wrong: the replay says so, and does nothing.
    #expect(try bank.replay(posting).map(\.exit) == [.gateFailed])
    #expect(try bank.digest() == digest)
    try mend([mistake], in: bank)
    let done = try #require(try bank.replay(posting).first)
    #expect(done.ending == .published && done.wasRefused)
    #expect(
      try bank.database.ledger(on: bank.dates[0], feed: posting).map(\.status) == [.superseded, .refused, .published])
    let live = try #require(try bank.database.published(posting, on: bank.dates[0]))
    #expect(live.delivery.number == 2 && live.sheet.counted == file.records.count)
    #expect(try bank.digest() != digest)
  }

  @Test func whatIsGoneOrNeverCameIsNotReplayed() throws {
    let mistake = Mistake.of(feed)
    let bank = try bank([mistake])
    try mend([mistake], in: bank)
    let date = bank.dates[0]
    let kept = "\(bank.folder)/\(bank.project.night.archiveFolder)/\(feed)/\(date)"
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: kept + "/1").first { $0.hasSuffix(".gz") })
    // Somebody has packed it anew with other records.
    let packed = SenderFile("\(kept)/1/\(file)")
    let original = try packed.read()
    try packed.zip(packed.unzipped() + Array("x\n".utf8))
    let changed = try #require(try bank.replay(feed).first)
    #expect(changed.exit == .gateFailed)
    try packed.write(original)
    let before = try ledger(bank)
    try FileManager.default.moveItem(atPath: kept, toPath: bank.folder + "/taken")
    let gone = try #require(try bank.replay(feed).first)
    guard case .gone(let why) = gone.ending else {
      Issue.record("\(gone.ending)")
      return
    }
    #expect(gone.exit == .sourceMissing)
    #expect(why.description.contains("the archive no longer holds this file\n    hint: ask 省税务局数据处 陈工"))
    try FileManager.default.moveItem(atPath: bank.folder + "/taken", toPath: kept)
    let early = try bank.runner().replay(bank.project.feed(feed)!, on: date.adding(days: -1)...date.adding(days: -1))
    #expect(early.map(\.exit) == [.partial])
    try bank.connection().execute("delete from meta.reject", doing: "test")
    #expect(try bank.replay(feed).map(\.exit) == [.sourceMissing])
    #expect(try ledger(bank) == before)
  }
}
