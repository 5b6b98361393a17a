import Catalog
import Foundation
import Golden
import Semantics
import Tabular
import Testing

/// What a person is told of why: the same whoever computes it, and nothing above the reader's clearance.
@Suite struct ExplainTests {
  static let date = BusinessDate(year: 2025, month: 11, day: 20)!

  private func bank() throws -> FactBank {
    let golden = GoldenCase.suite("explain").first { $0.name == "bank" }!
    let bank = try FactBank(golden.folder.path)
    try bank.load(
      "X1/account", "2025-11-18",
      [
        "account_no=A1 cust_no=C1 id_type=01 id_no=P1 cust_name=甲 org_no=021001 ccy=CNY balance=900.00",
        "account_no=A2 cust_no=C1 id_type=01 id_no=P1 cust_name=甲 org_no=021001 ccy=CNY balance=345.67",
        "account_no=B1 cust_no=C2 id_type=01 id_no=P2 cust_name=乙 org_no=021001 ccy=CNY balance=88.80",
        "account_no=E1 cust_no=C3 id_type=11 id_no=E1 cust_name=丙 org_no=022001 ccy=CNY balance=0.00",
      ])
    try bank.load(
      "X1/posting", "2025-11-10",
      [
        "posting_no=1 account_no=A1 booked_on=2025-11-10 channel=01 amount=4001.50",
        "posting_no=2 account_no=B1 booked_on=2025-11-10 channel=03 amount=51.25",
      ])
    try bank.load(
      "X1/posting", "2025-11-20",
      [
        "posting_no=3 account_no=A1 booked_on=2025-11-19 channel=03 amount=-12.34",
        "posting_no=4 account_no=A2 booked_on=2025-11-20 channel=01 amount=2222.22",
        "posting_no=5 account_no=B1 booked_on=2025-11-20 channel=03 amount=7.77",
      ])
    try bank.compute(Self.date)
    return bank
  }

  private static let amounts = [
    "900.00", "345.67", "1,245.67", "88.80", "4,001.50", "51.25", "12.34", "2,222.22", "7.77", "6,211.38", "2,209.88",
    "59.02", "4.986377", "0.664640", "0.447737", "0.001987",
  ]

  @Test func everyDefinitionIsExplained() throws {
    let bank = try bank()
    var lines: [String] = []
    func told(_ title: String, _ clearance: Int, _ ask: (Explain) throws -> Explanation) {
      lines.append("$ \(title) --as \(clearance)")
      do {
        let explanation = try ask(Explain(bank.catalog, bank.database, on: Self.date, clearance: clearance))
        lines += explanation.lines
        let encoder = JSONEncoder()
        let json = String(decoding: (try? encoder.encode(explanation)) ?? Data(), as: UTF8.self)
        if clearance < 3 {
          for amount in Self.amounts {
            #expect(!explanation.lines.joined().contains(amount), "\(title) shows \(amount)")
            #expect(!json.contains(amount), "\(title) has \(amount) in its JSON")
          }
        }
      } catch { lines.append("\(error)") }
    }
    for person in ["P1", "P2", "E1"] {
      let customer = try bank.customer(person)
      for clearance in [3, 2] {
        for label in ["LIVELY", "TIER", "SIZE"] {
          told("label \(label) \(person)", clearance) { try $0.label(label, customer: customer) }
        }
      }
    }
    let customer = try bank.customer("P1")
    for clearance in [3, 2, 1] {
      for indicator in [
        "txn_amt__all__d7", "txn_cnt__all__d7", "txn_max__mobile__d30", "turnover", "txn_amt__all__d7__mom",
        "txn_amt__mobile__d30__share",
      ] {
        told("indicator \(indicator) P1", clearance) { try $0.indicator(indicator, customer: customer) }
      }
    }
    for person in ["P1", "P2"] {
      let customer = try bank.customer(person)
      for clearance in [3, 2, 1] {
        told("scorecard VIGOUR \(person)", clearance) { try $0.scorecard("VIGOUR", customer: customer) }
        told("label VIGOUR \(person)", clearance) { try $0.label("VIGOUR", customer: customer) }
      }
      for clearance in [3, 2] {
        for opportunity in ["OPP_ACTIVE", "OPP_CALM"] {
          told("opportunity \(opportunity) \(person)", clearance) {
            try $0.opportunity(opportunity, customer: customer)
          }
        }
      }
    }
    told("scorecard VIGOR P1", 3) { try $0.scorecard("VIGOR", customer: customer) }
    told("opportunity OPP_CALME P1", 3) { try $0.opportunity("OPP_CALME", customer: customer) }
    told("label LIVLEY P1", 3) { try $0.label("LIVLEY", customer: customer) }
    told("label LIVELY of nobody", 3) { try $0.label("LIVELY", customer: 999) }
    let golden = GoldenCase.suite("explain").first { $0.name == "bank" }!
    let difference = try golden.difference(from: lines.joined(separator: "\n") + "\n")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// A row that comes after the night has computed is found, and said to be the difference.
  @Test func lateRowsAreADifferenceThatIsSaid() throws {
    let bank = try bank()
    let customer = try bank.customer("P1")
    let explain = Explain(bank.catalog, bank.database, on: Self.date, clearance: 3)
    let before = try explain.indicator("txn_cnt__all__d7", customer: customer)
    #expect(before.agrees == true && before.value == "2" && before.stored?.value == "2")
    try bank.load(
      "X1/posting", "2025-11-19", ["posting_no=9 account_no=A1 booked_on=2025-11-18 channel=01 amount=1.00"])
    let after = try explain.indicator("txn_cnt__all__d7", customer: customer)
    #expect(after.agrees == false && after.value == "3" && after.stored?.value == "2")
    #expect(
      after.parts[0].rows.map(\.file) == ["POSTING_2025-11-19.csv", "POSTING_2025-11-20.csv", "POSTING_2025-11-20.csv"])
    #expect(after.parts[0].rows.map(\.line) == [2, 2, 3])
  }
}
