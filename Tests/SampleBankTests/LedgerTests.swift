import Tabular
import Testing

@testable import SampleBank

/// The general ledger and the payroll of a clean bank against accounts, balances and postings.
@Suite struct LedgerTests {
  private static let bank = Result {
    try Bank(days: 12, customers: 200, seed: 5, last: BusinessDate(daysSince2000: 9455))
  }
  private typealias Row = [String: String]

  /// closing(org, subject, ccy) = the closing balances of the office's accounts of that kind, the same for the day's
  /// turnover; opening is the closing of the day before, and what new accounts bring is posted.
  @Test func theLedgerIsTheSumOfItsAccounts() throws {
    let bank = try Self.bank.get()
    let subjects = ["01": "201101", "02": "201102", "03": "130303", "04": "201104"]
    var (accounts, balances): ([String: Row], [String: Row]) = ([:], [:])
    var before: [String: Int64] = [:]
    for date in bank.dates {
      for row in try rows(AccountFeed.layout, bank, date) { accounts[row["account_no"]!] = row }
      var moved: Set<String> = []
      for row in try rows(DailyBalanceFeed.layout, bank, date) {
        balances[row["account_no"]!] = row
        moved.insert(row["account_no"]!)
      }
      var sums: [String: [Int64]] = [:]
      for (number, row) in balances {
        let account = try #require(accounts[number])
        let key = account["org_no"]! + " " + subjects[account["product"]!]! + " " + account["ccy"]!
        let isMoved = moved.contains(number)
        let amounts = try ["debit", "credit", "closing"].map { item in
          item == "closing" || isMoved ? try cents(row[item]) : 0
        }
        sums[key] = zip(sums[key] ?? [0, 0, 0], amounts).map(+)
      }
      var closings: [String: Int64] = [:]
      for row in try rows(GeneralLedgerFeed.layout, bank, date) {
        let key = row["org_no"]! + " " + row["subject"]! + " " + row["ccy"]!
        let amounts = try ["debit", "credit", "closing"].map { try cents(row[$0]) }
        #expect(sums.removeValue(forKey: key) == amounts, "\(key) \(date)")
        #expect(try cents(row["opening"]) + amounts[1] - amounts[0] == amounts[2])
        if date != bank.dates[0] { #expect(try cents(row["opening"]) == before[key, default: 0]) }
        closings[key] = amounts[2]
      }
      #expect(sums.isEmpty, "every account is in the ledger")
      before = closings
    }
    #expect(before.count > 80)
  }

  /// An amount is read from the side it stands on, and from no two sides.
  @Test func aBalanceStandsOnOneSide() throws {
    let layout = GeneralLedgerFeed.layout
    let renderer = Renderer(layout)
    let judge = Judge(layout, on: BusinessDate(daysSince2000: 9455))
    func closing(_ positive: String, _ negative: String) throws -> Finding {
      judge.judge(
        try #require(
          renderer.record(["022001", "201101", "CNY", "0.00", "0.00", "0.00", positive, negative])))
    }
    for cents in [Int64(-123_456), 0, 500] {
      let sides = Layout.Split.sides(cents)
      let finding = try closing(sides.positive, sides.negative)
      #expect(finding.refusal == nil && finding.respelled.isEmpty && finding.cents == cents)
    }
    #expect(try closing("", "1,234.56").respelled == [Finding.Respelling(item: "closing", to: "-1234.56")])
    #expect(try closing("0.00", "2.00").cents == -200)
    #expect(try closing("", "").refusal == Finding.Refusal(item: "closing", rule: "required"))
    #expect(try closing("1.00", "2.00").refusal == Finding.Refusal(item: "closing", rule: "number"))
    #expect(try closing("-1.00", "").refusal == Finding.Refusal(item: "closing", rule: "number"))
    #expect(try closing("", "N/A").refusal == Finding.Refusal(item: "closing", rule: "number"))
  }

  /// On pay day everyone an agreement pays gets a salary from the employer's account, who pays their sum.
  @Test func payDaysArePostings() throws {
    let bank = try Self.bank.get()
    let world = World(seed: 5, last: bank.dates[11], days: 12, customers: 200)
    let employees = Dictionary(
      uniqueKeysWithValues: world.companies.compactMap { company in
        company.customer.map { (world.customers[$0].number, company.employees) }
      })
    var pairs: [String: Row] = [:]
    var (paid, changes): (Int, Set<String>) = (0, [])
    for date in bank.dates {
      for row in try rows(PayrollFeed.layout, bank, date) {
        let key = row["agreement_no"]! + " " + row["employee_account"]!
        changes.insert(row["change"]!)
        #expect((pairs[key] == nil) == (row["change"] == "A"))
        pairs[key] = row["change"] == "D" ? nil : row
      }
      for (employer, staff) in Dictionary(grouping: pairs.values, by: { $0["employer_cust_no"]! }) {
        #expect(staff.count <= employees[employer]!, "no more are paid than work there")
      }
      #expect(Set(pairs.values.map { $0["employee_account"]! }).count == pairs.count, "nobody has two employers")
      let memo = try #require(Converter.toGB18030().convert("代发工资".utf8))
      let salaries = try rows(PostingFeed.layout, bank, date) { $0.dropFirst(102).starts(with: memo + [32, 32]) }
      var credits = Dictionary(
        uniqueKeysWithValues: salaries.filter { $0["dc_flag"] == "C" }.map {
          ($0["counter_account"]! + " " + $0["account_no"]!, $0)
        })
      var sums: [String: Int64] = [:]
      let due = pairs.values.filter {
        Int($0["pay_day"]!) == date.components.day && $0["since_date"]! <= date.description
      }
      for pair in due {
        let salary = credits.removeValue(forKey: pair["employer_account"]! + " " + pair["employee_account"]!)
        let posting = try #require(salary)
        #expect(posting["channel"] == "06" && posting["ccy"] == "CNY")
        sums[pair["employer_account"]!, default: 0] += try cents(posting["amount"])
        paid += 1
      }
      #expect(credits.isEmpty, "only they are paid")
      var debits: [String: Int64] = [:]
      for posting in salaries where posting["dc_flag"] == "D" {
        debits[posting["account_no"]!, default: 0] += try cents(posting["amount"])
      }
      #expect(debits == sums)
    }
    #expect(paid > 20 && changes.contains("A"))
  }

  private func rows(
    _ layout: Layout, _ bank: Bank, _ date: BusinessDate, where suits: ([UInt8]) -> Bool = { _ in true }
  ) throws -> [Row] {
    let judge = Judge(layout, on: date)
    return try Reader.records(layout, bank, date).filter { suits($1) }.map { _, record in
      Row(uniqueKeysWithValues: zip(layout.fields.map(\.name), judge.judge(record).values))
    }
  }

  private func cents(_ text: String?) throws -> Int64 { Int64(try #require(Amount(text ?? "", scale: 2)).units) }
}
