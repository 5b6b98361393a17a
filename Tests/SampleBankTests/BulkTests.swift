import Foundation
import Tabular
import Testing

@testable import SampleBank

@Suite struct BulkTests {
  private let date = BusinessDate(daysSince2000: 9455)

  /// The clean rows are exactly those a reader of the file would load, in order.
  @Test(arguments: Bulk.Feed.allCases) func cleanRowsAreWhatLoads(feed: Bulk.Feed) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bulk-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let summary = try Bulk(
      Bulk.Options(
        feed, folder: folder, clean: folder + "/clean.tsv", date: date, rows: 5000, accountCount: 100, dirt: 0.1)
    ).run()
    let layout = feed.layout
    let judge = Judge(layout, on: date)
    var seen: Set<[String]> = []
    var rows: [String] = []
    let lines = try Bank.bytes("\(folder)/drop/\(layout.fileName(on: date))").split(separator: 10)
    for line in lines.dropLast(layout.closingLines) {
      let finding = judge.judge(line + [10])
      guard finding.refusal == nil, seen.insert(layout.key.map { finding.values[$0] }).inserted else { continue }
      if feed == .posting, finding.values[9] == "9" { continue }
      rows.append(zip(layout.fields, finding.values).map { column($1, $0.kind) }.joined(separator: "\t"))
    }
    let clean = try String(contentsOfFile: folder + "/clean.tsv", encoding: .utf8)
    #expect(clean == rows.joined(separator: "\n") + "\n")
    #expect(summary.loaded == rows.count)
    #expect(summary.declared == lines.count - layout.closingLines)
    #expect(summary.declared == 5000 + summary.duplicate)
    #expect(summary.rejected > 0 && summary.duplicate > 0)
    #expect(summary.declared == summary.loaded + summary.rejected + summary.duplicate + summary.filtered)
    if feed.namesAccounts {
      let accounts = "\(folder)/drop/\(AccountFeed.layout.fileName(on: date))"
      #expect(try Bank.bytes(accounts).split(separator: 10).count == 101)
    }
  }

  private func column(_ value: String, _ kind: Field.Kind) -> String {
    if value.isEmpty { return "\\N" }
    let digits = Array(value.filter(\.isNumber)).map(String.init)
    func part(_ places: Range<Int>) -> String { digits[places].joined() }
    let day = { part(0..<4) + "-" + part(4..<6) + "-" + part(6..<8) }
    switch kind {
    case .date: return day()
    case .compactTime, .zonedTime: return day() + " " + part(8..<10) + ":" + part(10..<12) + ":" + part(12..<14)
    case .amount: return Amount(value, scale: 2)?.description ?? "no amount"
    default: return value
    }
  }
}
