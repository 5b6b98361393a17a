import Catalog
import Tabular
import Testing

@testable import Warehouse

/// What must agree, on real tables: every planted difference is found, with its rows, and no other.
@Suite struct ReconciliationTests {
  static let balance: Asset = {
    var asset = Asset(
      id: "X2/balance", zh: "贷款余额", category: "合约与账户/贷款", meaning: "余额", owner: "风险管理部 郑洁", keeps: .versions,
      key: ["loan_no"],
      items: [
        Item(id: "loan_no", zh: "借据号", type: .text(9), level: 2),
        Item(id: "balance", zh: "贷款余额", type: .decimal(precision: 18, scale: 2), level: 3),
      ])
    asset.location = SourceLocation(file: "")
    return asset
  }()

  static func flow(_ id: String) -> Asset {
    Asset(
      id: id, zh: id, category: "交易与行为/贷款", meaning: "流水", owner: "风险管理部 郑洁", keeps: .events, key: ["flow_no"],
      items: [
        Item(id: "flow_no", zh: "流水号", type: .text(9), level: 1),
        Item(id: "loan_no", zh: "借据号", type: .text(9), level: 2),
        Item(id: "kind", zh: "种类", type: .text(2), level: 1),
        Item(id: "amount", zh: "金额", type: .decimal(precision: 18, scale: 2), level: 3),
      ])
  }

  private func term(
    _ of: String, _ moment: Reconciliation.Moment = .date, subtract: Bool = false, codes: [String: [String]] = [:],
    items: [String?] = ["loan_no"], within: Reconciliation.Within? = nil
  ) -> Reconciliation.Term {
    let parts = of.split(separator: ".").map(String.init)
    return Reconciliation.Term(
      isSubtracted: subtract, asset: parts[0], item: parts[1], moment: moment, codes: codes, items: items,
      within: within)
  }

  private var rolling: Reconciliation {
    Reconciliation(
      id: "loan_balance", zh: "贷款余额滚动", by: ["loan_no"],
      left: [
        term("X2/balance.balance", .opening), term("X2/disbursement.amount"),
        term("X2/repayment.amount", subtract: true, codes: ["kind": ["01"]]),
      ], right: [term("X2/balance.balance", .closing)])
  }

  private func reconcile(_ one: Reconciliation, _ bank: TestBank, _ date: String) throws -> ReconciliationOutcome? {
    try bank.database.reconcile(
      [one], in: bank.database.appliedWarehouse(), on: BusinessDate(date)!, run: bank.run.ticket, at: bank.now
    ).first
  }

  private func bank() throws -> TestBank {
    try TestBank([TestCatalog.account, Self.balance, Self.flow("X2/disbursement"), Self.flow("X2/repayment")])
  }

  private func flow(_ number: String, _ loan: String, _ amount: String, kind: String = "01") -> [String: String] {
    ["flow_no": number, "loan_no": loan, "amount": amount, "kind": kind]
  }

  private func open(_ loan: String, _ balance: String, change: String = "U") -> [String: String] {
    ["loan_no": loan, "balance": balance, "change": change]
  }

  @Test func balancesRollForwardAndDifferencesAreFound() throws {
    let bank = try bank()
    try bank.load(
      "X2/disbursement", "2025-11-20", [flow("1", "L1", "100.00"), flow("2", "L2", "50.00"), flow("3", "L3", "7.00")])
    try bank.load("X2/balance", "2025-11-20", [open("L1", "100.00"), open("L2", "50.00"), open("L3", "7.00")])
    #expect(try reconcile(rolling, bank, "2025-11-20") == nil, "the first date has no opening")
    // L1 is repaid in part, L2 wholly and goes, of L3 a repayment of another kind does not count; L4 comes from nowhere.
    try bank.load(
      "X2/repayment", "2025-11-21",
      [flow("4", "L1", "40.00"), flow("5", "L2", "50.00"), flow("6", "L3", "7.00", kind: "02")])
    try bank.load(
      "X2/balance", "2025-11-21", [open("L1", "60.00"), open("L2", "0.00", change: "D"), open("L4", "9.00")])
    let second = try reconcile(rolling, bank, "2025-11-21")
    #expect(second?.compared == 4 && second?.breaks == 1)
    #expect(
      try bank.ask(
        "select key->>'loan_no', left_sum, right_sum, difference from mart_l3.reconciliation_break", as: "analyst3")
        == ["L4|0|9.00|-9.00"])
    let evidence = try bank.database.evidence(of: "loan_balance", on: BusinessDate("2025-11-21")!, limit: 9)
    #expect(evidence == [["X2/balance balance_2025-11-21:3"]])
    // Once found, nothing is done again; what was corrected is compared anew, and so are the dates after it.
    #expect(try reconcile(rolling, bank, "2025-11-21") == nil)
    try bank.load("X2/disbursement", "2025-11-21", [flow("7", "L4", "9.00")])
    #expect(try reconcile(rolling, bank, "2025-11-21")?.breaks == 0)
    try bank.load(
      "X2/balance", "2025-11-20", number: 2, [open("L1", "101.00"), open("L2", "50.00"), open("L3", "7.00")])
    #expect(try reconcile(rolling, bank, "2025-11-21")?.breaks == 1)
    #expect(try bank.ask("select count(*) from reconciliation", as: "nanjing2") == ["1"])
  }

  @Test func whatAReaderMayNotSeeIsNotThere() throws {
    let bank = try bank()
    try bank.load("X2/balance", "2025-11-19", [open("L9", "1.00")])
    try bank.load("X2/balance", "2025-11-20", [open("L1", "100.00")])
    #expect(try reconcile(rolling, bank, "2025-11-20")?.breaks == 1)
    #expect(try bank.ask("select breaks from reconciliation", as: "analyst1") == ["1"])
    #expect(try bank.ask("select count(*) from reconciliation_break", as: "analyst2") == ["0"])
    #expect(try bank.ask("select count(*) from reconciliation_break", as: "analyst3") == ["1"])
    #expect(try bank.refusal("select * from reconciliation_break", as: "nanjing2") == "42501")
    #expect(try bank.ask("select has_table_privilege('\(bank.name)_l2', 'recon.break_l3', 'select')") == ["f"])
  }

  @Test func periodsAreComparedWithTheirMonths() throws {
    var tax = DerivedTests.tax
    tax.items += [
      Item(id: "period_from", zh: "所属期起", type: .date, level: 1),
      Item(id: "period_to", zh: "所属期止", type: .date, level: 1),
    ]
    tax.derives.latest = .init(by: ["uscc", "period"], order: ["declared_on", "declare_no"])
    let invoice = Asset(
      id: "T/invoice", zh: "发票", category: "外部数据/税务", meaning: "按月", owner: "普惠金融部 李蓉", keeps: .events,
      key: ["uscc", "month"],
      items: [
        Item(id: "uscc", zh: "统一社会信用代码", type: .text(18), level: 2),
        Item(id: "month", zh: "开票月份", type: .text(7), level: 1),
        Item(id: "amount", zh: "金额", type: .decimal(precision: 18, scale: 2), level: 3),
      ])
    let bank = try TestBank([TestCatalog.account, tax, invoice])
    let one = Reconciliation(
      id: "sales_invoice", zh: "申报与开票", by: ["uscc", "period_from", "period_to"],
      left: [term("T/declaration.tax_payable", .closing, items: ["uscc", "period_from", "period_to"])],
      right: [
        term(
          "T/invoice.amount", .closing, items: ["uscc", nil, nil],
          within: .init(item: "month", from: "period_from", to: "period_to"))
      ], tolerance: .percent(Amount("1", scale: 2)!), onlyBoth: true)
    let declare = { (number: String, uscc: String, from: String, to: String, amount: String) in
      [
        "declare_no": number, "uscc": uscc, "period": from + to, "declared_on": "2025-11-1\(number)",
        "tax_payable": amount,
        "period_from": from, "period_to": to,
      ]
    }
    let month = { (uscc: String, month: String, amount: String) in ["uscc": uscc, "month": month, "amount": amount] }
    try bank.load(
      "T/declaration", "2025-10-15",
      [
        declare("1", "U1", "2025-07-01", "2025-09-30", "303.00"),
        declare("2", "U2", "2025-09-01", "2025-09-30", "99.00"),
        declare("3", "U3", "2025-09-01", "2025-09-30", "5.00"),
      ])
    // Before the invoices have come there is nothing to compare.
    #expect(try reconcile(one, bank, "2025-10-15")?.compared == 0)
    try bank.load(
      "T/invoice", "2025-10-20",
      [
        month("U1", "2025-07", "100.00"), month("U1", "2025-08", "100.00"), month("U1", "2025-09", "100.00"),
        month("U1", "2025-10", "1000.00"), month("U2", "2025-09", "110.00"),
      ])
    let found = try reconcile(one, bank, "2025-10-20")
    #expect(found?.compared == 2 && found?.breaks == 1)
    #expect(try bank.ask("select key->>'uscc', left_sum, right_sum from recon.break_l3") == ["U2|99.00|110.00"])
    // The correction counts in place of the first return.
    try bank.load("T/declaration", "2025-10-21", [declare("4", "U2", "2025-09-01", "2025-09-30", "110.50")])
    let corrected = try reconcile(one, bank, "2025-10-21")
    #expect(corrected?.compared == 1 && corrected?.breaks == 0)
  }
}
