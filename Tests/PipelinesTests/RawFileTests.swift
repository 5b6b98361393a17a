import Catalog
import Foundation
import Pipelines
import SampleBank
import Tabular
import Testing
import Warehouse

/// Somebody with a sender's file in hand and the catalog's page beside it finds every field: each place the page names is
/// cut out of the raw file and held against what was loaded from that line.
@Suite struct RawFileTests {
  @Test func everyFieldIsWhereItsPageSays() throws {
    // A day on which nearly everything is due, and the end of its month.
    let bank = try TestBank(seed: 19, customers: 60, days: 11, dirt: 0, last: try #require(BusinessDate("2025-11-30")))
    _ = try bank.run(bank.dates[0])
    _ = try bank.run(bank.dates[10], only: "T/credit")
    let pages = Dictionary(uniqueKeysWithValues: Handbook(bank.project).pages.map { ($0.path, $0.text) })
    var check = PlaceCheck(bank: bank)
    for feed in bank.project.feeds {
      let date = feed.schedule.isDue(on: bank.dates[0]) ? bank.dates[0] : bank.dates[10]
      let page = try #require(pages["assets/\(feed.asset.replacing("/", with: "-")).html"])
      try check.check(feed, on: date, by: FeedPage(feed.id, on: page))
    }
    #expect(check.found > check.items * 9 / 10, "\(check.items - check.found) items have no value in the sample")
    print("\(bank.project.feeds.count) feeds, \(check.items) items, \(check.values) values found where their page says")
  }
}

private struct PlaceCheck {
  let bank: TestBank
  /// Items that were looked for, of how many a value was found, and values compared.
  var items = 0
  var found = 0
  var values = 0

  init(bank: TestBank) { self.bank = bank }

  mutating func check(_ feed: Feed, on date: BusinessDate, by page: FeedPage) throws {
    let place = "\(feed.id) \(date)"
    let entry = try #require(try bank.database.published(feed.id, on: date), "\(place) is not published")
    let path = bank.project.path(try page.path(on: date.description))
    let isFolder = path.hasSuffix("/")
    let name = isFolder ? try FileManager.default.contentsOfDirectory(atPath: path).first { $0 != "delivery.json" } : ""
    let data = path + (name ?? "")
    let file = try RawFile(data, by: page)
    let asset = try #require(bank.project.catalog.asset(feed.asset))
    let columns = asset.items.map { ", \"\($0.id)\"::text" }.joined()
    let rows = try bank.ask(
      "select line\(columns) from ods.\(feed.table) where batch = \(entry.batch) order by line limit 200")
    #expect(!rows.isEmpty, "\(place) has rows")
    let lines = rows.compactMap { $0[0].flatMap { Int($0) } }
    for (index, item) in asset.items.enumerated() {
      let origin = try #require(page.origins[item.id], "\(place) the page does not say where \(item.id) is")
      let delivered = try origin.places.map { try file.texts(at: $0, lines: lines, beside: data + ".cut") }
      var wrong: [Int] = []
      for (row, line) in lines.enumerated() {
        let expected = value(of: item, origin, delivered.map { $0[row] })
        if expected != rows[row][index + 1].map({ comparable($0, item, origin) }) { wrong.append(line) }
      }
      #expect(wrong.isEmpty, "\(place) \(item.id) is another value in lines \(wrong.prefix(5))")
      items += 1
      let count = rows.count { $0[index + 1] != nil }
      found += count > 0 ? 1 : 0
      values += count
    }
  }

  /// What the delivered texts mean, as the page explains them.
  private func value(of item: Item, _ origin: FeedPage.Origin, _ texts: [String?]) -> String? {
    if let constant = origin.constant { return comparable(constant, item, origin) }
    guard let first = texts.first else { return nil }
    if origin.isDifference {
      let numbers = texts.map { Decimal(string: $0 ?? "0") ?? 0 }
      return comparable("\(numbers[0] - numbers[1])", item, origin)
    }
    guard let text = first else { return nil }
    if texts.count == 2, let sign = texts[1], origin.negative.contains(sign) {
      return comparable("\(-(Decimal(string: text) ?? 0))", item, origin)
    }
    return comparable(origin.map.isEmpty ? text : origin.map[text] ?? "not in the map", item, origin)
  }

  /// Numbers by value, dates and times by their digits (all in the bank's own zone), texts as they are.
  private func comparable(_ text: String, _ item: Item, _ origin: FeedPage.Origin) -> String {
    switch item.type {
    case .integer, .decimal: return Decimal(string: text)?.description ?? text
    case .date, .timestamp:
      let local = text.hasSuffix("+08:00") ? String(text.dropLast(6)) : text
      return local.filter(\.isNumber)
    case .text, .boolean: return origin.isSpelled ? text.filter(\.isNumber) : text
    }
  }
}
