import Foundation
import Pipelines
import Tabular
import Testing
import Warehouse

/// Deliveries whose columns are no longer those declared: what is said, what the ledger keeps, and that nothing loads.
@Suite struct DriftTests {
  private let org = "R/org"
  private let date = TestBank.last

  /// A bank whose one feed says of drift what the test wants.
  private func bank(_ feed: String, _ drift: String? = nil) throws -> TestBank {
    let bank = try TestBank(customers: 60, dirt: 0)
    guard let drift else { return bank }
    let path = "\(bank.folder)/Pipelines/\(feed).yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("drift: refuse\n"))
    try text.replacing("drift: refuse\n", with: "drift: \(drift)\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    try bank.apply()
    return bank
  }

  private func path(_ bank: TestBank) -> String { "\(bank.drop)/R/ORG_20251120.csv" }

  /// Takes every line of the organisations' file apart and puts it together otherwise.
  private func rewrite(_ bank: TestBank, _ change: (Int, [String]) -> [String]) throws {
    let text = try String(contentsOfFile: path(bank), encoding: .utf8)
    let lines = text.components(separatedBy: "\r\n").dropLast().enumerated().map { index, line in
      change(index, line.components(separatedBy: ",")).joined(separator: ",")
    }
    try (lines.joined(separator: "\r\n") + "\r\n").write(toFile: path(bank), atomically: true, encoding: .utf8)
  }

  private func rename(_ bank: TestBank) throws {
    try rewrite(bank) { index, fields in
      index == 0 ? fields.map { $0.replacing("机构名称", with: "机构全称") } : fields
    }
  }

  @Test func anotherHeadingIsRefusedWhereItBegins() throws {
    let bank = try bank(org)
    let good = try Data(contentsOf: URL(fileURLWithPath: path(bank)))
    try rename(bank)
    let night = try bank.run(date, only: org)
    #expect(night.exit == .gateFailed)
    guard case .refused(let why) = night.feeds[0].ending else {
      Issue.record("\(night.feeds[0].ending)")
      return
    }
    #expect(why.location.line == 1 && why.location.column > 1, "\(why.location)")
    #expect(
      why.message
        == "the heading names other columns than the feed: column 2 is declared 机构名称, delivered 机构全称")
    #expect(
      why.hint
        == "ask 人力资源系统 人力资源部 周颖; if the change is meant: granary feed propose R/ORG_20251120.csv --against R/org, "
        + "and once it is declared granary run --date 2025-11-20 --feed R/org --correct")
    // What the hint says works although the file is in the archive by now.
    let request = Proposal.Request(path: "R/ORG_20251120.csv")
    let proposal = try ProposalFiles.make(request, against: bank.project.feed(org), bank.project)
    #expect(proposal.findings.map(\.text).first?.hasPrefix("delivered as 机构全称") == true)
    let entries = try bank.database.ledger(on: date, feed: org)
    #expect(entries.map(\.status) == [.refused])
    #expect(entries[0].message == why.description)
    #expect(try bank.ask("select count(*) from ods.org") == [["0"]])
    // The right file heals it, and nobody has to do anything but deliver.
    try good.write(to: URL(fileURLWithPath: path(bank)))
    #expect(try bank.run(date, only: org).exit == .published)
  }

  @Test func aQuarantinedDeliveryIsHeldRecordByRecord() throws {
    let bank = try bank(org, "quarantine")
    try rename(bank)
    let rows = try String(contentsOfFile: path(bank), encoding: .utf8).components(separatedBy: "\r\n").count - 2
    let night = try bank.run(date, only: org)
    #expect(night.exit == .gateFailed)
    guard case .refused(let why) = night.feeds[0].ending else {
      Issue.record("\(night.feeds[0].ending)")
      return
    }
    #expect(why.message.contains("column 2 is declared 机构名称, delivered 机构全称"))
    let entry = try #require(try bank.database.ledger(on: date, feed: org).first)
    #expect(entry.status == .refused)
    #expect(entry.sheet.counted == rows && entry.sheet.rows[.rejected] == rows && entry.sheet.rows[.loaded] == 0)
    let rejects = try bank.database.rejects(of: entry.batch)
    #expect(rejects.count == rows && rejects.allSatisfy { $0.rule == "drift" })
    #expect(try bank.ask("select count(*) from ods.org") == [["0"]])
    #expect(try bank.database.published(org, on: date) == nil)
  }

  @Test func columnsInAnotherOrderAndKnownAdditionsLoadTheSame() throws {
    let bank = try bank(org, "{ order: by name, additions: [备注, 经办] }")
    let good = try Data(contentsOf: URL(fileURLWithPath: path(bank)))
    try rewrite(bank) { index, fields in
      [fields[4], index == 0 ? "备注" : "\"见, 附件\"", fields[0], fields[2], fields[1], fields[3]]
    }
    #expect(try bank.run(date, only: org).exit == .published)
    let digest = try bank.digest()
    #expect(digest.lines.contains { $0.name.hasSuffix("R/org") && $0.rows > 0 })
    // As declared, as the sender's second file: the same rows.
    try good.write(to: URL(fileURLWithPath: "\(bank.drop)/R/ORG_20251120_02.csv"))
    #expect(try bank.run(date, only: org).feeds[0].ending == .published)
    #expect(try bank.digest() == digest)
  }

  @Test(arguments: [true, false]) func recordsOfAnotherLengthAreAnotherFile(isWhole: Bool) throws {
    let bank = try bank("X1/posting")
    let file = SenderFile("\(bank.drop)/X1/POST_20251120.dat.gz")
    let lines = try file.unzipped().split(separator: 0x0A)
    var changed: [UInt8] = []
    for (index, line) in lines.enumerated() {
      let isChanged = line.first == UInt8(ascii: "D") && (isWhole || index == 3)
      changed += isChanged ? line.prefix(40) + [0x30, 0x30] + line.dropFirst(40) : line
      changed.append(0x0A)
    }
    try file.zip(changed)
    _ = try bank.run(date, only: "X1/account")
    let outcome = try bank.run(date, only: "X1/posting").feeds[0]
    if isWhole {
      guard case .refused(let why) = outcome.ending else {
        Issue.record("\(outcome.ending)")
        return
      }
      #expect(why.message == "its records have 134 bytes, the feed declares 132")
      #expect(why.location.line == 1)
      #expect(try bank.ask("select count(*) from ods.posting") == [["0"]])
    } else {
      #expect(outcome.ending == .published && outcome.equation?.rows.rejected == 1)
    }
  }

  @Test func membersNobodyDeclaredAreRefusedOrSkippedByName() throws {
    let bank = try bank("X3/login")
    let file = SenderFile("\(bank.drop)/X3/LOGIN_20251120.ndjson.gz")
    let good = try file.unzipped()
    let changed = String(decoding: good, as: UTF8.self).replacing(
      "\"channel\":", with: "\"os\":{\"v\":[1]},\"channel\":")
    try file.zip(Array(changed.utf8))
    _ = try bank.run(date, only: "X1/account")
    let outcome = try bank.run(date, only: "X3/login").feeds[0]
    guard case .refused(let why) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(why.message == "its records have members that the feed does not declare: os")
    // Declared as a known addition it is skipped, and the operator's word takes the file in.
    let yaml = "\(bank.folder)/Pipelines/X3/login.yaml"
    try String(contentsOfFile: yaml, encoding: .utf8)
      .replacing("drift: refuse", with: "drift: { otherwise: refuse, additions: [os] }")
      .write(toFile: yaml, atomically: true, encoding: .utf8)
    try bank.apply()
    #expect(try bank.run(date, only: "X3/login", isCorrection: true).exit == .published)
  }
}
