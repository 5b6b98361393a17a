import Catalog
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// Levels are enforced by the server: what a reader may not see, no query of the reader's shows.
@Suite struct AccessTests {
  private func bank() throws -> TestBank {
    let bank = try TestBank()
    try bank.load("R/org", "2025-11-20", [["org_no": "021001", "org_name": "南京城南支行", "headcount": "12"]])
    try bank.load(
      "X1/account", "2025-11-20",
      [
        Rows.account("6222020000000001", cust: "C1", id: "320102199001011234", name: "王秀兰", mobile: "13812345678"),
        Rows.account("6222020000000002", cust: "C2", id: "320102199001011235", name: "李小龙", org: "022001"),
      ])
    try bank.load(
      "X1/posting", "2025-11-20",
      [
        Rows.posting("1", account: "6222020000000001", amount: "7.00"),
        Rows.posting("2", account: "6222020000000002", org: "022001", amount: "8.00"),
      ])
    try bank.load(
      "T/declaration", "2025-11-20", [["declare_no": "1", "uscc": "91320100MA1ABCDE01", "tax_payable": "5.00"]])
    return bank
  }

  @Test func everyColumnIsGrantedByItsLevel() throws {
    let bank = try bank()
    for asset in bank.catalog.assets {
      let definition = AssetDefinition(asset)
      for level in 1...4 {
        for item in definition.items {
          let may = try bank.ask(
            """
            select has_column_privilege('\(bank.name)_l\(level)', '\(definition.served)'::regclass, '\(item.id)', 'select')
            """)
          #expect(
            may == [item.level <= level && definition.isServed(at: level) ? "t" : "f"],
            "\(asset.id).\(item.id) at level \(level)")
        }
      }
    }
  }

  @Test func nobodyReadsBehindTheMarts() throws {
    let bank = try bank()
    for login in ["analyst1", "analyst2", "analyst3", "officer4", "nanjing2"] {
      for table in [
        "ods.posting", "ods.account", "dwd.account", "dwd.posting", "dwd.party", "meta.live", "meta.reject",
        "meta.secret", "meta.batch",
      ] {
        #expect(try bank.refusal("select 1 from \(table)", as: login) == "42501", "\(login) \(table)")
      }
      #expect(try bank.refusal("select * from staging.x", as: login) == "42501")
      #expect(try bank.refusal("create table mart_l2.x (a int)", as: login) == "42501")
    }
  }

  @Test func aMaskIsAllThatLowerReadersSee() throws {
    let bank = try bank()
    #expect(
      try bank.ask("select cust_no, account_no, cust_name, mobile from account order by 1", as: "analyst2") == [
        "C1|*1|*兰|*8", "C2|*2|*龙|-",
      ])
    #expect(
      try bank.ask("select cust_name, mobile, balance from account order by balance, 1 desc", as: "analyst3") == [
        "王秀兰|13812345678|100.00", "李小龙|-|100.00",
      ])
    #expect(try bank.refusal("select balance from account", as: "analyst2") == "42703")
    #expect(try bank.refusal("select * from mart_l3.account", as: "analyst2") == "42501")
    #expect(try bank.refusal("select uscc from declaration", as: "analyst1") == "42P01")
    #expect(
      try bank.ask("select level, shown, ask from items where item = 'account.mobile'", as: "analyst2") == [
        "3|masked|运营管理部 王敏；审批 安全管理部 孙颖"
      ])
    #expect(try bank.ask("select shown from items where item = 'account.balance'", as: "analyst2") == ["withheld"])
    #expect(try bank.ask("select shown from items where item = 'account.balance'", as: "officer4") == ["raw"])
    // One name, one type, at every level.
    #expect(
      try bank.ask(
        """
        select count(distinct format_type(atttypid, atttypmod)) from pg_attribute
        where attname = 'mobile' and attrelid in ('mart_l2.account'::regclass, 'mart_l3.account'::regclass)
        """) == ["1"])
  }

  @Test func aCommentSaysWhomToAsk() throws {
    let bank = try bank()
    let comment =
      "select col_description('mart_l2.account'::regclass, attnum) from pg_attribute where attrelid = 'mart_l2.account'::regclass and attname = "
    #expect(try bank.ask(comment + "'mobile'") == ["手机号 · 3级，此处为脱敏值；原值找 运营管理部 王敏"])
    #expect(try bank.ask(comment + "'customer_id'") == ["客户号 · 由证件号码归一"])
  }

  @Test func aBranchSeesItsOwnRowsAndCannotWidenThat() throws {
    let bank = try bank()
    #expect(try bank.ask("select posting_no from posting", as: "nanjing2") == ["1"])
    #expect(try bank.ask("select cust_no from account", as: "nanjing2") == ["C1"])
    #expect(try bank.ask("select cust_no from account_history", as: "nanjing2") == ["C1"])
    #expect(try bank.ask("select org_name from org", as: "nanjing2") == ["南京城南支行"])
    #expect(try bank.refusal("select * from declaration", as: "nanjing2") == "42501")
    #expect(try bank.refusal("select * from party", as: "nanjing2") == "42501")
    #expect(try bank.refusal("set role \(bank.name)_l2", as: "nanjing2") == "42501")
    #expect(try bank.refusal("set row_security = off; select 1", as: "nanjing2") == "42601")
    let connection = try Connection(bank.settings.as(user: bank.name + "_nanjing2"))
    try connection.execute("set row_security = off", doing: "test")
    #expect(throws: PostgresError.self) { try connection.query("select * from posting", doing: "test") }
    #expect(try bank.ask("select posting_no from posting order by 1", as: "analyst2") == ["1", "2"])
  }

  @Test func aDaysQueryReadsADaysPartitions() throws {
    let bank = try bank()
    for day in 21...24 { try bank.load("X1/posting", "2025-11-\(day)", [Rows.posting("9", account: "A1")]) }
    let plan = try bank.ask("explain select sum(amount) from posting where biz_date = '2025-11-22'", as: "officer4")
    let partitions = Set(plan.flatMap { $0.matches(of: /posting_b\d+/).map { String($0.output) } })
    #expect(partitions.count == 1, "\(plan)")
  }
}
