import Postgres
import Tabular
import Testing

@testable import Warehouse

@Suite struct PublishTests {
  @Test func aBatchIsSettledAndPublished() throws {
    let bank = try TestBank()
    try bank.load("X1/account", "2025-11-20", [Rows.account("A1", cust: "C1", id: "P1", name: "王秀兰")])
    let unresolved = try bank.load(
      "X1/posting", "2025-11-20",
      [
        Rows.posting("1", account: "A1", amount: "10.01"), Rows.posting("2", account: "A9", amount: "5.00", ccy: "USD"),
        Rows.posting("4", account: "A1", amount: "0.09"), Rows.posting("5", account: "A9", amount: "1.00"),
      ])
    #expect(unresolved == 2)
    // What was looked up is not kept.
    #expect(try bank.ask("select count(*) from pg_class where relname like 'reference_b%'") == ["0"])
    #expect(
      try bank.ask("select biz_date, customer_id is not null, posting_no from mart_l4.posting order by 3") == [
        "2025-11-20|t|1", "2025-11-20|f|2", "2025-11-20|t|4", "2025-11-20|f|5",
      ])
    let entry = try #require(try bank.database.published("X1/posting", on: BusinessDate("2025-11-20")!))
    #expect(entry.sheet.rows[.loaded] == 4 && entry.sheet.unresolved == 2)
    // The orphan resolves when its account arrives.
    try bank.load("X1/account", "2025-11-21", [Rows.account("A9", cust: "C9", id: "P9", name: "李四")])
    #expect(try bank.ask("select count(*) from mart_l4.posting where customer_id is null") == ["0"])
  }

  @Test func aRepeatableReadReaderSeesEveryDateWhole() throws {
    let bank = try TestBank()
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1", amount: "1.00")])
    let reader = try Connection(bank.settings.as(user: bank.name + "_officer4"))
    try reader.execute("begin isolation level repeatable read", doing: "test")
    let query = "select biz_date, sum(amount), count(*) from posting group by 1 order by 1"
    let before = try reader.query(query, doing: "test").values
    // A correction, and a new date, while the reader's transaction is open: nobody waits.
    try bank.load(
      "X1/posting", "2025-11-20", number: 2,
      [Rows.posting("1", account: "A1", amount: "2.00"), Rows.posting("2", account: "A1", amount: "3.00")])
    try bank.load("X1/posting", "2025-11-21", [Rows.posting("3", account: "A1", amount: "4.00")])
    #expect(try reader.query(query, doing: "test").values == before)
    #expect(before == [["2025-11-20", "1.00", "1"]])
    try reader.execute("commit", doing: "test")
    #expect(
      try reader.query(query, doing: "test").values == [["2025-11-20", "5.00", "2"], ["2025-11-21", "4.00", "1"]])
  }

  @Test func aCorrectionNeedsAHigherNumber() throws {
    let bank = try TestBank()
    try bank.load("X1/posting", "2025-11-20", number: 2, [Rows.posting("1", account: "A1")])
    let error = #expect(throws: WarehouseError.self) {
      try bank.load("X1/posting", "2025-11-20", number: 2, [Rows.posting("2", account: "A1")])
    }
    #expect(error?.kind == .refused)
    #expect(try bank.ask("select posting_no from mart_l4.posting") == ["1"])
  }

  @Test func aRefusedBatchLeavesItsRejectsAndNothingElse() throws {
    let bank = try TestBank()
    let batch = try bank.stage("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    var rejects = RejectRows(batch: batch.number)
    let bytes: [UInt8] = Array("Dbroken".utf8)
    rejects.add(
      line: 7, offset: 400, column: 3, item: "amount", rule: "number", bytes: unsafe bytes.span.bytes, range: 1..<7)
    rejects.add(
      line: 9, offset: 500, column: 0, item: "posting_no", rule: "duplicate", firstLine: 2,
      bytes: unsafe bytes.span.bytes, range: 0..<1)
    let message = rejects.take()
    try batch.copyRejects(bank.run.sessions) { try $0.write(message) }
    try bank.database.refuse(batch, Sheet(counted: 1), because: "control total differs", at: bank.now)
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == ["0"])
    #expect(
      try bank.ask(
        "select line, byte_offset, column_no, item, rule, first_line, convert_from(raw, 'UTF8') from meta.reject order by 1"
      ) == ["7|400|3|amount|number|-|broken", "9|500|0|posting_no|duplicate|2|D"])
    let entry = try #require(try bank.database.ledger(on: BusinessDate("2025-11-20")!).first)
    #expect(entry.status == .refused && entry.message == "control total differs")
    // The next run keeps the rejects of what was refused.
    bank.run = try restart(bank)
    #expect(try bank.ask("select count(*) from meta.reject") == ["2"])
  }

  private func restart(_ bank: TestBank) throws -> ActiveRun {
    try bank.database.connection.execute("select pg_advisory_unlock_all()", doing: "test")
    return try ActiveRun.begin(bank.settings, command: "run", at: bank.now)
  }
}
