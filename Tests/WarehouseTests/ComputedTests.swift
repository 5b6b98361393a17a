import Catalog
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// What is computed is seen all at once, by those who may, as of the newest word on its date.
@Suite struct ComputedTests {
  @Test func aComputationIsSeenAllAtOnce() throws {
    let bank = try TestBank.defined()
    let (one, two) = try (bank.customer("P1"), bank.customer("P2"))
    let views = ["ind_txn", "customer_label", "label_coverage", "label_bitmap", "kpi"]
    for view in views { #expect(try bank.ask("select count(*) from \(view)", as: "officer4") == ["0"], "\(view)") }
    try bank.compute("2025-11-20", amount: 1234)
    #expect(
      try bank.ask("select * from ind_txn order by 2", as: "analyst3") == [
        "2025-11-20|\(one)|12.34|3|-", "2025-11-20|\(two)|7.00|3|-",
      ])
    let numbers = try bank.numbers()
    let (active, tier) = (numbers[.init("ACTIVE")]!, numbers[.init("TIER", "P")]!)
    #expect(
      try bank.ask(
        "select customer_id, label_no, label, value, zh, state from customer_label order by 1, 2", as: "analyst3")
        == [
          "\(one)|\(active)|ACTIVE||活跃|yes", "\(one)|\(tier)|TIER|P|私行|yes", "\(two)|\(active)|ACTIVE||活跃|unknown",
          "\(two)|\(tier)|TIER|P|私行|unknown",
        ])
    #expect(
      try bank.ask("select * from label_coverage", as: "analyst1") == ["2025-11-20|\(active)|ACTIVE||2|1|1|1|-"])
    #expect(
      try bank.ask(
        """
        select chunk, length(yes), bit_count(yes), get_bit(yes, \(one)), get_bit(unknown, \(two)), population
        from label_bitmap
        """, as: "analyst1") == ["0|65536|1|1|1|-"])
    #expect(
      try bank.ask("select kpi, org_no, value, customers, restatement from kpi order by 2", as: "analyst2") == [
        "KPI_IN|000000|19.34|1|0", "KPI_IN|021001|12.34|1|0", "KPI_IN|022001|7.00|1|0",
      ])
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == ["0"])
    #expect(try bank.ask("select indicator, level from indicator order by 1", as: "analyst2").count == 2)
    #expect(try bank.ask("select label, value, owner from label", as: "analyst1") == ["ACTIVE||零售部 赵倩"])
    #expect(
      try bank.ask("select kpi, numerator, denominator, direction from kpi_definition", as: "analyst2") == [
        "KPI_IN|count() of posting now|-|up"
      ])
    #expect(try bank.ask("select feed, status from night", as: "analyst1") == ["X1/account|published"])
  }

  @Test func aRestatementTakesThePlaceOfWhatWasSaid() throws {
    let bank = try TestBank.defined()
    try bank.compute("2025-11-20", amount: 100)
    let date = BusinessDate("2025-11-20")!
    try bank.compute("2025-11-20", amount: 200, restatement: .opened(because: "汇率更正", approver: "安全管理部 孙颖"))
    let sum = "select txn_in_amt__all__d30 from ind_txn order by 1"
    #expect(try bank.ask(sum, as: "analyst3") == ["2.00", "7.00"])
    #expect(
      try bank.ask("select value, restatement from kpi where org_no = '021001'", as: "analyst2") == ["2.00|1"])
    #expect(try bank.ask("select count(*) from customer_label", as: "analyst3") == ["4"])
    #expect(try bank.ask("select count(*) from label_coverage", as: "analyst3") == ["1"])
    #expect(
      try bank.ask("select part, restatement, reason from restatement where part = 'ind:txn'", as: "analyst1") == [
        "ind:txn|1|汇率更正"
      ])
    // What was said before is still there, unseen.
    #expect(try bank.ask("select count(*) from ind.txn") == ["4"])
    let parts = try bank.database.computedParts(on: date)
    #expect(parts.count == 6 && parts.values.allSatisfy { $0.restatement == 1 && $0.logic == Fingerprint([1]) })
    #expect(parts["ind:txn"]?.inputs == "X1/posting 2025-11-20:1")
  }

  @Test func whatIsStaleIsSaidAndNotSeen() throws {
    let bank = try TestBank.defined()
    let date = BusinessDate("2025-11-21")!
    let computation = try bank.database.beginComputation(
      of: date, run: bank.run.ticket, catalog: bank.catalog.fingerprint, at: bank.now)
    var parts = ComputedParts(computation)
    parts.stale = [.init("ind:txn", missing: ["X1/posting"]), .init("label:TIER", missing: ["X1/posting", "R/org"])]
    try bank.database.publish(parts, at: bank.now)
    #expect(try bank.database.staleParts(on: date)["label:TIER"]?.missing == ["X1/posting", "R/org"])
    #expect(
      try bank.ask("select part, biz_date, missing from stale order by 1", as: "analyst3") == [
        "ind:txn|2025-11-21|{X1/posting}", "label:TIER|2025-11-21|{X1/posting,R/org}",
      ])
    #expect(try bank.ask("select part from stale", as: "analyst1") == ["ind:txn"])
    try bank.compute("2025-11-21", amount: 1)
    #expect(try bank.ask("select * from stale", as: "analyst3").isEmpty)
    #expect(try bank.database.staleParts(on: date).isEmpty)
  }

  /// A run that has lost the warehouse publishes nothing, and what a dead one staged goes.
  @Test func whatIsNotPublishedGoes() throws {
    let bank = try TestBank.defined()
    let date = BusinessDate("2025-11-20")!
    let begin = {
      try bank.database.beginComputation(of: date, run: bank.run.ticket, catalog: Fingerprint([1]), at: bank.now)
    }
    let given = try begin()
    _ = try bank.database.stage(.kpis(level: 1), of: given)
    try bank.database.abandon(given)
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == ["0"])
    let left = try begin()
    #expect(left.number > given.number)
    _ = try bank.database.stageIndicators(TestDefinitions.txn, of: left)
    try bank.database.connection.execute("update meta.epoch set epoch = epoch + 1", doing: "test")
    #expect(throws: WarehouseError.self) { try bank.database.publish(ComputedParts(left), at: bank.now) }
    try bank.run.finish("test", at: bank.now)
    bank.run = try ActiveRun.begin(bank.settings, command: "run", at: bank.now)
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == ["0"])
    #expect(try bank.ask("select count(*) from meta.computation") == ["0"])
  }

  @Test func aNumberOfALabelIsNeverAnothers() throws {
    let bank = try TestBank.defined()
    let first = try bank.numbers()
    #expect(Set(first.values).count == 2)
    #expect(try bank.numbers() == first)
    try bank.database.connection.execute("delete from lab.label where label = 'TIER'", doing: "test")
    let again = try bank.numbers()
    #expect(again[.init("ACTIVE")] == first[.init("ACTIVE")])
    #expect(!first.values.contains(again[.init("TIER", "P")]!))
    let renamed = try bank.database.labelNumbers(for: [.init(.init("ACTIVE"), zh: "活跃客户", level: 2)])
    #expect(renamed == [.init("ACTIVE"): first[.init("ACTIVE")]!])
    #expect(try bank.ask("select zh, level from lab.label where label = 'ACTIVE'") == ["活跃客户|2"])
  }

  @Test func aDatesQueryReadsTheDatesPartitions() throws {
    let bank = try TestBank.defined()
    for day in 20...23 { try bank.compute("2025-11-\(day)", amount: Int64(day)) }
    for (query, table) in [
      ("select sum(txn_in_amt__all__d30) from ind_txn where biz_date = '2025-11-22'", "ind_txn_c"),
      ("select * from ind_txn where biz_date = '2025-11-22' and customer_id = 1", "ind_txn_c"),
      (
        "select sum(txn_in_amt__all__d30) from ind_txn where biz_date = (select max(biz_date) - 1 from kpi)",
        "ind_txn_c"
      ),
      ("select * from customer_label where biz_date = '2025-11-22' and customer_id = 1", "lab_customer_l3_c"),
    ] {
      let plan = try bank.ask("explain (analyze) \(query)", as: "officer4")
        .filter { !$0.contains("never executed") }
      let all = try #require(try? Regex(table + "[0-9]+"))
      let partitions = Set(plan.flatMap { line in line.matches(of: all).map { String(line[$0.range]) } })
      #expect(partitions.count == 1, "\(plan)")
    }
  }

  /// Whatever the numbers of customers, labels and computations are.
  @Test func equalContentGivesEqualDigests() throws {
    let date = BusinessDate("2025-11-20")!
    let banks = try (TestBank.defined(), TestBank(salt: "b"))
    try banks.1.define(TestDefinitions.all())
    _ = try banks.1.database.labelNumbers(for: [.init(.init("TIER", "P"), zh: "私行", level: 3)])
    _ = try banks.1.database.beginComputation(
      of: date, run: banks.1.run.ticket, catalog: Fingerprint([1]), at: banks.1.now)
    try banks.1.load(
      "X1/account", "2025-11-20",
      [
        Rows.account("A2", cust: "C2", id: "P2", name: "李二", org: "022001"),
        Rows.account("A1", cust: "C1", id: "P1", name: "王一"),
      ])
    for bank in [banks.0, banks.1] { try bank.compute("2025-11-20", amount: 100) }
    let digests = try (banks.0.database.digest(asOf: date), banks.1.database.digest(asOf: date))
    #expect(digests.0 == digests.1)
    let lines = digests.0.lines.map { "\($0.name) \($0.rows)" }
    #expect(
      lines.filter { $0.contains("2025") } == [
        "ind txn 2025-11-20 2", "kpi 2025-11-20 3", "lab bitmap 2025-11-20 1", "lab coverage 2025-11-20 1",
        "lab l1 2025-11-20 2", "lab l3 2025-11-20 2",
      ])
    try banks.1.compute("2025-11-20", amount: 101)
    let other = try banks.1.database.digest(asOf: date)
    let different = zip(other.lines, digests.0.lines).filter { $0 != $1 }.map(\.0.name)
    #expect(different == ["ind txn 2025-11-20", "kpi 2025-11-20"])
    // A day later the KPIs are still told, and the customers' rows of the day before are not.
    let next = try banks.1.database.digest(asOf: date.adding(days: 1)).lines.map(\.name)
    #expect(next.contains("kpi 2025-11-20") && !next.contains("ind txn 2025-11-20"))
  }

  @Test func oldDatesGoAndEndsOfMonthsStay() throws {
    let bank = try TestBank.defined()
    for (date, amount) in [
      ("2025-10-30", 1), ("2025-10-30", 2), ("2025-10-31", 3), ("2025-10-31", 4), ("2025-11-20", 5), ("2025-11-20", 6),
    ] as [(String, Int64)] { try bank.compute(date, amount: amount) }
    let today = BusinessDate("2025-12-01")!
    let november = BusinessDate("2025-11-20")!
    let digest = try bank.database.digest(asOf: november)
    var retention = Retention.all(before: "2025-01-01", bank.now)
    #expect(try bank.database.expired(retention).isEmpty)
    retention.computed = today.adding(days: -31)
    // Both of the 30th, and the replaced one of the 31st is of the first date that stays.
    let due = try bank.database.expired(retention)
    #expect(
      due.computed.map { "\($0.part) \($0.date)" }.sorted()
        == ["ind:txn", "labels:l1", "labels:l3"].flatMap {
          ["\($0) 2025-10-30", "\($0) 2025-10-30"]
        })
    #expect(due.bitmaps == 1)
    let gone = try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now).gone
    #expect(gone == due)
    #expect(try bank.database.expired(retention).isEmpty)
    retention.computed = BusinessDate("2025-12-01")!
    let later = try bank.database.expired(retention)
    // Of the end of October only what was replaced.
    #expect(
      later.computed.filter { $0.part == "ind:txn" }.map(\.date.description) == [
        "2025-10-31", "2025-11-20", "2025-11-20",
      ])
    _ = try bank.database.expire(later, retention, run: bank.run.ticket, at: bank.now)
    #expect(try bank.ask("select biz_date, count(*) from ind_txn group by 1", as: "officer4") == ["2025-10-31|2"])
    for view in ["kpi", "label_coverage", "label_bitmap"] {
      #expect(try bank.ask("select count(distinct biz_date) from \(view)", as: "officer4") == ["3"], "\(view)")
    }
    let parts = try bank.database.computedParts(on: november)
    #expect(parts["ind:txn"]?.isDropped == true && parts["kpi:KPI_IN"]?.isDropped == false)
    #expect(try bank.database.digest(asOf: november) != digest)
    try bank.compute("2025-11-20", amount: 6)
    #expect(try bank.database.computedParts(on: november)["ind:txn"]?.isDropped == false)
    #expect(try bank.database.digest(asOf: november) == digest)
  }
}
