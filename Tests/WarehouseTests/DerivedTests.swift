import Catalog
import Tabular
import Testing

@testable import Warehouse

/// What is made from an asset's rows: the latest of them, amounts in yuan, a tree's closure, relations.
@Suite struct DerivedTests {
  // MARK: The latest

  static let tax: Asset = {
    var asset = TestCatalog.declaration
    asset.items += [
      Item(id: "period", zh: "所属期", type: .text(7), level: 1),
      Item(id: "declared_on", zh: "申报日期", type: .date, level: 1),
    ]
    asset.derives.latest = .init(by: ["uscc", "period"], order: ["declared_on", "declare_no"])
    return asset
  }()

  private func tax(_ number: String, _ uscc: String, _ period: String, _ day: String, _ amount: String) -> [String:
    String]
  {
    ["declare_no": number, "uscc": uscc, "period": period, "declared_on": day, "tax_payable": amount]
  }

  @Test func aCorrectedReturnStandsInForTheFirst() throws {
    let bank = try TestBank([TestCatalog.account, Self.tax])
    try bank.load(
      "T/declaration", "2025-11-10",
      [tax("1", "U1", "2025-10", "2025-11-09", "10.00"), tax("2", "U2", "2025-10", "2025-11-09", "20.00")])
    // The correction is delivered first, the return it corrects a day later: what it says itself decides.
    try bank.load("T/declaration", "2025-11-11", [tax("4", "U2", "2025-10", "2025-11-11", "22.00")])
    try bank.load("T/declaration", "2025-11-12", [tax("3", "U2", "2025-10", "2025-11-10", "21.00")])
    let latest = "select declare_no, tax_payable from mart_l3.declaration_latest order by 1"
    #expect(try bank.ask(latest, as: "analyst3") == ["1|10.00", "4|22.00"])
    #expect(try bank.ask("select count(*) from dwd.declaration") == ["4"])
    #expect(try bank.ask("select count(*) from dwd.declaration_latest") == ["2"])
    // Clearance 1 cannot read the number that decides between two returns of one day.
    #expect(try bank.refusal("select * from mart_l1.declaration_latest", as: "analyst1") == "42P01")
  }

  @Test func aMonthDeliveredAgainStandsInForTheWholeMonth() throws {
    var asset = Self.tax
    asset.derives.latest = .init(by: ["uscc", "period"], order: [])
    let bank = try TestBank([TestCatalog.account, asset])
    try bank.load(
      "T/declaration", "2025-11-10",
      [
        tax("1", "U1", "2025-10", "2025-11-09", "1.00"), tax("2", "U1", "2025-10", "2025-11-09", "2.00"),
        tax("3", "U1", "2025-09", "2025-11-09", "3.00"),
      ])
    try bank.load("T/declaration", "2025-11-11", [tax("1", "U1", "2025-10", "2025-11-09", "1.50")])
    #expect(
      try bank.ask("select declare_no, tax_payable from dwd.declaration_latest order by 1") == ["1|1.50", "3|3.00"])
  }

  // MARK: Money

  static let rates: Asset = {
    var asset = Asset(
      id: "R/rate", zh: "汇率", category: "关系/公共代码", meaning: "中间价", owner: "财务管理部 许诺", keeps: .events, key: ["ccy"],
      items: [
        Item(id: "ccy", zh: "币种", type: .text(3), level: 1), Item(id: "unit", zh: "报价单位", type: .integer, level: 1),
        Item(id: "middle", zh: "中间价", type: .decimal(precision: 18, scale: 6), level: 1),
      ])
    asset.volume = .small
    asset.derives.quotes = .init(currency: "ccy", rate: "middle", unit: "unit", base: "CNY")
    return asset
  }()

  @Test func amountsAreConvertedAtTheRowsOwnDate() throws {
    var posting = TestCatalog.posting
    posting.derives.money = .init(amounts: ["amount"], currency: "ccy", rates: "R/rate")
    let bank = try TestBank([TestCatalog.account, posting, Self.rates])
    let quote = { (ccy: String, unit: String, price: String) in ["ccy": ccy, "unit": unit, "middle": price] }
    try bank.load("R/rate", "2025-11-20", [quote("USD", "1", "7.100000"), quote("JPY", "100", "4.567890")])
    try bank.load("R/rate", "2025-11-21", [quote("USD", "1", "7.200000")])
    let rows = [
      Rows.posting("1", account: "A1", amount: "10.00"), Rows.posting("2", account: "A1", amount: "10.00", ccy: "USD"),
      Rows.posting("3", account: "A1", amount: "1234.00", ccy: "JPY"),
    ]
    for date in ["2025-11-20", "2025-11-21", "2025-11-22"] { try bank.load("X1/posting", date, rows) }
    let query = "select biz_date, posting_no, amount_cny from mart_l3.posting order by 1, 2"
    #expect(
      try bank.ask(query, as: "analyst3") == [
        "2025-11-20|1|10.00", "2025-11-20|2|71.00", "2025-11-20|3|56.37", "2025-11-21|1|10.00", "2025-11-21|2|72.00",
        "2025-11-21|3|-", "2025-11-22|1|10.00", "2025-11-22|2|-", "2025-11-22|3|-",
      ])
    // A corrected price corrects the amounts.
    try bank.load("R/rate", "2025-11-21", number: 2, [quote("USD", "1", "7.300000")])
    #expect(try bank.ask(query + " limit 1 offset 4", as: "analyst3") == ["2025-11-21|2|73.00"])
    // Where the amount is withheld, so is what it is worth; branches read prices as everybody does.
    #expect(try bank.refusal("select amount_cny from mart_l2.posting", as: "analyst2") == "42703")
    #expect(try bank.ask("select count(*) from mart_l2.posting", as: "nanjing2") == ["9"])
  }

  // MARK: A tree

  static let org: Asset = {
    var asset = TestCatalog.org
    asset.items.append(Item(id: "parent_no", zh: "上级机构号", type: .text(6), level: 1, empty: "总行没有上级"))
    asset.derives.tree = .init(node: "org_no", parent: "parent_no")
    return asset
  }()

  private func org(_ number: String, under parent: String?) -> [String: String] {
    var row = ["org_no": number, "org_name": "机构\(number)"]
    row["parent_no"] = parent
    return row
  }

  @Test func everyNodeWithItsAncestors() throws {
    let bank = try TestBank([TestCatalog.account, Self.org])
    try bank.load(
      "R/org", "2025-11-20", [org("0000", under: nil), org("0210", under: "0000"), org("0211", under: "0210")])
    let query = "select biz_date, org_no, ancestor, depth from org_closure order by 1, 2, 4"
    let first = [
      "2025-11-20|0000|0000|0", "2025-11-20|0210|0210|0", "2025-11-20|0210|0000|1", "2025-11-20|0211|0211|0",
      "2025-11-20|0211|0210|1", "2025-11-20|0211|0000|2",
    ]
    #expect(try bank.ask(query, as: "nanjing2") == first)
    try bank.load("R/org", "2025-11-20", number: 2, [org("0000", under: nil), org("0211", under: "0000")])
    #expect(
      try bank.ask(query, as: "analyst1") == [
        "2025-11-20|0000|0000|0", "2025-11-20|0211|0211|0", "2025-11-20|0211|0000|1",
      ])
  }

  @Test func whatIsNoTreeIsRefused() throws {
    let bank = try TestBank([TestCatalog.account, Self.org])
    try bank.load("R/org", "2025-11-20", [org("0000", under: nil)])
    let wrong: [(String, [[String: String]])] = [
      ("2 roots", [org("0000", under: nil), org("9000", under: nil)]),
      ("1 nodes in a circle", [org("0000", under: "0000")]),
      ("2 nodes in a circle", [org("0000", under: nil), org("1", under: "2"), org("2", under: "1")]),
    ]
    for (problem, rows) in wrong {
      let error = #expect(throws: WarehouseError.self) { try bank.load("R/org", "2025-11-21", rows) }
      #expect(error?.description.contains(problem) == true, "\(problem)")
    }
    #expect(try bank.ask("select count(*) from dwd.org_closure") == ["1"])
    // A parent that was rejected leaves its children hanging, and everything else in its place.
    try bank.load("R/org", "2025-11-21", [org("0000", under: nil), org("2", under: "1"), org("3", under: "0000")])
    #expect(try bank.ask("select count(*) from dwd.org_closure where biz_date = '2025-11-21'") == ["4"])
  }

  @Test func anEditMakesATreeOfWhatIsThere() throws {
    let flat = Self.org
    var plain = flat
    plain.derives = Derivations()
    let bank = try TestBank([TestCatalog.account, plain])
    try bank.load("R/org", "2025-11-20", [org("0000", under: nil), org("0210", under: "0000")])
    try bank.apply(TestCatalog.catalog([TestCatalog.account, flat], logins: bank.name, version: 2))
    #expect(try bank.ask("select count(*) from org_closure", as: "analyst1") == ["3"])
    try bank.apply(TestCatalog.catalog([TestCatalog.account, plain], logins: bank.name, version: 3))
    #expect(try bank.refusal("select * from org_closure", as: "analyst1") == "42P01")
  }

  // MARK: Relations

  @Test func tiesAreFoundFromEitherSide() throws {
    var register = PartyTests.register
    register.items.append(Item(id: "since", zh: "任职日期", type: .date, level: 2, empty: "不详"))
    register.derives.relations = [.init(kind: "法定代表人", from: "legal_id_no", to: "uscc", since: "since")]
    var pledge = Asset(
      id: "X2/pledge", zh: "担保", category: "合约与账户/担保", meaning: "担保", owner: "风险管理部 郑洁", keeps: .versions, key: ["no"],
      items: [
        Item(id: "no", zh: "担保编号", type: .text(9), level: 1),
        Item(
          id: "account_no", zh: "账号", type: .text(19), level: 3,
          references: .init(asset: "X1/account", item: "account_no"), identifies: "account_no"),
        Item(id: "guarantor", zh: "担保人", type: .text(18), level: 3, identifies: "citizen_id"),
      ])
    pledge.derives.relations = [
      .init(
        kind: "担保人", from: "guarantor", to: "account_no", through: .init(asset: "X1/account", item: "cust_no"))
    ]
    let bank = try TestBank([TestCatalog.account, register, pledge])
    var company = PartyTests.company("U1", "甲公司", legal: "P1", "王一")
    company["since"] = "2020-01-01"
    try bank.load("G/register", "2025-11-20", [company])
    try bank.load(
      "X1/account", "2025-11-20",
      [
        Rows.account("A1", cust: "C1", id: "U1", name: "甲公司", idType: "11"),
        Rows.account("A2", cust: "C2", id: "P2", name: "李二"),
      ])
    try bank.load("X2/pledge", "2025-11-20", [["no": "1", "account_no": "A1", "guarantor": "P2", "change": "I"]])
    try bank.load("G/register", "2025-11-22", [PartyTests.company("U1", "甲公司", legal: "P2", "李二")])
    let query = """
      select r.kind, a.id_no, r.direction, b.id_no, r.valid_from, r.valid_to, r.since
      from dwd.relation r join dwd.party a using (customer_id) join dwd.party b on b.customer_id = r.other_id
      where a.id_no = 'U1' order by 1, 5
      """
    #expect(
      try bank.ask(query) == [
        "担保人|U1|in|P2|2025-11-20|-|-", "法定代表人|U1|in|P1|2025-11-20|2025-11-22|2020-01-01",
        "法定代表人|U1|in|P2|2025-11-22|-|-",
      ])
    #expect(
      try bank.ask("select kind, direction, count(*) from relation group by 1, 2 order by 1, 2", as: "analyst3") == [
        "担保人|in|1", "担保人|out|1", "法定代表人|in|2", "法定代表人|out|2",
      ])
    // At clearance 1 the date of one of them is withheld, so the column is not there at all.
    #expect(try bank.refusal("select since from relation", as: "analyst1") == "42703")
    #expect(try bank.ask("select count(*) from relation", as: "analyst1") == ["6"])
  }
}
