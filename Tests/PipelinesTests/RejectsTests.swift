import Catalog
import Feeds
import Foundation
import Pipelines
import Postgres
import Tabular
import Testing
import Warehouse

/// Who sees what of rejects: counts, places and reasons everybody who works with granary, the records themselves only a
/// clearance that may read the highest item of their asset.
///
/// One bank for all of them: none of these tests changes its warehouse.
@Suite struct RejectsTests {
  private static let shared = Result { () throws -> Rejecting in
    let bank = try TestBank(seed: 5, customers: 300, dirt: 0.03)
    try bank.openGates()
    try bank.apply()
    _ = try bank.run(TestBank.last)
    return Rejecting(bank: bank)
  }
  /// Only read by these tests.
  private struct Rejecting: @unchecked Sendable { var bank: TestBank }
  private let bank: TestBank

  init() throws { bank = try Self.shared.get().bank }

  /// By its form: delimited, fixed width, JSON lines, JSON pages.
  private static let feeds = ["T/declaration", "X1/posting", "X3/login", "G/social"]

  private func granary(_ words: String...) throws -> Program.Ended {
    try Program.run(["rejects"] + words + bank.reach)
  }

  private func records(_ feed: String) throws -> [[UInt8]] {
    try bank.ask(
      """
      select encode(r.raw, 'hex') from meta.reject r join meta.live l using (batch)
      where l.feed = '\(feed)' order by line, byte_offset
      """
    ).map { row in
      let hex = Array((row[0] ?? "").utf8)
      return stride(from: 0, to: hex.count, by: 2).map {
        UInt8(String(decoding: hex[$0...$0 + 1], as: UTF8.self), radix: 16)!
      }
    }
  }

  /// What of a feed's records would betray them anywhere.
  private func secrets(_ feed: String) throws -> Set<String> {
    Set(
      try records(feed).flatMap { record in
        String(decoding: record.map { $0 < 0x80 ? $0 : 0x20 }, as: UTF8.self)
          .split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count >= 11 }
      })
  }

  @Test func countsAgreeWithTheLedger() throws {
    let report =
      try JSONSerialization.jsonObject(
        with: Data(granary("list", "--json").text.utf8)) as? [[String: Any]]
    let rows = try #require(report)
    var counted: [String: Int] = [:]
    for row in rows { counted[row["feed"] as? String ?? "", default: 0] += row["rows"] as? Int ?? 0 }
    let ledger = try bank.ask(
      """
      select feed, rejected_rows + duplicate_rows from meta.batch
      where status = 'published' and rejected_rows + duplicate_rows > 0
      """)
    #expect(counted == Dictionary(uniqueKeysWithValues: ledger.map { ($0[0]!, Int($0[1]!)!) }))
    #expect(counted.count > 10)
    let one = try granary("list", "X1/posting", "--rule", "duplicate")
    #expect(one.status == 0 && one.text.contains("duplicate") && !one.text.contains("check_digit"))
    #expect(try granary("list", "--rule", "no_such_rule").text.hasPrefix("No rejects and no duplicates in "))
    #expect(try granary("list", "X1/post").status == 64)
    #expect(try granary("list", "--from", "2025-11-20").status == 64)
  }

  @Test(arguments: feeds) func placesAndReasonsShowNoValue(feed: String) throws {
    let secrets = try secrets(feed)
    #expect(!secrets.isEmpty)
    for words in [
      ["list", feed], ["show", feed, "--limit", "100000"], ["show", feed, "--limit", "100000", "--json"],
    ] {
      let ended = try Program.run(["rejects"] + words + bank.reach)
      #expect(ended.status == 0 && !ended.text.holds(secrets), "\(words)")
      #expect(ended.text.contains("hint: ") || words.last != "100000")
    }
  }

  @Test(arguments: feeds) func recordsAreForTheirHighestItemsClearance(feed: String) throws {
    let asset = try #require(bank.project.catalog.asset(bank.project.feed(feed)!.asset))
    let secrets = try secrets(feed)
    #expect(asset.level >= 3)
    let target = "\(bank.folder)/back-\(feed.replacing("/", with: "-"))"
    for level in 1..<asset.level {
      for words in [["show", feed, "--raw"], ["export", feed, target]] {
        let refused = try Program.run(["rejects"] + words + ["--as", "\(level)"] + bank.reach)
        #expect(refused.status == 77 && !refused.text.holds(secrets))
        #expect(
          refused.text.hasPrefix("--as: error: records of \(feed)")
            && refused.text.contains("clearance \(level) is below"))
        #expect(!FileManager.default.fileExists(atPath: target))
      }
    }
    // Without a word the clearance is 2; a branch's login reads one branch's customers alone, however high it is.
    #expect(try granary("show", feed, "--raw").status == 77)
    #expect(try granary("show", feed, "--raw", "--as", "\(bank.name)_nanjing2").status == 77)
    #expect(try granary("show", feed, "--raw", "--as", "\(bank.name)_analyst2").status == 77)
    let shown = try granary("show", feed, "--raw", "--limit", "100000", "--as", "\(asset.level)")
    #expect(shown.status == 0 && shown.text.holds(secrets))
  }

  /// The server itself lets no reader near them, whatever program asks.
  @Test(arguments: ["analyst1", "analyst2", "analyst3", "officer4", "nanjing2"])
  func noLoginReachesTheTable(login: String) throws {
    for sql in [
      "select raw from meta.reject", "select count(*) from meta.reject", "copy meta.reject (raw) to stdout",
      "select batch from meta.batch", "delete from meta.reject", "create view pg_temp.v as select * from meta.reject",
    ] {
      #expect(try bank.refusal(sql, as: login) == "42501", "\(sql)")
    }
    let privileges =
      "select has_table_privilege('\(bank.name)_\(login)', 'meta.reject', 'select, insert, update, delete')"
    #expect(try bank.ask(privileges) == [["f"]])
    // And so it does granary itself, when that login runs it.
    let theirs = bank.settings.as(user: "\(bank.name)_\(login)").keywords.map { "\($0.key)=\($0.value)" }
      .joined(separator: " ")
    let place = ["--project", bank.folder, "--warehouse", theirs]
    for words in [["show", "X1/posting", "--raw", "--as", "4"], ["export", "X1/posting", "--as", "4"], ["list"]] {
      let ended = try Program.run(["rejects"] + words + place)
      #expect(ended.status == 77, "\(ended.text)")
      #expect(try !ended.text.holds(secrets("X1/posting")))
    }
  }

  /// In the sender's form: each record's own bytes, and the same file every time.
  @Test(arguments: feeds) func anExportHoldsEveryRecord(feed: String) throws {
    let asset = try #require(bank.project.catalog.asset(bank.project.feed(feed)!.asset))
    let target = "\(bank.folder)/out/\(feed)"
    // Something that an earlier export left behind when it was killed.
    try SenderFile(target + ".partial").write(Array("half".utf8))
    let ended = try granary("export", feed, target, "--as", "\(asset.level)")
    #expect(ended.status == 0, "\(ended.text)")
    let records = try records(feed)
    #expect(ended.text.hasPrefix("\(records.count.grouped) record"))
    let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let bytes = try SenderFile(target).read()
    #expect(
      try !FileManager.default.contentsOfDirectory(
        atPath: URL(fileURLWithPath: target).deletingLastPathComponent().path
      )
      .contains { $0.hasSuffix(".partial") })
    var rest = bytes[...]
    for record in records {
      var part = record
      if feed.hasPrefix("X3") || feed.hasPrefix("G") {
        // Of an object the brace goes before the reason; what is none is there as text.
        let isObject = (try? JSONSerialization.jsonObject(with: Data(record))) is [String: Any]
        part = isObject ? Array(record.drop { $0 != 0x7B }.dropFirst()) : Array("\"granary_".utf8)
      }
      let place = try #require(rest.firstRange(of: part), "a record is not there")
      rest = rest[place.upperBound...]
    }
    // What is there stays, whatever it holds, until somebody says that it may go.
    try SenderFile(target).write(Array("ours".utf8))
    let refused = try granary("export", feed, target, "--as", "\(asset.level)")
    #expect(refused.status == 64 && refused.text.contains("error: there is a file already\n    hint: "))
    #expect(try SenderFile(target).read() == Array("ours".utf8))
    // Nor does a link lead it elsewhere.
    let (link, elsewhere) = (target + ".link", target + ".elsewhere")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: elsewhere)
    #expect(try granary("export", feed, link, "--as", "\(asset.level)").status == 64)
    try FileManager.default.createSymbolicLink(atPath: link + ".partial", withDestinationPath: elsewhere)
    #expect(try granary("export", feed, link, "--as", "\(asset.level)", "--replace").status == 0)
    #expect(try !FileManager.default.fileExists(atPath: elsewhere) && SenderFile(link).read() == bytes)
    #expect(try granary("export", feed, target, "--as", "\(asset.level)", "--replace").status == 0)
    #expect(try SenderFile(target).read() == bytes)
    #expect(try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o600)
    if feed == "X1/posting" {
      let trailer = try #require(bytes.split(separator: 0x0A).last)
      #expect(
        String(decoding: trailer, as: UTF8.self).hasPrefix(
          "T20251120" + String(repeating: "0", count: 10 - "\(records.count)".count) + "\(records.count)"))
    }
  }

  /// Without a name it lies where the feed says that its sender's rejects are put out.
  @Test func anExportGoesToTheOutbox() throws {
    let ended = try granary("export", "T/declaration", "--as", "4", "--json")
    #expect(ended.status == 0)
    let path = "\(bank.folder)/outbox/tax/TAX_DECL_20251120.txt.rejects"
    #expect(ended.text.contains("\"file\":\"\(path)\"") && FileManager.default.fileExists(atPath: path))
    let first = try #require(
      try bank.ask(
        """
        select r.line, r.column_no, r.rule from meta.reject r join meta.live l using (batch)
        where l.feed = 'T/declaration' and r.column_no > 0 order by r.line limit 1
        """
      ).first)
    let column = try #require(bank.project.feed("T/declaration")?.form.columns[Int(first[1] ?? "")! - 1])
    // Not the whole file: some of its records are no GB18030.
    let words = SenderFile(path + ".words")
    try words.write(Array("\(first[0] ?? "")|\(column)|\(first[2] ?? "")|".utf8))
    let encoded = try SenderFile.run("iconv", ["-f", "UTF-8", "-t", "GB18030", words.path])
    #expect(try SenderFile(path).read().firstRange(of: encoded) != nil)
  }
}
