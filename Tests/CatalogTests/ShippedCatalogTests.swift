import Foundation
import Tabular
import Testing
import Yams

@testable import Catalog

/// The folder `Catalog/` of this repository.
@Suite struct ShippedCatalogTests {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let reading = CatalogReader.read(project: project, today: BusinessDate("2025-11-20"))

  @Test func readsWithoutAWord() throws {
    #expect(Self.reading.diagnostics.map(\.description) == [])
    let catalog = try #require(Self.reading.catalog)
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.project + "/Catalog/assets")
    #expect(catalog.assets.map(\.id) == files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted())
    #expect(Self.reading.items == catalog.itemCount)
    let classes = Set(catalog.categories.keys.compactMap { $0.split(separator: "/").first })
    #expect(classes.count == 7)
  }

  /// Reading the catalog, every problem looked for and every template expanded, against Yams parsing the same files and
  /// nothing else.
  @Test func checksAboutAsFastAsYAMLParses() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.project + "/Catalog")
      .filter { $0.hasSuffix(".yaml") }
      .map { try String(contentsOfFile: Self.project + "/Catalog/" + $0, encoding: .utf8) }
    let clock = ContinuousClock()
    let fastest = { (work: () throws -> Void) in try (0..<3).map { _ in try clock.measure(work) }.min()! }
    let parsing = try fastest { for file in files { _ = try Yams.compose(yaml: file) } }
    let reading = try fastest { _ = CatalogReader.read(project: Self.project) }
    #expect(reading < parsing * 4)
  }

  @Test func standardsAreUsedOrNational() throws {
    let catalog = try #require(Self.reading.catalog)
    var used: Set<String> = []
    for item in catalog.assets.flatMap(\.items) {
      if let standard = item.standard { used.insert(standard.id) }
      used.formUnion(item.choice?.standards.values.map(\.id) ?? [])
    }
    let idle = catalog.standards.values.filter { standard in
      !used.contains(standard.id) && !["GB", "ISO"].contains { standard.basis.hasPrefix($0) }
    }
    #expect(idle.map(\.id) == [])
  }

  @Test func gradesWhatTheLawGrades() throws {
    let catalog = try #require(Self.reading.catalog)
    let levels = { (asset: String, item: String) in catalog.asset(asset)?.item(item)?.level }
    #expect(levels("X1/account", "id_no") == 3)
    #expect(levels("X1/account", "mobile") == 3)
    #expect(levels("X1/account", "balance") == 3)
    #expect(levels("X1/posting", "account_no") == 3)
    #expect(levels("X1/posting", "amount") == 3)
    #expect(levels("T/declaration", "tax_payable") == 3)
    #expect(levels("T/declaration", "uscc") == 2)
    #expect(levels("R/org", "org_no") == 1)
    let id = try #require(catalog.asset("X1/account")?.item("id_no"))
    #expect(id.identifies == "party")
    #expect(id.mask == .keep(first: 6, last: 4))
    #expect(id.choice?.standards["11"]?.id == "uscc")
    for item in catalog.assets.flatMap(\.items) where item.level >= 3 && item.type == .text(11) {
      #expect(item.mask == .keep(first: 3, last: 4))
    }
  }

  @Test func fitsTheSendersLayouts() throws {
    let catalog = try #require(Self.reading.catalog)
    let columns = { (asset: String) in catalog.asset(asset)?.storedColumns.map(\.column.name) }
    #expect(
      columns("X1/posting") == [
        "batch", "line", "biz_date", "posting_no", "account_no", "org_no", "txn_time", "dc_flag", "ccy", "amount",
        "channel", "counter_account", "status", "memo", "account_no_key", "counter_account_key",
      ])
    #expect(
      catalog.asset("X1/account")?.items.map(\.type.description).joined(separator: ", ") == """
        text 19, text 10, text 2, text 18, text 60, text 6, text 2, text 3, date, text 1, decimal 18.2, text 11
        """)
    #expect(catalog.codes["currency"]?.also["RMB"] == "CNY")
    let businessTax = catalog.codes["tax_type"]?.values.first { $0.code == "103" }
    #expect(businessTax?.isValid(on: BusinessDate("2016-04-30")!) == true)
    #expect(businessTax?.isValid(on: BusinessDate("2016-05-01")!) == false)
  }
}
