import Foundation
import Pipelines
import Postgres
import Tabular
import Testing
import Warehouse

/// `granary housekeeping` and `granary plan` as people and cron see them.
@Suite struct HousekeepingCommandTests {
  private let clock = ["--now", "2045-01-11T08:00:00"]

  @Test func itSaysWhatGoesGivesWayAndGoesOn() throws {
    let bank = try TestBank(customers: 30)
    let date = TestBank.last
    #expect(try bank.run(date).exit == .publishedWithRejects)
    let file = SenderFile("\(bank.drop)/X1/POST_\(date.compact)_02.dat.gz")
    let path = "\(bank.folder)/.granary/archive/X1/posting/\(date)/1/POST_\(date.compact).dat.gz"
    var core = try CoreFile(SenderFile(path).unzipped(), amount: CoreFile.postingAmount)
    try core.remove(line: core.records.count)
    try file.zip(core.bytes)
    _ = try bank.run(date, only: "X1/posting")
    let words = ["housekeeping"] + bank.reach + clock + ["--date", "2045-01-10"]
    let superseded = try Regex("superseded batches +X1/posting +1 +2025-11-20 to 2025-11-20\n")

    let dry = try Program.run(words + ["--dry-run"])
    #expect(dry.status == 0)
    #expect(dry.text.contains(superseded))
    #expect(dry.text.hasSuffix("Nothing is dropped yet: granary housekeeping --date 2045-01-10\n"))
    let json = try Program.run(words + ["--dry-run", "--json"])
    #expect(
      json.text.contains(
        "\"batches\":[{\"count\":1,\"from\":\"2025-11-20\",\"of\":\"X1/posting\",\"to\":\"2025-11-20\"}]"))
    #expect(json.text.contains("\"is_dry\":true"))

    // Another run has the warehouse.
    let other = try ActiveRun.begin(bank.settings, command: "tick", at: bank.now)
    let locked = try Program.run(words)
    #expect(locked.status == 75)
    #expect(locked.text.contains("another run holds the lock: tick"))
    try other.finish("done", at: bank.now)

    // A reader has the postings: all else goes.
    let reader = try bank.connection(as: "analyst3")
    try reader.transaction(doing: "read") {
      try reader.query("select count(*) from posting", doing: "read")
      let held = try Program.run(words)
      #expect(held.status == 75)
      #expect(held.text.contains(/X1\/posting: error: .*_analyst3's query of \d\d:\d\d on posting is in the way/))
      #expect(held.text.contains("hint: granary housekeeping again later, or leave it to the next tick\n"))
      #expect(!held.text.contains(superseded) && held.text.contains("rejects") && held.text.contains("Dropped.\n"))
    }
    let later = try Program.run(words)
    #expect(later.status == 0)
    #expect(later.text.contains(superseded))
    let nothing = "Nothing has outlived its period on 2045-01-10.\n"
    #expect(try Program.run(words) == Program.Ended(status: 0, text: nothing))

    // A date that has not come would let go what is still wanted.
    let future = try Program.run(["housekeeping"] + bank.reach + clock + ["--date", "2054-01-10"])
    #expect(future.status == 64)
    #expect(future.text.contains("--date 2054-01-10 has not come yet; the latest business date is 2045-01-11"))
  }

  /// A shorter period is part of what is reviewed.
  @Test func aPlanSaysWhatWillGo() throws {
    let bank = try TestBank(customers: 30, days: 3, dirt: 0.03)
    bank.now = try #require(Moment("2025-11-18T03:00:00", in: bank.project.night.zone))
    for date in bank.dates { _ = try bank.run(date) }
    let words = ["plan"] + bank.reach
    #expect(try !Program.run(words).text.contains("outlived"))
    try SenderFile(bank.folder + "/Pipelines/night.yaml").edit {
      $0.replacing(/rejects: 1y/, with: "rejects: 1d")
    }
    let plan = try Program.run(words)
    #expect(plan.status == 0)
    #expect(plan.text.contains(/What has outlived its period, and goes with the next tick:\n  rejects +\d+\n/))
    #expect(try Program.run(words + ["--json"]).text.contains(/"retention":\["rejects +\d+"\]/))
    try SenderFile(bank.folder + "/Pipelines/night.yaml").edit { $0.replacing(/rejects: 1d/, with: "rejects: soon") }
    let check = try Program.run(["check", "--project", bank.folder])
    #expect(check.status == 65)
    #expect(check.text.contains("rejects is no period") && check.text.contains("hint: write rejects: 90d, or 3y"))
  }
}
