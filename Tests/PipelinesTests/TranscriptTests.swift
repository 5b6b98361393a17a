import Foundation
import Golden
import Pipelines
import Tabular
import Testing
import Warehouse

/// What people read of a night, word for word. A refused delivery is invisible, and the next good one heals it.
@Suite struct TranscriptTests {
  private static func sample(_ name: String) throws -> GoldenCase {
    try #require(GoldenCase.suite("transcripts").first { $0.name == name })
  }

  @Test func aGoodNight() throws {
    let bank = try TestBank(customers: 100, dirt: 0.01)
    var night = try bank.run(TestBank.last)
    var text = bank.summary(&night)
    text += ["", "$ granary status"] + (try bank.runner().status(of: TestBank.last).lines)
    var again = try bank.run(TestBank.last)
    text += ["", "$ granary run, again"] + bank.summary(&again)
    #expect(try Self.sample("good_night").difference(from: text.joined(separator: "\n") + "\n") == nil)
  }

  /// Six senders, six mistakes: each feed is refused or awaited with its own words and code, and nothing of it is seen.
  @Test func aBadNightAndTheNextGoodDelivery() throws {
    let bank = try TestBank(customers: 60, dirt: 0)
    let damages = try Damage.all(of: bank)
    bank.now = try bank.moment("05:10")
    for damage in damages { try damage.harm() }
    var night = try bank.run(TestBank.last)
    #expect(night.exit == .partial)
    var text = bank.summary(&night)
    for damage in damages {
      let outcome = try #require(night.feeds.first { $0.feed == damage.feed })
      #expect(!outcome.isPublished)
      #expect(outcome.exit == damage.exit, "\(damage.feed)")
      #expect(try bank.database.published(damage.feed, on: TestBank.last) == nil)
      let seen = try bank.ask("select count(*) from \(damage.feed.split(separator: "/")[1])", as: "officer4")
      #expect(seen == [["0"]], "\(damage.feed)")
    }
    let due = bank.project.feeds.filter { $0.schedule.isDue(on: TestBank.last) }
    let whole = Set(due.map(\.id)).subtracting(damages.map(\.feed))
    #expect(Set(night.feeds.filter(\.isPublished).map(\.feed)) == whole)
    text += ["", "$ granary status"] + (try bank.runner().status(of: TestBank.last).lines)
    for damage in damages { try damage.heal() }
    var healed = try bank.run(TestBank.last)
    #expect(healed.exit == .published)
    text += ["", "$ granary run, the day after"] + bank.summary(&healed)
    #expect(try Self.sample("bad_night").difference(from: text.joined(separator: "\n") + "\n") == nil)
  }

  /// Cron's mail: nothing before the cut-off, once at it, and never again.
  @Test func aSilentSenderIsToldOfOnce() throws {
    let bank = try TestBank(customers: 60, dirt: 0)
    bank.project.night.first = TestBank.last
    let marker = SenderFile("\(bank.drop)/X3/LOGIN_20251120.ok")
    try FileManager.default.removeItem(atPath: marker.path)
    var text: [String] = []
    for time in ["01:55", "02:10", "02:15", "05:00", "05:05"] {
      text += try bank.tick(at: time)
      text.append(try "  " + bank.runner().status(of: TestBank.last).line)
    }
    text += try bank.runner(at: bank.moment("05:05")).status(of: TestBank.last).lines.map { "  " + $0 }
    try marker.write([])
    for time in ["08:40", "08:45"] { text += try bank.tick(at: time) }
    text.append(try "  " + bank.runner().status(of: TestBank.last).line)
    #expect(try Self.sample("silent_sender").difference(from: text.joined(separator: "\n") + "\n") == nil)
  }

  /// A code table that says too little, and a mapping that holds a delivery back, as the operator meets them, and their
  /// mending.
  @Test func rejectsAndTheirReplay() throws {
    let bank = try TestBank(customers: 60, dirt: 0.02)
    let mistakes = [Mistake.of("T/declaration"), Mistake.of("X1/posting")]
    try bank.openGates(to: 8)
    for mistake in mistakes { try mistake.make(in: bank) }
    try bank.apply()
    _ = try bank.run(TestBank.last)
    var text: [String] = []
    func granary(_ words: String) throws {
      let ended = try Program.run(["rejects"] + words.split(separator: " ").map(String.init) + bank.reach)
      text += [
        "$ granary rejects \(words)", ended.text.replacing(bank.folder, with: "…") + "(exit \(ended.status))", "",
      ]
    }
    let replay = "replay T/declaration --date 2025-11-20"
    try granary("list T/declaration")
    try granary("show T/declaration --limit 4")
    try granary("show T/declaration --raw --as 1")
    try granary(replay)
    try granary("list X1/posting")
    try granary("replay X1/posting --date 2025-11-20")
    for mistake in mistakes { try mistake.mend(in: bank) }
    try bank.apply()
    try granary(replay + " --dry-run")
    try granary(replay + " --dry-run --json")
    try granary(replay)
    try granary(replay)
    try granary("replay X1/posting --date 2025-11-20")
    try granary("list X1/posting --every-batch")
    try granary("replay X2/disbursement --date 2025-11-20")
    try granary("replay T/declaration --date 2025-11-19")
    try granary("replay T/declaration --from 2025-11-10 --to 2025-11-19")
    try granary("replay T/declaration")
    try granary("list T/declaration --every-batch")
    try granary("show T/declaration --batch 1")
    #expect(try Self.sample("rejects").difference(from: text.joined(separator: "\n")) == nil)
  }
}
