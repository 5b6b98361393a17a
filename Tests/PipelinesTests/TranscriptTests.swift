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
    #expect(night.feeds.filter(\.isPublished).map(\.feed) == ["R/code", "R/org"])
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
}

/// One sender's mistake, and the way back.
struct Damage {
  var feed: String
  var exit: ExitCode
  var harm: () throws -> Void
  var heal: () throws -> Void

  /// One for each way a delivery can be wrong as a whole.
  static func all(of bank: TestBank) throws -> [Damage] {
    let date = TestBank.last.compact
    let drop = { (name: String) in SenderFile("\(bank.drop)/\(name)") }
    return [
      // The control total is off by a cent, the row count by one.
      try Damage("X2/balance", drop("X2/LN_BAL_\(date).ctl"), beside: drop("X2/LN_BAL_\(date).dat.gz")) { file in
        try file.edit { text in
          text.replacing(/BALANCE=(-?\d+)\.(\d)(\d)/) { "BALANCE=\($0.output.1).\($0.output.2)\(other($0.output.3))" }
        }
      },
      try Damage("T/declaration", drop("T/TAX_DECL_\(date).ctl"), beside: drop("T/TAX_DECL_\(date).txt.gz")) { file in
        try file.edit { text in text.replacing(/ROWS=(\d+)/) { "ROWS=\((Int($0.output.1) ?? 0) + 1)" } }
      },
      // The marker that says the file is complete has not come.
      try Damage("X3/login", drop("X3/LOGIN_\(date).ok"), exit: .sourceMissing) {
        try FileManager.default.removeItem(atPath: $0.path)
      },
      // The transfer broke off.
      try Damage("X1/posting", drop("X1/POST_\(date).dat.gz")) { file in
        let bytes = try file.read()
        try file.write(Array(bytes.prefix(bytes.count / 2)))
      },
      // Yesterday's file under today's name.
      try Damage("X1/account", drop("X1/ACCT_\(date).dat.gz")) { file in
        let text = try file.unzipped()
        let start = try #require(text.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
        try file.zip(Array(text[..<start]) + Array("T20251119".utf8) + Array(text[(start + 9)...]))
      },
      // The token is not the server's.
      try Damage("G/social", SenderFile(bank.folder + "/.granary/bank/secrets/social.token"), exit: .sourceMissing) {
        file in
        try file.write(Array("another-token\n".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      },
    ]
  }

  private static func other(_ digit: Substring) -> String { digit == "9" ? "8" : String((Int(digit) ?? 0) + 1) }

  /// Heals by delivering what was there before, and the file that belongs to it.
  private init(
    _ feed: String, _ file: SenderFile, beside other: SenderFile? = nil, exit: ExitCode = .gateFailed,
    _ harm: @escaping (SenderFile) throws -> Void
  ) throws {
    let files = [file, other].compactMap(\.self)
    let originals = try files.map { try $0.read() }
    self.feed = feed
    self.exit = exit
    self.harm = { try harm(file) }
    heal = {
      for (file, bytes) in zip(files, originals) {
        try file.write(bytes)
        if file.path.hasSuffix(".token") {
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        }
      }
    }
  }
}
