import Catalog
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// Levels and branches hold for what is computed as for what is loaded, and the marts' contract too.
@Suite struct ComputedAccessTests {
  @Test func everyIndicatorIsGrantedByItsLevel() throws {
    let bank = try TestBank.defined()
    try check(bank)
    // One raised, one lowered: the columns follow.
    try bank.define(
      TestDefinitions.all(
        TestDefinitions.txn.changing("txn_first__all__all") { $0.level = 4 }.changing("txn_in_amt__all__d30") {
          $0.level = 2
        }
      ))
    try check(bank)
    #expect(try bank.refusal("select * from ind_txn", as: "analyst1") == "42P01")
  }

  private func check(_ bank: TestBank) throws {
    for indicator in bank.catalog.definitions.indicators {
      for level in 1...4 {
        let may = try bank.ask(
          "select has_column_privilege('\(bank.name)_l\(level)', 'ind.txn'::regclass, '\(indicator.id)', 'select')")
        #expect(may == [indicator.level <= level ? "t" : "f"], "\(indicator.id) at level \(level)")
        let shown = try bank.ask(
          """
          select count(*) from pg_attribute
          where attrelid = to_regclass('mart_l\(level).ind_txn') and attname = '\(indicator.id)'
          """)
        #expect(shown == [indicator.level <= level ? "1" : "0"], "\(indicator.id) in mart_l\(level)")
      }
    }
    for kind in ["lab.customer_l", "lab.bitmap_l", "lab.coverage_l", "kpi.value_l"] {
      for (level, of) in (1...4).flatMap({ level in (1...4).map { (level, $0) } }) {
        let may = try bank.ask("select has_table_privilege('\(bank.name)_l\(level)', '\(kind)\(of)', 'select')")
        #expect(may == [of <= level ? "t" : "f"], "\(kind)\(of) at level \(level)")
      }
    }
  }

  @Test func aReaderSeesTheOwnLevelAndBelow() throws {
    let bank = try TestBank.defined()
    try bank.compute("2025-11-20", amount: 1234)
    #expect(try bank.ask("select distinct label from customer_label", as: "analyst2") == ["ACTIVE"])
    #expect(try bank.refusal("select txn_in_amt__all__d30 from ind_txn", as: "analyst2") == "42703")
    #expect(try bank.ask("select * from kpi", as: "analyst1").isEmpty)
    #expect(try bank.refusal("select * from mart_l3.ind_txn", as: "analyst2") == "42501")
    for table in ["ind.txn", "lab.customer_l1", "lab.label", "kpi.value_l1", "meta.computed_live", "meta.definition"] {
      for login in ["analyst1", "officer4", "nanjing2"] {
        #expect(try bank.refusal("select 1 from \(table)", as: login) == "42501", "\(login) \(table)")
      }
    }
  }

  /// From the apply on, and not from the next computation; whoever may read the level it is of now loses nothing.
  @Test func whatIsRaisedIsOutOfReachAtOnce() throws {
    let bank = try TestBank.defined()
    var all = TestDefinitions.all()
    all.opportunities = [TestDefinitions.opportunity]
    try bank.define(all)
    for date in ["2025-11-19", "2025-11-20"] { try bank.compute(date, amount: 1234, finds: "OPP_CALL") }
    let asked = [
      "customer_label where label = 'ACTIVE'", "label_coverage where label = 'ACTIVE'",
      "label_bitmap where label = 'ACTIVE'", "label where label = 'ACTIVE'", "computed where part = 'label:ACTIVE'",
      "kpi", "kpi_definition", "opportunity_found", "open_opportunity", "opportunity_definition",
    ]
    let read = { (view: String, login: String) in try bank.ask("select * from \(view) order by 1, 2, 3", as: login) }
    let whole = try asked.map { try read($0, "officer4") }
    #expect(whole.allSatisfy { !$0.isEmpty })
    let lists = try read("customer_label", "officer4")
    // To 2 no label was published yet; to 3 there is one, whose lists are joined.
    for (level, logins) in [(2, ["analyst1"]), (3, ["analyst1", "analyst2"])] {
      all.labels[0].level = level
      all.kpis[0].level = max(2, level)
      all.opportunities[0].level = max(2, level)
      var catalog = bank.catalog
      catalog.definitions = all
      catalog.fingerprint = Fingerprint([UInt8(level)])
      let told = try bank.database.plan(catalog).text
      #expect(told.contains("mart_l\(level - 1)  - 1 label (ACTIVE), now of a higher level; "), "\(told)")
      #expect(!told.contains("nobody loses"))
      try bank.define(all)
      for login in logins { for view in asked { #expect(try read(view, login).isEmpty, "\(view) \(login)") } }
      #expect(try zip(asked, whole).filter { try read($0, "officer4").count != $1.count }.map(\.0) == [])
      #expect(try read("customer_label", "officer4") == lists)
      let number = try bank.numbers(active: level)[.init("ACTIVE")]!
      for below in 1..<level {
        for table in ["lab.bitmap_l", "lab.coverage_l"] {
          #expect(try bank.ask("select count(*) from \(table)\(below) where label_no = \(number)") == ["0"])
        }
        let lists = "lab.customer_l\(below) where \(number) = any(yes || unknown) or yes || unknown = '{}'"
        #expect(try bank.ask("select count(*) from \(lists)") == ["0"])
      }
    }
    // What is moved is computed again into the same places.
    try bank.compute("2025-11-21", amount: 1, finds: "OPP_CALL", active: 3)
    #expect(try read("customer_label where biz_date = '2025-11-21'", "analyst2").isEmpty)
    #expect(try read("customer_label where biz_date = '2025-11-21'", "officer4").count == 4)
    // Lowered: what was computed while it was higher stays where it is.
    all.labels[0].level = 2
    try bank.define(all)
    #expect(try read("customer_label where label = 'ACTIVE'", "analyst2").isEmpty)
    #expect(try read("customer_label where label = 'ACTIVE'", "officer4").count == 6)
  }

  @Test func aBranchSeesItsOwnCustomersAndOrganisations() throws {
    let bank = try TestBank.defined()
    try bank.compute("2025-11-20", amount: 1234)
    let own = try bank.customer("P1")
    #expect(try bank.ask("select customer_id, txn_in_cnt__all__d30 from ind_txn", as: "nanjing2") == ["\(own)|3"])
    #expect(try bank.ask("select customer_id, label from customer_label", as: "nanjing2") == ["\(own)|ACTIVE"])
    #expect(try bank.ask("select org_no, value from kpi", as: "nanjing2") == ["021001|12.34"])
    for view in ["label_bitmap", "label_coverage"] {
      #expect(try bank.refusal("select * from \(view)", as: "nanjing2") == "42501")
    }
    for view in ["label", "indicator", "kpi_definition", "stale", "restatement", "night"] {
      #expect(try bank.refusal("select * from \(view)", as: "nanjing2") == nil)
    }
    // Partitions that come later are no way around it, and neither is a change of the readers.
    var catalog = bank.catalog
    catalog.policies.branches[0].organisationPrefix = "022"
    catalog.fingerprint = Fingerprint([7])
    try bank.apply(catalog)
    try bank.compute("2025-11-21", amount: 1)
    let other = try bank.customer("P2")
    #expect(try bank.ask("select distinct customer_id from ind_txn", as: "nanjing2") == ["\(other)"])
    #expect(try bank.ask("select distinct org_no from kpi", as: "nanjing2") == ["022001"])
    #expect(try bank.ask("select distinct customer_id from customer_label", as: "nanjing2") == ["\(other)"])
  }

  @Test func anIndicatorComesAndGoesAndItsColumnStays() throws {
    let bank = try TestBank.defined()
    try bank.compute("2025-11-20", amount: 1234)
    var group = TestDefinitions.txn
    group.indicators.removeFirst()
    group.indicators.append(TestDefinitions.indicator("txn_out_cnt__all__d30", "近30天|全部|出账笔数", .integer, level: 1))
    try bank.define(TestDefinitions.all(group))
    #expect(
      try bank.ask("select * from ind_txn order by 2", as: "officer4").map {
        $0.split(separator: "|").dropFirst(2).joined(separator: "|")
      }
        == ["3|-|-", "3|-|-"])
    #expect(try bank.ask("select sum(txn_in_amt__all__d30) from ind.txn") == ["19.34"])
    #expect(
      try bank.ask("select has_column_privilege('\(bank.name)_l4', 'ind.txn', 'txn_in_amt__all__d30', 'select')") == [
        "f"
      ])
    // It may come back as it was, and as nothing else.
    var other = TestDefinitions.txn
    other.indicators[0].type = .integer
    var catalog = bank.catalog
    catalog.definitions = TestDefinitions.all(other)
    #expect(try bank.database.plan(catalog).refusals.map(\.message).count == 1)
    try bank.define(TestDefinitions.all())
    #expect(try bank.ask("select txn_in_amt__all__d30 from ind_txn order by 1", as: "officer4") == ["7.00", "12.34"])
    // The group itself may go; what is published stays where it is.
    try bank.define(Definitions())
    #expect(try bank.refusal("select * from ind_txn", as: "officer4") == "42P01")
    #expect(try bank.ask("select count(*) from ind.txn") == ["2"])
    #expect(try bank.database.plan(bank.catalog).isEmpty)
    try bank.define(TestDefinitions.all())
    #expect(try bank.ask("select txn_in_amt__all__d30 from ind_txn order by 1", as: "officer4") == ["7.00", "12.34"])
    try bank.compute("2025-11-21", amount: 5)
  }

  @Test func whatWasNeverPublishedIsMadeAnew() throws {
    let bank = try TestBank.defined()
    var group = TestDefinitions.txn
    group.indicators[0].type = .integer
    group.indicators.removeLast()
    try bank.define(TestDefinitions.all(group))
    #expect(
      try bank.ask(
        "select attname from pg_attribute where attrelid = 'ind.txn'::regclass and attnum > 4 order by attnum")
        == ["txn_in_amt__all__d30", "txn_in_cnt__all__d30"])
    try bank.define(Definitions())
    #expect(try bank.ask("select to_regclass('ind.txn')") == ["-"])
  }

  /// The version counts how often it has been worked out otherwise; words do not count.
  @Test func aVersionCountsChangesOfTheLogic() throws {
    let bank = try TestBank.defined()
    try bank.compute("2025-11-20", amount: 1)
    let version = {
      try bank.ask("select version, zh from indicator where indicator = 'txn_in_cnt__all__d30'", as: "analyst2")
    }
    #expect(try version() == ["1|近30天|全部|入账笔数"])
    let renamed = TestDefinitions.txn.changing("txn_in_cnt__all__d30") { $0.zh = "入账笔数" }
    try bank.define(TestDefinitions.all(renamed))
    #expect(try version() == ["1|入账笔数"])
    try bank.define(TestDefinitions.all(renamed.changing("txn_in_cnt__all__d30") { $0.needsHistory = true }))
    #expect(try version() == ["2|入账笔数"])
  }
}
