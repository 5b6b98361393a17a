import Catalog
import Cleansing
import Foundation
import Tabular
import Testing

/// The catalog that is shipped, met by the cleanser: every asset compiles, and a record of each larger feed's kind
/// becomes the row its owner would expect.
@Suite struct ShippedCatalogTests {
  static let catalog: DataCatalog? = {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return CatalogReader.read(project: project.path).catalog
  }()

  static func desk(_ id: String, _ mapping: (Asset) -> FieldMapping) throws -> Desk {
    let asset = try #require(catalog?.asset(id))
    return Desk(asset, mapping(asset))
  }

  /// A record of nothing is rejected for the first item that must be there, one of NULs for the first item at all.
  @Test func everyAssetCompiles() throws {
    let catalog = try #require(ShippedCatalogTests.catalog)
    #expect(catalog.assets.count >= 8)
    for asset in catalog.assets {
      var desk = Desk(asset, FieldMapping(sources: asset.items.indices.map { .field($0) }))
      let required = try #require(asset.items.firstIndex { $0.empty == nil })
      let empty = desk.cleanse(asset.items.map { _ in [] })
      let noise = desk.cleanse(asset.items.map { _ in [0] })
      #expect(empty == "rejected \(asset.items[required].id) \(required + 1) required")
      #expect(noise == "rejected \(asset.items[0].id) 1 encoding")
    }
  }

  @Test func posting() throws {
    var desk = try ShippedCatalogTests.desk("X1/posting") { asset in
      FieldMapping(
        sources: asset.items.indices.map { .field($0) }, filter: [.init(item: "status", codes: ["9"])],
        balance: .init(item: "amount", currency: .item("ccy")))
    }
    let fields = { (time: String, ccy: String, amount: String, status: String) in
      [
        "00000000000000000001", "6222021234567890128", "021001", time, "D", ccy, amount, "03", "", status, "工资",
      ].map { Array($0.utf8) }
    }
    let clean = desk.cleanse(fields("20251120080102", "CNY", "1234.56", "0"))
    let respelled = desk.cleanse(fields("20251120080102", "RMB", "１,234.56", "0"))
    let trial = desk.cleanse(fields("20251120080102", "CNY", "1.00", "9"))
    let noDay = desk.cleanse(fields("20251131080102", "CNY", "1.00", "0"))
    let token = Desk.key.token(scheme: "account_no", value: "6222021234567890128")
    let row =
      "00000000000000000001 | 6222021234567890128 | 021001 | 2025-11-20 08:01:02 | D | CNY | 1234.56 | 03 | NULL | 0"
      + " | 工资 | \(token) | NULL"
    #expect(clean == row)
    #expect(respelled == row)
    #expect(trial == "filtered")
    #expect(noDay == "rejected txn_time 4 date_exists")
    #expect(desk.normalized.reduce(0, +) == 2)
    #expect(desk.cleanser.tally.loaded == Tally.Term(rows: 2, sums: ["CNY": 246_912]))
  }

  @Test func account() throws {
    var desk = try ShippedCatalogTests.desk("X1/account") { asset in
      FieldMapping(
        sources: asset.items.indices.map { .field($0) }, change: .upsert,
        balance: .init(item: "balance", currency: .item("ccy")))
    }
    let fields = { (type: String, id: String, name: String) in
      [
        "6222021234567890128", "1000000001", type, id, name, "021001", "01", "CNY", "20200229", "0", "-5.00", "",
      ].map { Array($0.utf8) }
    }
    let person = desk.cleanse(fields("01", "110105491231002", "王秀兰"))
    let company = desk.cleanse(fields("11", "91320100MA1MK3X73J", "南京玄云精密机械有限公司"))
    #expect(person.hasPrefix("U | 6222021234567890128 | 1000000001 | 01 | 11010519491231002X | 王秀兰 | 021001"))
    #expect(person.contains(" | 110105********002X | 王** | NULL | "))
    #expect(company.contains(" | 913201********X73J | 南京玄云精密机械有限公司 | NULL | "))
    #expect(person.hasSuffix(String(Desk.key.token(scheme: "citizen_id", value: "11010519491231002X"))))
    #expect(company.hasSuffix(String(Desk.key.token(scheme: "uscc", value: "91320100MA1MK3X73J"))))
  }

  @Test func socialInsurance() throws {
    var desk = try ShippedCatalogTests.desk("G/social") { asset in
      FieldMapping(
        sources: asset.items.indices.map { .field($0) }, balance: .init(item: "paid", currency: .constant("CNY")))
    }
    let fields = ["91320100 MA1MK3X73J", "某公司", "2025-10", "12", "1.00", "2", "3.5", "01"]
    let result = desk.cleanse(fields.map { Array($0.utf8) })
    #expect(result.hasPrefix("91320100MA1MK3X73J | 某公司 | 2025-10 | 12 | 1.00 | 2.00 | 3.50 | 01 | "))
    #expect(desk.cleanser.tally.normalized == [1, 0, 0, 0, 0, 0, 0, 0])
    #expect(desk.cleanser.tally.loaded.sums == ["CNY": 350])
  }
}
