import Feeds
import Foundation
import Pipelines
import Postgres
import SampleBank
import Tabular
import Testing
import Warehouse

/// Every fault the sample bank knows: what granary says, that nobody sees anything of it, and that the good delivery and
/// one tick heal it without a hand.
@Suite struct FaultTests {
  @Test(.timeLimit(.minutes(10))) func everyFaultIsHeldBackAndHeals() throws {
    let bank = try FaultBank()
    try bank.runGoodNights()
    #expect(bank.cases.count >= 30)
    #expect(Set(bank.cases.map(\.fault.feed)).count >= 8)
    for spoiled in bank.cases { try check(spoiled, bank) }
  }

  private func check(_ spoiled: FaultBank.Case, _ bank: FaultBank) throws {
    let fault = spoiled.fault
    let (feed, date) = (fault.feed, try #require(BusinessDate(fault.date)))
    let name = Comment(rawValue: "\(fault.name) of \(feed)")
    try bank.begin(fault)
    let before = try bank.before(fault)

    try bank.deliver(spoiled, "arrives")
    bank.wait(fault.name == "api_stalls" ? 400 : 120_000)
    let answer = try bank.perform(fault.fault)
    #expect(answer == FaultBank.Answer(fault.fault), "\(name): \(answer)")
    #expect(try bank.ledger(of: feed, on: date) == fault.fault.ledger, name)
    #expect(try bank.bank.database.published(feed, on: date)?.sheet.rows[.loaded] == fault.fault.loaded, name)
    #expect(try bank.content() == before, name)

    try bank.deliver(spoiled, "heals")
    bank.wait(120_000)
    let healing = try bank.perform(fault.healing)
    #expect(healing == FaultBank.Answer(fault.healing), "\(name): \(healing)")
    #expect(try bank.ledger(of: feed, on: date) == fault.healing.ledger, name)
    #expect(try bank.bank.database.published(feed, on: date)?.sheet.rows[.loaded] == fault.healing.loaded, name)
    #expect(try bank.content() == bank.unspoiled(feed), name)
  }
}

/// A bank with faults, and its state before any of them, which each fault begins with.
///
/// Only what no fault touches is published in that state; the feed a fault is of is brought up to it when the fault
/// begins, and the other spoiled feeds are nobody's meanwhile.
private final class FaultBank {
  struct Case {
    var fault: Fault
    var folder: String
  }

  /// How a command ends, as its caller sees it.
  struct Answer: Equatable {
    var exit: Int32
    var message: String?

    init(_ step: Fault.Step) { (exit, message) = (step.exit, step.message?.description) }
    init(exit: Int32, message: String?) { (self.exit, self.message) = (exit, message) }
  }

  let bank: TestBank
  let cases: [Case]
  private let project: Project
  private let spoiled: Set<String>
  private var contents: [String: Content] = [:]

  private var keep: String { bank.folder + "/kept" }
  private var state: [String] { ["archive", "bank/drop", "bank/api"] }
  private var name: String { bank.name }

  init() throws {
    bank = try TestBank(customers: 60, days: 3, dirt: 0.01, faults: true)
    let place = bank.folder + "/.granary/bank/faults"
    cases = try FileManager.default.contentsOfDirectory(atPath: place).sorted().map { name in
      let json = try Data(contentsOf: URL(fileURLWithPath: "\(place)/\(name)/fault.json"))
      return Case(fault: try JSONDecoder().decode(Fault.self, from: json), folder: "\(place)/\(name)")
    }
    spoiled = Set(cases.map(\.fault.feed))
    project = bank.project
  }

  func runGoodNights() throws {
    for date in bank.dates {
      for feed in project.feeds where !spoiled.contains(feed.id) && feed.schedule.isDue(on: date) {
        #expect(try bank.run(date, only: feed.id).feeds[0].ending == .published, "\(feed.id) \(date)")
      }
    }
    for part in state {
      let to = URL(fileURLWithPath: "\(keep)/\(part)")
      try FileManager.default.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: URL(fileURLWithPath: "\(bank.folder)/.granary/\(part)"), to: to)
    }
    try bank.copyDatabase(name, as: "\(name)_kept")
  }

  /// The state before a fault: everything of its feed is published but the dates it awaits, and their files are gone.
  func begin(_ fault: Fault) throws {
    try bank.copyDatabase("\(name)_kept", as: name)
    for part in state {
      let place = "\(bank.folder)/.granary/\(part)"
      try? FileManager.default.removeItem(atPath: place)
      try FileManager.default.copyItem(atPath: "\(keep)/\(part)", toPath: place)
    }
    bank.project.feeds = project.feeds.filter { $0.id == fault.feed || !spoiled.contains($0.id) }
    bank.now = try bank.moment("02:10")
    for date in bank.dates where !fault.awaited.contains(date.description) {
      #expect(try bank.run(date, only: fault.feed).feeds[0].ending == .published, "\(fault.feed) \(date)")
    }
    // What lies there still is of the feeds that are nobody's, or of the dates that are awaited.
    for path in try FileManager.default.subpathsOfDirectory(atPath: bank.drop) where path.contains(".") {
      try FileManager.default.removeItem(atPath: "\(bank.drop)/\(path)")
    }
  }

  /// What the warehouse holds, and what a reader at clearance 2 sees of it.
  struct Content: Equatable {
    var digest: [ContentDigest.Line]
    var seen: [[String?]]
  }

  func content() throws -> Content { Content(digest: try bank.digest().lines, seen: try seen()) }

  /// Faults that await the same dates of a feed begin with the same content.
  func before(_ fault: Fault) throws -> Content {
    let state = "\(fault.feed) \(fault.awaited)"
    if let known = contents[state] { return known }
    let content = try content()
    contents[state] = content
    return content
  }

  /// When a feed is never spoiled.
  func unspoiled(_ feed: String) throws -> Content {
    var fault = try #require(cases.first { $0.fault.feed == feed }).fault
    fault.awaited = []
    if let known = contents["\(feed) []"] { return known }
    try begin(fault)
    return try before(fault)
  }

  func deliver(_ spoiled: Case, _ part: String) throws {
    let from = "\(spoiled.folder)/\(part)"
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: from)) ?? [] {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(from)/\(path)", isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      try SenderFile("\(bank.folder)/.granary/bank/\(path)").write(SenderFile("\(from)/\(path)").read())
    }
  }

  /// How long an answer may take, in milliseconds: a test does not wait for a server that says nothing.
  func wait(_ answerTime: Int) {
    for index in bank.project.feeds.indices {
      guard case .pages(var address) = bank.project.feeds[index].arrival else { continue }
      address.limits = FetchLimits(answerTime: answerTime, backoff: 1)
      bank.project.feeds[index].arrival = .pages(address)
    }
  }

  /// The command at its clock.
  func perform(_ step: Fault.Step) throws -> Answer {
    let runner = bank.runner(at: try #require(Moment(step.now, in: bank.project.night.zone)))
    if step.command == ["tick"] {
      let tick = try runner.tick()
      #expect(tick.news.count <= 1)
      return Answer(exit: tick.exit.rawValue, message: tick.news.first?.description)
    }
    try #require(step.command.count == 5 && step.command[0] == "run")
    let night = try runner.run(
      try #require(BusinessDate(step.command[2])), only: try #require(bank.project.feed(step.command[4])))
    switch night.feeds[0].ending {
    case .refused(let why), .awaited(_, because: let why?):
      return Answer(exit: night.exit.rawValue, message: why.description)
    default: return Answer(exit: night.exit.rawValue, message: nil)
    }
  }

  func ledger(of feed: String, on date: BusinessDate) throws -> [String] {
    try bank.database.ledger(on: date, feed: feed).map(\.status.rawValue)
  }

  /// What a reader at clearance 2 has of every view: rows, and a sum over all of them. What was compared follows from
  /// the rest, and is compared when a tick comes by.
  func seen() throws -> [[String?]] {
    let views = try bank.ask(
      """
      select viewname from pg_views
      where schemaname = 'mart_l2' and viewname not in ('items', 'night') and viewname not like 'reconciliation%'
      order by 1
      """
    )
    let parts = views.map { row in
      let view = row[0] ?? ""
      return "select '\(view)', count(*), sum(hashtextextended(v::text, 0)) from mart_l2.\"\(view)\" v"
    }
    return try bank.ask(parts.joined(separator: " union all "), as: "analyst2")
  }
}
