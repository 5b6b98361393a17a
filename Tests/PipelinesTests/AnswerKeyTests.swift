import Catalog
import Cleansing
import Foundation
import Pipelines
import SampleBank
import Tabular
import Testing
import Warehouse

/// Whole nights of a dirty bank against the bank's own answer key: every outcome, every value, every cent.
///
/// Five small banks always; with `GRANARY_LONG=1` five larger ones.
@Suite struct AnswerKeyTests {
  static let isLong = ProcessInfo.processInfo.environment["GRANARY_LONG"] == "1"
  static let seeds: [UInt64] = [7, 42, 1979, 31_337, 20_251_120]

  @Test(arguments: seeds) func everyOutcomeIsTheKeys(seed: UInt64) throws {
    try prove(TestBank(seed: seed, customers: Self.isLong ? 2000 : 300, days: 3, breaks: 2), "seed \(seed)")
  }

  /// Every fifth record dirty, and the gates that would refuse such files open.
  @Test func moreDirtThanAnyGateAllows() throws {
    let bank = try TestBank(seed: 3, customers: Self.isLong ? 2000 : 200, days: 2, dirt: 0.2)
    for index in bank.project.feeds.indices { bank.project.feeds[index].gates = Gates() }
    try prove(bank, "seed 3 at 20% dirt")
  }

  /// What senders send at the end of a month.
  @Test func theEndOfAMonth() throws {
    let bank = try TestBank(seed: 11, days: 2, last: try #require(BusinessDate("2025-11-30")), breaks: 1)
    try prove(bank, "seed 11, end of November")
    #expect(try bank.database.published("T/credit", on: bank.dates[1]) != nil)
  }

  private func prove(_ bank: TestBank, _ name: String) throws {
    var proof = Proof(bank: bank)
    for date in bank.dates {
      let night = try bank.run(date)
      #expect(night.exit == .publishedWithRejects, "\(NightSummary(of: night, clock: bank.project.night).lines)")
      #expect(night.feeds.allSatisfy { $0.equation?.isClosed == true }, "every equation closes")
      let key = try AnswerKey(of: bank, on: date)
      for feed in bank.project.feeds { try proof.check(feed, on: date, key) }
      try proof.checkDifferences(on: date, key)
    }
    for score in [proof.rejects, proof.duplicates, proof.normalized, proof.unresolved, proof.differences] {
      #expect(score.isPerfect && score.right > 0)
    }
    print("\(name): \(proof.figures)")
  }
}

/// One bank's nights held against its key.
struct Proof {
  let bank: TestBank
  var records = 0
  var values = 0
  var rejects = Score()
  var duplicates = Score()
  var normalized = Score()
  var unresolved = Score()
  var differences = Score()

  init(bank: TestBank) { self.bank = bank }

  var figures: String {
    """
    \(bank.dates.count) dates x \(bank.project.feeds.count) feeds, \(records) records, \(values) figures equal; \
    rejects \(rejects); duplicates \(duplicates); normalized \(normalized); unresolved \(unresolved); \
    differences \(differences)
    """
  }

  mutating func check(_ feed: Feed, on date: BusinessDate, _ key: AnswerKey) throws {
    let place = "\(feed.id) \(date)"
    guard let totals = key.totals.feeds[feed.id] else {
      #expect(try bank.database.published(feed.id, on: date) == nil, "\(place) was not sent")
      return
    }
    let entry = try #require(try bank.database.published(feed.id, on: date), "\(place) is not published")
    try checkRejects(of: feed, entry, key, place)
    try checkValues(of: feed, entry, key, place)
    try checkUnresolved(of: feed, entry, key, place)
    checkSheet(entry.sheet, totals, place)
    try checkTables(of: feed, entry, totals, place)
    records += entry.sheet.counted
  }

  /// A reject is the line, the rule and the item; a duplicate is the line and the line that stands for it.
  private mutating func checkRejects(
    of feed: Feed, _ entry: LedgerEntry, _ key: AnswerKey, _ place: String
  ) throws {
    let found = try bank.database.rejects(of: entry.batch)
    let text = { (line: Int64, rule: String?, item: String?) in "\(line) \(rule ?? "") \(item ?? "")" }
    let rejected = Set(found.filter { $0.rule != "duplicate" }.map { text($0.line, $0.rule, $0.item) })
    let rightRejects = Set(key.answers(of: feed.id, .rejected).map { text(Int64($0.line), $0.rule, $0.item) })
    #expect(rejected == rightRejects, "\(place) rejects: \(rejected.symmetricDifference(rightRejects))")
    rejects.add(rejected, rightRejects)
    let doubled = Set(found.filter { $0.rule == "duplicate" }.map { "\($0.line) of \($0.firstLine ?? 0)" })
    let rightDoubled = Set(key.answers(of: feed.id, .duplicate).map { "\($0.line) of \($0.of ?? 0)" })
    #expect(doubled == rightDoubled, "\(place) duplicates: \(doubled.symmetricDifference(rightDoubled))")
    duplicates.add(doubled, rightDoubled)
  }

  /// How many values of each item were normalized, and what each of those the key names has become.
  private mutating func checkValues(of feed: Feed, _ entry: LedgerEntry, _ key: AnswerKey, _ place: String) throws {
    let answers = key.answers(of: feed.id, .normalized)
    let counts = Dictionary(grouping: answers) { $0.item ?? "" }.mapValues(\.count)
    #expect(entry.sheet.normalized == counts, "\(place) normalized by item")
    var found: Set<String> = []
    // What is only written in other digits has the same right value, and counts as nothing.
    let all = answers + key.answers(of: feed.id, .taken)
    for (item, answers) in Dictionary(grouping: all, by: { $0.item ?? "" }) {
      let lines = answers.map { String($0.line) }.joined(separator: ", ")
      let rows = try bank.ask(
        """
        select line, "\(item)"::text from ods.\(feed.table) where batch = \(entry.batch) and line in (\(lines))
        """)
      found.formUnion(rows.map { "\($0[0] ?? "") \(item) \($0[1] ?? "NULL")" })
    }
    let right = Set(all.map { "\($0.line) \($0.item ?? "") \($0.to ?? "NULL")" })
    #expect(found == right, "\(place) normalized values differ in lines \(found.symmetricDifference(right).lines)")
    normalized.add(found, right)
  }

  /// Rows whose token leads to nothing delivered by that date.
  private mutating func checkUnresolved(
    of feed: Feed, _ entry: LedgerEntry, _ key: AnswerKey, _ place: String
  ) throws {
    let asset = try #require(bank.project.catalog.asset(feed.asset))
    var found: Set<String> = []
    for item in asset.items where item.references != nil && item.identifies != nil {
      let rows = try bank.ask(
        """
        select t.line from ods.\(feed.table) t
        where t.batch = \(entry.batch) and t."\(item.id)_key" is not null
          and t."\(item.id)_key" not in (\(delivered(item.references!, by: entry.delivery.businessDate)))
        """)
      found.formUnion(rows.map { "\($0[0] ?? "") \(item.id)" })
    }
    let right = Set(key.answers(of: feed.id, .unresolved).map { "\($0.line) \($0.item ?? "")" })
    #expect(found == right, "\(place) unresolved: \(found.symmetricDifference(right))")
    unresolved.add(found, right)
  }
}

extension Proof {
  /// The tokens of an asset's item that had been delivered by a date.
  private func delivered(_ reference: Item.Reference, by date: BusinessDate) -> String {
    let asset = bank.project.catalog.asset(reference.asset)!
    if asset.identifies.contains(where: \.isCustomer) {
      return "select key from dwd.identifier where since <= '\(date)'"
    }
    let table = asset.id.split(separator: "/")[1]
    return switch asset.keeps {
    case .versions: "select \(reference.item)_key from dwd.\(table) where valid_from <= '\(date)'"
    case .events, .snapshots:
      """
      select \(reference.item)_key from ods.\(table)
      where biz_date <= '\(date)' and batch in (select batch from meta.live where asset = '\(asset.id)')
      """
    }
  }
}

extension Set<String> {
  /// The line numbers that begin each element: values stay out of messages.
  var lines: [String] { compactMap { $0.split(separator: " ").first.map(String.init) }.sorted() }
}

extension Feed {
  var table: String { asset.split(separator: "/").last.map(String.init) ?? "" }
}
