import Catalog
import Postgres
import Tabular

@testable import Warehouse

/// Definitions in code: one group with an indicator of each level and type, two labels, a KPI.
enum TestDefinitions {
  static func indicator(_ id: String, _ zh: String, _ type: ValueType, level: Int) -> Indicator {
    Indicator(
      id: id, zh: zh, meaning: "口径", unit: type == .integer ? "笔" : "元", type: type, level: level,
      form: .aggregate(
        Aggregate(fact: "posting", kind: type == .integer ? .count : .sum, of: nil, window: Window(.days(30))),
        zeroWhenEmpty: true))
  }

  static let txn = IndicatorGroup(
    id: "txn", zh: "动账", meaning: "记账流水", owner: "运营管理部 陈洁", fact: "posting",
    indicators: [
      indicator("txn_in_amt__all__d30", "近30天|全部|入账金额", .decimal(scale: 2), level: 3),
      indicator("txn_in_cnt__all__d30", "近30天|全部|入账笔数", .integer, level: 2),
      indicator("txn_first__all__all", "首次|全部|动账日", .date, level: 1),
    ])

  static let labels = [
    Label(
      id: "ACTIVE", zh: "活跃", meaning: "近30天动账", owner: "零售部 赵倩", level: 1,
      form: .rule(.test(id: "a", Expression(.literal(.boolean(true)), .boolean)))),
    Label(
      id: "TIER", zh: "客群", owner: "零售部 赵倩", level: 3,
      form: .values([.init(code: "P", zh: "私行", test: nil)], nil)),
  ]

  static let kpi = KPI(
    id: "KPI_IN", zh: "入账", owner: "计划财务部 周宁", unit: "元", level: 2,
    numerator: .rows(Aggregate(fact: "posting", kind: .count, window: Window(.now))))

  static let opportunity = Opportunity(
    id: "OPP_CALL", zh: "回访", owner: "零售部 赵倩", level: 2, kind: .touch,
    rule: .test(id: "a", Expression(.literal(.boolean(true)), .boolean)),
    limits: .init(dedupe: 7, cooldown: 0, mostOpen: 3, expires: 5))

  static func all(_ group: IndicatorGroup = txn) -> Definitions {
    Definitions(groups: [group], labels: labels, kpis: [kpi], home: "account_org__all__now")
  }

  /// One indicator raised, one gone, one new, one worked out otherwise; a label is new and another gone.
  static let moved: Definitions = {
    var group = txn.changing("txn_in_cnt__all__d30") { $0.level = 3 }
    group.indicators.remove(at: 0)
    group.indicators.append(indicator("txn_out_cnt__all__d30", "近30天|全部|出账笔数", .integer, level: 1))
    group = group.changing("txn_first__all__all") { $0.needsHistory = true }
    var definitions = all(group)
    definitions.labels[0].id = "ASLEEP"
    return definitions
  }()

  /// A label, an opportunity and a KPI are worked out otherwise.
  static func reworked(version: Int) -> Definitions {
    var definitions = all()
    definitions.opportunities = [opportunity]
    definitions.labels[0].form = .rule(.test(id: "a", Expression(.literal(.boolean(false)), .boolean)))
    definitions.labels[0].version = version
    definitions.opportunities[0].limits.dedupe = 8
    definitions.opportunities[0].version = version
    definitions.kpis[0].numerator = .rows(Aggregate(fact: "posting", kind: .count, window: Window(.days(30))))
    definitions.kpis[0].version = version
    return definitions
  }

  static let found: Definitions = {
    var definitions = all()
    definitions.opportunities = [opportunity]
    return definitions
  }()

  /// For golden cases.
  static let named = [
    "txn": all(), "moved": moved, "retyped": all(txn.changing("txn_in_cnt__all__d30") { $0.type = .date }),
    "found": found, "reworked": reworked(version: 1), "reworked, version 2": reworked(version: 2),
  ]
}

extension IndicatorGroup {
  func changing(_ id: String, _ body: (inout Indicator) -> Void) -> IndicatorGroup {
    var copy = self
    body(&copy.indicators[copy.indicators.firstIndex { $0.id == id }!])
    return copy
  }
}

extension TestBank {
  /// Two customers, one at home in the branch's organisations and one elsewhere; nothing is computed yet.
  static func defined(salt: String = "a") throws -> TestBank {
    let bank = try TestBank(salt: salt)
    try bank.define(TestDefinitions.all())
    try bank.load(
      "X1/account", "2025-11-20",
      [
        Rows.account("A1", cust: "C1", id: "P1", name: "王一"),
        Rows.account("A2", cust: "C2", id: "P2", name: "李二", org: "022001"),
      ])
    return bank
  }

  func define(_ definitions: Definitions) throws {
    var catalog = catalog
    catalog.definitions = definitions
    catalog.fingerprint = Fingerprint([UInt8.random(in: 0...255), UInt8.random(in: 0...255)])
    try apply(catalog)
  }

  func customer(_ id: String) throws -> Int64 {
    Int64(try ask("select customer_id from dwd.party where id_no = '\(id)'")[0])!
  }

  /// Computes everything of a date with made-up values, and publishes it.
  ///
  /// - Parameters:
  ///   - amount: of the first customer, in cents.
  ///   - opportunity: found of the first customer; nil: none.
  ///   - level: of the label ACTIVE.
  @discardableResult
  func compute(
    _ date: String, amount: Int64, restatement: ComputedParts.Restatement? = nil, finds opportunity: String? = nil,
    active level: Int = 1
  ) throws -> Computation {
    let computation = try database.beginComputation(
      of: BusinessDate(date)!, run: run.ticket, catalog: catalog.fingerprint, at: now)
    var parts = ComputedParts(computation)
    parts.tables = try [
      stageIndicators(amount, computation), stageBitmaps(level, computation), stageCoverage(level, computation),
      stageKPIs(amount, computation),
    ]
    let (active, tier) = try (numbers(active: level)[.init("ACTIVE")]!, numbers(active: level)[.init("TIER", "P")]!)
    if level == 3 {
      parts.tables.append(try stageCustomers(3, [active, tier], computation))
    } else {
      parts.tables += try [stageCustomers(level, [active], computation), stageCustomers(3, [tier], computation)]
    }
    var names = ["ind:txn", "label:ACTIVE", "label:TIER", "labels:l3", "kpi:KPI_IN"]
    if level != 3 { names.append("labels:l\(level)") }
    if let opportunity {
      parts.tables.append(try stageOpportunity(opportunity, computation))
      names.append("opportunity:\(opportunity)")
    }
    parts.parts = names.map { .init($0, logic: Fingerprint([1]), inputs: "X1/posting \(date):1") }
    parts.restatement = restatement
    now.secondsSince1970 += 60
    try database.publish(parts, at: now)
    return computation
  }

  func numbers(active level: Int = 1) throws -> [RegisteredLabel.Key: Int32] {
    try database.labelNumbers(for: [
      .init(.init("ACTIVE"), zh: "活跃", level: level), .init(.init("TIER", "P"), zh: "私行", level: 3),
    ])
  }

  func fill(_ staged: StagedTable, _ rows: [(inout BinaryRows) -> Void]) throws -> StagedTable {
    var binary = staged.newRows()
    for row in rows {
      binary.beginRow()
      row(&binary)
      binary.endRow()
    }
    try staged.copyRows(run.sessions) { try $0.write(&binary) }
    return staged
  }

  private func stageIndicators(_ amount: Int64, _ computation: Computation) throws -> StagedTable {
    let rows = try [("P1", "021001", amount), ("P2", "022001", 700)].map { id, home, amount in
      let customer = try customer(id)
      return { (row: inout BinaryRows) in
        row.integer(customer)
        row.text(home)
        row.decimal(amount, scale: 2)
        row.integer(3)
        row.null()
      }
    }
    return try fill(database.stageIndicators(catalog.definitions.groups[0], of: computation), rows)
  }

  private func stageCustomers(_ level: Int, _ labels: [Int32], _ computation: Computation) throws -> StagedTable {
    let rows = try [("P1", "021001", labels, [Int32]()), ("P2", "022001", [], labels)].map { id, home, yes, unknown in
      let customer = try customer(id)
      return { (row: inout BinaryRows) in
        row.integer(customer)
        row.text(home)
        row.smallIntegers(yes)
        row.smallIntegers(unknown)
      }
    }
    return try fill(database.stage(.customers(level: level), of: computation), rows)
  }

  private func stageBitmaps(_ level: Int, _ computation: Computation) throws -> StagedTable {
    let number = try numbers(active: level)[.init("ACTIVE")]!
    let bit = { (customer: Int64) in
      var bytes = [UInt8](repeating: 0, count: 65_536 / 8)
      bytes[Int(customer) / 8] = 0x80 >> UInt8(customer % 8)
      return bytes
    }
    let (yes, unknown) = try (bit(customer("P1")), bit(customer("P2")))
    return try fill(
      database.stage(.bitmaps(level: level), of: computation),
      [
        { row in
          row.smallInteger(number)
          row.smallInteger(0)
          row.bits(yes, count: 65_536)
          row.bits(unknown, count: 65_536)
          row.null()
          row.null()
        }
      ])
  }

  private func stageCoverage(_ level: Int, _ computation: Computation) throws -> StagedTable {
    let number = try numbers(active: level)[.init("ACTIVE")]!
    return try fill(
      database.stage(.coverage(level: level), of: computation),
      [
        { row in
          row.smallInteger(number)
          for count in [2, 1, 1] { row.integer(Int64(count)) }
          row.integer(1)
          row.null()
        }
      ])
  }

  private func stageOpportunity(_ id: String, _ computation: Computation) throws -> StagedTable {
    let level = catalog.definitions.opportunities.first { $0.id == id }!.level
    let customer = try customer("P1")
    return try fill(
      database.stage(.opportunities(level: level), of: computation),
      [
        { row in
          row.text(id)
          row.integer(customer)
          row.text("021001")
          row.null()
          row.smallInteger(50)
          row.date(computation.date.adding(days: 5))
        }
      ])
  }

  private func stageKPIs(_ amount: Int64, _ computation: Computation) throws -> StagedTable {
    let rows = [("021001", amount), ("022001", 700), ("000000", amount + 700)].map { org, amount in
      { (row: inout BinaryRows) in
        row.text("KPI_IN")
        row.text(org)
        row.decimal(amount, scale: 2)
        row.null()
        row.decimal(amount, scale: 2)
        row.null()
        row.integer(1)
      }
    }
    return try fill(database.stage(.kpis(level: catalog.definitions.kpis[0].level), of: computation), rows)
  }
}
