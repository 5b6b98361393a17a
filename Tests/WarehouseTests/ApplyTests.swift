import Catalog
import Foundation
import Postgres
import Tabular
import Testing

@testable import Warehouse

@Suite struct ApplyTests {
  @Test func theSameCatalogChangesNothing() throws {
    let bank = try TestBank()
    let plan = try bank.database.plan(bank.catalog)
    #expect(plan.isHarmless)
    #expect(plan.from == plan.to)
  }

  /// JOURNEYS 5: one item's level is raised and gets a mask; the same open connection reads masked from then on.
  @Test func aRaisedLevelTakesEffectUnderAnOpenConnection() throws {
    let address = Item(id: "address", zh: "用电地址", type: .text(60), level: 2)
    let bank = try TestBank([TestCatalog.posting.adding(address)])
    var row = Rows.posting("1", account: "A1")
    row["address"] = "江苏省南京市玄武区云岭路18号2幢"
    try bank.load("X1/posting", "2025-11-20", [row])
    let reader = try Connection(bank.settings.as(user: bank.name + "_analyst2"))
    #expect(try reader.query("select address from posting", doing: "test").first == "江苏省南京市玄武区云岭路18号2幢")
    let raised = TestCatalog.posting.adding(address).changing("address") {
      $0.level = 3
      $0.mask = .district
    }
    let catalog = TestCatalog.catalog([raised], logins: bank.name, version: 2)
    let plan = try bank.database.plan(catalog)
    let change = try #require(plan.changes.first)
    #expect(change.kind == .addColumns)
    let analysts = try #require(change.security.first { $0.mart == 2 })
    #expect(analysts.before == .raw && analysts.after == .masked && !analysts.isGain)
    #expect(change.security.map(\.mart) == [1, 2])
    #expect(analysts.logins == ["\(bank.name)_analyst2", "\(bank.name)_nanjing2"])
    try bank.apply(catalog)
    #expect(try reader.query("select address from posting", doing: "test").first == "江苏省南京市玄武区****")
    #expect(
      try bank.ask("select has_column_privilege('\(bank.name)_l2', 'ods.posting'::regclass, 'address', 'select')") == [
        "f"
      ])
    #expect(try bank.ask("select address from posting", as: "analyst3") == ["江苏省南京市玄武区云岭路18号2幢"])
    // And the next batch has the mask from the start.
    row["posting_no"] = "2"
    try bank.load("X1/posting", "2025-11-21", [row])
    #expect(try bank.ask("select address from posting where biz_date = '2025-11-21'", as: "analyst2") == ["*幢"])
  }

  @Test func aLoweredLevelAndAMaskTakenAway() throws {
    let bank = try TestBank([TestCatalog.account])
    try bank.load(
      "X1/account", "2025-11-20", [Rows.account("A1", cust: "C1", id: "P1", name: "王一", mobile: "13800000000")])
    let lowered = TestCatalog.account.changing("cust_name") {
      $0.level = 2
      $0.mask = nil
    }
    let plan = try bank.database.plan(TestCatalog.catalog([lowered], logins: bank.name, version: 2))
    #expect(plan.refusals.isEmpty)
    #expect(plan.changes.first?.security.map(\.isGain) == [false, true])
    try bank.apply(TestCatalog.catalog([lowered], logins: bank.name, version: 2))
    #expect(try bank.ask("select cust_name from account", as: "analyst2") == ["王一"])
    try bank.load("X1/account", "2025-11-21", [Rows.account("A2", cust: "C2", id: "P2", name: "李二")])
    #expect(try bank.ask("select cust_name from account order by 1", as: "analyst2") == ["李二", "王一"])
  }

  /// Fewer codes show the value whole: rows that are loaded hide it too, from the apply on.
  @Test func fewerCodesThatShowTheValueWhole() throws {
    let shown = { (codes: Set<String>) in
      TestCatalog.account.changing("cust_name") { $0.shown = .init(by: "id_type", codes: codes) }
    }
    let bank = try TestBank([shown(["01", "11"])])
    try bank.load(
      "X1/account", "2025-11-20",
      [
        Rows.account("A1", cust: "C1", id: "P1", name: "王一"),
        Rows.account("A2", cust: "C2", id: "U1", name: "云岭材料有限公司", idType: "11"),
      ])
    let narrowed = TestCatalog.catalog([shown(["11"])], logins: bank.name, version: 2)
    let change = try #require(try bank.database.plan(narrowed).changes.first)
    #expect(change.kind == .regrant)
    #expect(change.security.map(\.mart) == [1, 2] && change.security.allSatisfy { !$0.isGain })
    try bank.apply(narrowed)
    for names in ["select cust_name from account", "select name from party"] {
      #expect(Set(try bank.ask(names, as: "analyst2")) == ["王**", "云岭材料有限公司"])
    }
    let widened = try #require(
      try bank.database.plan(TestCatalog.catalog([shown(["01", "11"])], logins: bank.name, version: 3)).changes.first)
    #expect(widened.security.allSatisfy { $0.isGain })
  }

  @Test func aNewItemIsAppendedWhereverItStands() throws {
    let bank = try TestBank([TestCatalog.posting])
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    try bank.database.connection.execute(
      "create view public.mine as select posting_no from mart_l4.posting", doing: "test")
    let wider = TestCatalog.posting.adding(Item(id: "channel", zh: "渠道", type: .text(2), level: 1), at: 1)
    try bank.apply(TestCatalog.catalog([wider], logins: bank.name, version: 2))
    #expect(
      try bank.ask(
        "select string_agg(attname, ' ' order by attnum) from pg_attribute where attrelid = 'mart_l1.posting'::regclass and attnum > 0"
      )
        == ["biz_date customer_id posting_no account_no account_no_key org_no ccy channel"])
    var row = Rows.posting("2", account: "A1")
    row["channel"] = "03"
    try bank.load("X1/posting", "2025-11-21", [row])
    #expect(try bank.ask("select posting_no, channel from posting order by 1", as: "analyst1") == ["1|-", "2|03"])
    #expect(try bank.database.plan(bank.catalog).isHarmless)
  }

  @Test func whatTheMartsPromiseIsNotTakenBack() throws {
    let bank = try TestBank()
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    var narrow = TestCatalog.posting.changing("amount") { $0.type = .decimal(precision: 18, scale: 2) }
    narrow.items.removeAll { $0.id == "memo" }
    let catalog = TestCatalog.catalog(
      [TestCatalog.account, narrow, TestCatalog.declaration], logins: bank.name, version: 2)
    let plan = try bank.database.plan(catalog)
    #expect(plan.refusals.count == 2)
    #expect(plan.refusals[0].message.contains("decimal 16.2 becomes decimal 18.2"))
    #expect(plan.refusals[1].message.contains("memo 摘要 is gone"))
    #expect(plan.refusals[1].hint?.contains("posting_v2") == true)
    // R/org was never loaded: it may go.
    #expect(plan.changes.map(\.kind) == [.drop, .addColumns] || plan.changes.first?.kind == .drop)
    #expect(throws: WarehouseError.self) { try bank.apply(catalog) }
    #expect(try bank.ask("select count(*) from mart_l2.posting") == ["1"])
  }

  @Test func anotherPersonsViewIsNamedNotDropped() throws {
    let bank = try TestBank([TestCatalog.posting])
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    try bank.database.connection.execute("create view public.mine as select memo from mart_l2.posting", doing: "test")
    // Without a mask the column is withheld from level 2, so the view there must be made anew.
    let catalog = TestCatalog.catalog(
      [TestCatalog.posting.changing("memo") { $0.level = 3 }], logins: bank.name, version: 2)
    let plan = try bank.database.plan(catalog)
    #expect(plan.dependants == ["public.mine (granary)"])
    let error = #expect(throws: WarehouseError.self) { try bank.apply(catalog) }
    #expect(error?.kind == .blocked)
    try bank.database.connection.execute("drop view public.mine", doing: "test")
    try bank.apply(catalog)
    #expect(try bank.refusal("select memo from posting", as: "analyst2") == "42703")
    #expect(try bank.ask("select memo from posting", as: "analyst3") == ["-"])
  }

  @Test func aStalePlanIsNotApplied() throws {
    let bank = try TestBank([TestCatalog.posting])
    let one = try bank.database.plan(
      TestCatalog.catalog([TestCatalog.posting, TestCatalog.org], logins: bank.name, version: 2))
    try bank.apply(TestCatalog.catalog([TestCatalog.posting, TestCatalog.declaration], logins: bank.name, version: 3))
    let error = #expect(throws: WarehouseError.self) {
      try bank.database.apply(one, run: bank.run.ticket, at: bank.now)
    }
    #expect(error?.problem.hasPrefix("stale") == true)
  }

  /// A reader's open transaction holds the view; the apply gives way, says whose it is, and comes back.
  @Test func aLongQueryIsNamedAndWaitedFor() throws {
    let bank = try TestBank([TestCatalog.posting])
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    let reader = try Connection(bank.settings.as(user: bank.name + "_analyst2"))
    try reader.execute("begin; select * from posting", doing: "test")
    let plan = try bank.database.plan(
      TestCatalog.catalog(
        [
          TestCatalog.posting.changing("memo") {
            $0.level = 3; $0.mask = .surname
          }
        ], logins: bank.name, version: 2))
    var said: [String] = []
    try bank.database.apply(plan, run: bank.run.ticket, at: bank.now) { line in
      said.append(line)
      _ = try? reader.execute("commit", doing: "test")
    }
    #expect(said.count == 1)
    #expect(said.first?.contains("\(bank.name)_analyst2's query of") == true)
    #expect(said.first?.hasSuffix("gave way after 2s, retry 1 of 10") == true)
  }

  @Test func aLoadOfAnotherShapeIsRefused() throws {
    let bank = try TestBank([TestCatalog.posting])
    let wider = TestCatalog.posting.adding(Item(id: "channel", zh: "渠道", type: .text(2), level: 1))
    bank.catalog = TestCatalog.catalog([wider], logins: bank.name, version: 2)
    let error = #expect(throws: WarehouseError.self) { try bank.stage("X1/posting", "2025-11-20", []) }
    #expect(error?.kind == .notApplied)
  }
}
