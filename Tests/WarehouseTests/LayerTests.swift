import Golden
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// What a layer holds of a delivery is what was loaded of it, to the row and the cent, or nobody sees it.
@Suite struct LayerTests {
  private static let day = "2025-11-20"
  private static let date = BusinessDate(day)!
  private static let balance = ControlTotal(item: "balance", currency: .item("ccy"))
  private static let amount = ControlTotal(item: "amount", currency: .item("ccy"))

  private func sheet(_ rows: Int, _ sums: [String: String] = [:]) -> Sheet {
    Sheet(
      counted: rows, rows: [.loaded: rows],
      sums: [.loaded: sums.mapValues { Amount($0, scale: 2)! }])
  }

  private func accounts(_ changes: [(String, String)]) -> [[String: String]] {
    changes.enumerated().map { place, change in
      Rows.account(
        "A\(place)", cust: "C\(place)", id: "P\(place)", name: "王一", balance: change.0, change: change.1)
    }
  }

  @Test func eachLayerSaysWhatItHolds() throws {
    let bank = try TestBank()
    // Upserts, an end of what holds, an end of what never did, and a second day that repeats the first.
    for (place, rows) in [
      accounts([("1.00", "U"), ("2.50", "U"), ("3.00", "D")]), accounts([("1.00", "U"), ("2.50", "D")]),
    ].enumerated() {
      let batch = try bank.stage("X1/account", "2025-11-2\(place)", rows)
      let sum = place == 0 ? "6.50" : "3.50"
      try bank.database.publish(batch, sheet(rows.count, ["CNY": sum]), control: Self.balance, at: bank.now)
      let found = try #require(try bank.database.layers(on: Self.date.adding(days: place)).first)
      let expected = LayerTotals(rows: rows.count, sums: ["CNY": Amount(sum, scale: 2)!])
      #expect(found.loaded == expected)
      #expect(found.layers == [.ods: expected, .dwd: expected])
    }
  }

  /// A correction of an earlier date is proven against what holds on that date, not today.
  @Test func aCorrectionIsProvenOnItsDate() throws {
    let bank = try TestBank([TestCatalog.account])
    try bank.load("X1/account", "2025-11-20", accounts([("1.00", "U")]))
    try bank.load("X1/account", "2025-11-22", accounts([("9.00", "U")]))
    try bank.load("X1/account", "2025-11-20", number: 2, accounts([("2.00", "U"), ("3.00", "U")]))
    try bank.load("X1/account", "2025-11-21", accounts([("2.00", "D")]))
    #expect(
      try bank.ask(
        "select b.business_date, y.layer, y.rows from meta.layer y join meta.batch b using (batch) order by b.batch, 2")
        == [
          "2025-11-20|dwd|1", "2025-11-20|ods|1", "2025-11-22|dwd|1", "2025-11-22|ods|1", "2025-11-20|dwd|2",
          "2025-11-20|ods|2", "2025-11-21|dwd|1", "2025-11-21|ods|1",
        ])
  }

  @Test(arguments: [
    (3, "2.00", "ods holds 2 rows where 3 were loaded"), (2, "2.01", "ods holds 2.00 CNY where 2.01 CNY were loaded"),
  ])
  func whatALayerLacksIsNotPublished(rows: Int, sum: String, problem: String) throws {
    let bank = try TestBank([TestCatalog.account])
    let batch = try bank.stage("X1/account", Self.day, accounts([("1.00", "U"), ("1.00", "U")]))
    let error = #expect(throws: WarehouseError.self) {
      try bank.database.publish(batch, sheet(rows, ["CNY": sum]), control: Self.balance, at: bank.now)
    }
    #expect(error?.kind == .refused && error?.problem == problem)
    #expect(try bank.ask("select count(*) from meta.live") == ["0"])
    #expect(try bank.ask("select (select count(*) from ods.account) + (select count(*) from dwd.account)") == ["0"])
  }

  @Test func theFoldIsHeldAgainstTheDelivery() throws {
    let bank = try TestBank([TestCatalog.account])
    let rows = accounts([("1.00", "U"), ("2.00", "U"), ("3.00", "D")])
    let batch = try bank.stage("X1/account", Self.day, rows)
    try bank.database.publish(batch, sheet(3), at: bank.now)
    let sql = LayerSQL(asset: batch.definition, batch: batch.number, date: Self.date, control: Self.balance)
    let asked = { try bank.ask(sql.dwd) }
    #expect(try asked() == ["CNY|3|6.00"])
    // Each of these is a fold that has gone wrong: a version too few, another content, a span that ended, an end too few.
    for damage in [
      "delete from dwd.account where account_no = 'A0'", "update dwd.account set balance = 7 where account_no = 'A0'",
      "update dwd.account set valid_to = '2025-11-20' where account_no = 'A0'",
      "insert into dwd.account select * from dwd.account where account_no = 'A0'",
    ] {
      _ = try bank.ask("begin")
      _ = try? bank.ask(damage)
      let held = (try? asked()) ?? []
      _ = try bank.ask("rollback")
      #expect(held != ["CNY|3|6.00"], "\(damage)")
    }
  }

  @Test func manyEventsAreAskedBeforeAnythingIsComputed() throws {
    let bank = try TestBank()
    let rows = [
      Rows.posting("1", account: "A1", amount: "10.01"), Rows.posting("2", account: "A9", amount: "5.00", ccy: "USD"),
      Rows.posting("3", account: "A9", amount: "-5.00", ccy: "EUR"),
    ]
    let batch = try bank.stage("X1/posting", Self.day, rows)
    try bank.database.publish(
      batch, sheet(3, ["CNY": "10.01", "USD": "5.00", "EUR": "-5.00"]), control: Self.amount, at: bank.now)
    #expect(try bank.database.layers(on: Self.date).first?.layers == [:])
    let prove = {
      try bank.database.proveEvents(on: Self.date, controls: ["X1/posting": Self.amount], run: bank.run.ticket)
    }
    for (damage, problem) in [
      ("delete from ods.posting where posting_no = '2'", "ods holds of 2025-11-20 2 rows where 3 were loaded"),
      (
        "update ods.posting set amount = 10.02 where posting_no = '1'",
        "ods holds of 2025-11-20 10.02 CNY where 10.01 CNY were loaded"
      ),
      ("update ods.posting set ccy = 'USD'", "ods holds of 2025-11-20 0 CNY where 10.01 CNY were loaded"),
    ] {
      _ = try bank.ask("create table kept as select * from ods.posting")
      _ = try bank.ask(damage)
      let error = #expect(throws: WarehouseError.self) { try prove() }
      #expect(error?.kind == .refused && error?.problem == problem)
      _ = try bank.ask("delete from ods.posting")
      _ = try bank.ask("insert into ods.posting select * from kept")
      _ = try bank.ask("drop table kept")
    }
    try prove()
    let layers = try #require(try bank.database.layers(on: Self.date).first)
    #expect(layers.layers == [.ods: layers.loaded])
    #expect(layers.loaded.sums.mapValues(\.description) == ["CNY": "10.01", "USD": "5.00", "EUR": "-5.00"])
    try prove()
  }
}
