import Catalog
import Foundation
import Pipelines
import SampleBank
import Testing

/// What the benchmarks load is compared there with the rows that must load; here it is on a small scale.
@Suite struct BulkTests {
  @Test(arguments: Bulk.Feed.allCases) func whatIsLoadedIsTheCleanRows(feed: Bulk.Feed) throws {
    let bank = try TestBank(customers: 40)
    let clean = bank.folder + "/clean.tsv"
    let summary = try Bulk(
      Bulk.Options(
        feed, folder: bank.folder + "/.granary/bank", clean: clean, date: TestBank.last, rows: 3000, accountCount: 200,
        dirt: 0.02)
    ).run()
    if feed.namesAccounts { #expect(try bank.run(TestBank.last, only: "X1/account").exit == .published) }
    let night = try bank.run(TestBank.last, only: feed.rawValue)
    #expect(night.exit == .publishedWithRejects)
    let equation = try #require(night.feeds.first { $0.feed == feed.rawValue }?.equation)
    #expect(equation.isClosed)

    let asset = try #require(bank.project.catalog.asset(feed.rawValue))
    let items = asset.items.map { "\"\($0.id)\"::text" }.joined(separator: ", ")
    let loaded = try bank.ask("select \(items) from ods.\(asset.table)").map { row in
      row.map { $0?.replacing("\\", with: "\\\\") ?? "\\N" }.joined(separator: "\t")
    }
    let expected = try String(contentsOfFile: clean, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(loaded.count == summary.loaded)
    #expect(loaded.sorted() == expected.sorted())
  }
}
