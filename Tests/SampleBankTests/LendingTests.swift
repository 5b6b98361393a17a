import Tabular
import Testing

@testable import SampleBank

/// The loan system's files of a clean bank against each other and against the core system's.
@Suite struct LendingTests {
  private static let bank = Result { try Bank(days: 40, customers: 600, seed: 21) }
  private typealias Row = [String: String]

  /// Per loan and day: balance(D) = balance(D-1) + what was lent - what was repaid; loan_amount is what was lent.
  @Test func balancesTieToFlowsDayByDay() throws {
    let bank = try LendingTests.bank.get()
    var balances: [String: Int64] = [:]
    var (inserted, deleted) = (0, 0)
    for (day, date) in bank.dates.enumerated() {
      var expected = balances
      for row in try rows(DisbursementFeed.layout, bank, date) {
        expected[row["loan_no"]!, default: 0] += try cents(row["amount"])
      }
      for row in try rows(RepaymentFeed.layout, bank, date) {
        expected[row["loan_no"]!, default: 0] -= try cents(row["principal"])
      }
      let lent = try Dictionary(grouping: rows(DisbursementFeed.layout, bank, date)) { $0["loan_no"]! }
      for row in try rows(LoanFeed.layout, bank, date) {
        let loan = row["loan_no"]!
        switch row["op"] {
        case "I":
          #expect(balances[loan] == nil)
          balances[loan] = try cents(row["balance"])
          if day == 0 { expected[loan] = balances[loan] }
          let amount = try lent[loan, default: []].reduce(0) { try $0 + cents($1["amount"]) }
          if day > 0 { #expect(try cents(row["loan_amount"]) == amount) }
          inserted += 1
        case "U": balances[loan] = try cents(row["balance"])
        default:
          #expect(expected[loan] == 0, "a loan is closed when nothing is owed")
          #expect(try cents(row["balance"]) == balances[loan], "and comes once more as it was")
          expected[loan] = nil
          balances[loan] = nil
          deleted += 1
        }
      }
      #expect(balances == expected, "\(date)")
    }
    #expect(inserted > 160 && deleted > 20)
  }

  /// Every disbursement is a credit of the day, every repayment that brings money a debit; what is taken back is
  /// taken back on the account as well.
  @Test func flowsArePostings() throws {
    let bank = try LendingTests.bank.get()
    var kinds: Set<String> = []
    for date in bank.dates {
      let postings = try Dictionary(
        uniqueKeysWithValues: rows(PostingFeed.layout, bank, date).map { ($0["posting_no"]!, $0) })
      for row in try rows(DisbursementFeed.layout, bank, date) {
        let posting = try #require(postings[row["posting_no"]!])
        #expect(posting["dc_flag"] == "C" && posting["account_no"] == row["account_no"])
        #expect(posting["amount"] == row["amount"] && posting["ccy"] == row["ccy"])
        #expect(row["disbursed_on"] == date.description)
        #expect((row["payee_mode"] == "02") == (row["payee_account"] != ""))
      }
      for row in try rows(RepaymentFeed.layout, bank, date) {
        let kind = row["repay_kind"]!
        kinds.insert(kind)
        #expect(["05", "06"].contains(kind) == (row["posting_no"] == ""))
        if row["posting_no"] == "" { continue }
        let posting = try #require(postings[row["posting_no"]!])
        let paid = try cents(row["principal"]) + cents(row["interest"]) + cents(row["penalty"])
        #expect(posting["dc_flag"] == (paid < 0 ? "C" : "D") && posting["account_no"] == row["account_no"])
        #expect(try cents(posting["amount"]) == abs(paid) && posting["ccy"] == row["ccy"])
        #expect(posting["status"] == (paid < 0 ? "1" : "0"))
        #expect((kind == "01") == (row["due_date"] == date.description))
      }
    }
    #expect(kinds.isSuperset(of: ["01", "02", "03"]))
  }

  /// Application, contract, loan and flow agree on whose they are and in what; limits hold.
  @Test func applicationsContractsAndLoansChain() throws {
    let bank = try LendingTests.bank.get()
    var applications: [String: Row] = [:]
    var contracts: [String: Row] = [:]
    var loans: [String: Row] = [:]
    var lent: [String: Int64] = [:]
    var statuses: Set<String> = []
    for date in bank.dates {
      for row in try rows(ApplicationFeed.layout, bank, date) {
        applications[row["application_no"]!] = row
        statuses.insert(row["status"]!)
      }
      for row in try rows(ContractFeed.layout, bank, date) { contracts[row["contract_no"]!] = row }
      for row in try rows(LoanFeed.layout, bank, date) {
        if row["op"] == "I" { lent[row["contract_no"]!, default: 0] += try cents(row["loan_amount"]) }
        loans[row["loan_no"]!] = row["op"] == "D" ? nil : row
      }
      var owed: [String: Int64] = [:]
      for loan in loans.values {
        owed[loan["contract_no"]!, default: 0] += try cents(loan["balance"])
        let contract = try #require(contracts[loan["contract_no"]!])
        for item in ["cust_no", "org_no", "product", "ccy", "rate"] { #expect(loan[item] == contract[item]) }
        #expect(contract["status"] == "01")
        #expect(contract["signed_on"]! <= loan["start_date"]! && loan["due_date"]! <= contract["end_date"]!)
      }
      for (number, contract) in contracts {
        let limit = try cents(contract["amount"])
        #expect(contract["revolving"] == "1" ? owed[number, default: 0] <= limit : lent[number, default: 0] <= limit)
        guard contract["application_no"] != "" else { continue }
        let application = try #require(applications[contract["application_no"]!])
        for item in ["cust_no", "org_no", "product", "ccy", "guarantee_kind"] {
          #expect(application[item] == contract[item])
        }
        #expect(application["status"] == "05")
        #expect(try limit <= cents(application["approved_amount"]))
      }
      for flow in try rows(DisbursementFeed.layout, bank, date) {
        let loan = try #require(loans[flow["loan_no"]!])
        for item in ["cust_no", "org_no", "product", "ccy", "contract_no"] { #expect(flow[item] == loan[item]) }
      }
    }
    #expect(statuses == ["01", "02", "03", "04", "05", "06"])
    #expect(contracts.values.contains { $0["application_no"] == "" })
    #expect(contracts.values.contains { $0["status"] == "02" })
  }

  /// A stage is entered when the one before is left; the decision's time is the application's; half are decided
  /// within a day.
  @Test func stagesFollowEachOther() throws {
    let bank = try LendingTests.bank.get()
    var stages: [String: [Row]] = [:]
    var applications: [String: Row] = [:]
    for date in bank.dates {
      for row in try rows(ApplicationFeed.layout, bank, date) { applications[row["application_no"]!] = row }
      for row in try rows(ApplicationStageFeed.layout, bank, date) {
        #expect(row["left_at"]!.hasPrefix(date.compact))
        #expect((row["automatic"] == "1") == (row["staff_no"] == ""))
        stages[row["application_no"]!, default: []].append(row)
      }
    }
    var within: [Bool] = []
    for (number, rows) in stages {
      let application = try #require(applications[number])
      for (row, next) in zip(rows, rows.dropFirst()) { #expect(row["left_at"] == next["entered_at"]) }
      #expect(rows.allSatisfy { $0["entered_at"]! <= $0["left_at"]! })
      guard let decision = rows.last(where: { $0["stage"] == "04" }) else { continue }
      #expect(decision["left_at"] == application["decided_at"])
      #expect((decision["result"] == "03") == (application["status"] == "03"))
      let submitted = application["submitted_at"]!
      let nextDay = try #require(BusinessDate(submitted.prefix(8))).adding(days: 1).compact + submitted.suffix(6)
      within.append(decision["left_at"]! <= nextDay)
    }
    #expect(within.count > 60 && within.count { $0 } * 2 >= within.count)
    #expect(stages.values.contains { $0.contains { $0["round"] == "2" } })
  }

  /// What is overdue decides the class, and nothing else does.
  @Test func overdueTiesToTheClass() throws {
    let bank = try LendingTests.bank.get()
    var loans: [String: Row] = [:]
    var classes: Set<String> = []
    for date in bank.dates {
      for row in try rows(LoanFeed.layout, bank, date) { loans[row["loan_no"]!] = row["op"] == "D" ? nil : row }
      let overdue = try rows(OverdueFeed.layout, bank, date)
      #expect(Set(overdue.map { $0["loan_no"]! }) == Set(loans.filter { $0.value["five_class"] != "01" }.keys))
      for row in overdue {
        let loan = try #require(loans[row["loan_no"]!])
        let days = try #require(Int(row["overdue_days"]!))
        let since = try #require(BusinessDate(row["overdue_since"]!))
        #expect(since.adding(days: days - 1) == date)
        let right = days > 360 ? "05" : days > 270 ? "04" : days > 90 ? "03" : "02"
        #expect(loan["five_class"] == right)
        #expect(try cents(row["principal"]) <= cents(loan["balance"]))
        #expect((row["reason"] == "") == (days <= 3))
        for item in ["cust_no", "org_no", "ccy"] { #expect(row[item] == loan[item]) }
        classes.insert(right)
      }
    }
    #expect(classes.count >= 2)
  }

  /// A contract that is not on credit alone has its guarantees as long as it lasts.
  @Test func guaranteesFollowTheContract() throws {
    let bank = try LendingTests.bank.get()
    var contracts: [String: Row] = [:]
    var guarantees: [String: Row] = [:]
    for date in bank.dates {
      for row in try rows(ContractFeed.layout, bank, date) { contracts[row["contract_no"]!] = row }
      for row in try rows(GuaranteeFeed.layout, bank, date) {
        #expect((row["op"] == "I") == (guarantees[row["guarantee_no"]!] == nil))
        guarantees[row["guarantee_no"]!] = row["op"] == "D" ? nil : row
      }
      let kinds = Dictionary(grouping: guarantees.values) { $0["contract_no"]! }.mapValues {
        $0.map { $0["guarantee_kind"]! }.sorted()
      }
      for (number, contract) in contracts {
        let kind = contract["guarantee_kind"]!
        let lasts = contract["status"] == "01" || contract["revolving"] == "1" && contract["status"] == "02"
        if kind == "01" || !lasts && contract["revolving"] == "0" {
          #expect(kinds[number] == nil)
        } else if contract["status"] == "01" {
          #expect(kinds[number] == (kind == "05" ? ["02", "03"] : [kind]))
        }
      }
    }
    #expect(guarantees.values.allSatisfy { ($0["guarantee_kind"] == "03") == ($0["certificate_no"] != "") })
    #expect(guarantees.values.allSatisfy { ($0["guarantee_kind"] == "02") == ($0["collateral_value"] == "") })
  }

  /// Two and a half thousand loans: one in 112 is bad, a few in a hundred are overdue.
  @Test func fewLoansAreBad() {
    let world = World(seed: 5, last: BusinessDate(daysSince2000: 9455), days: 2, customers: 11_200)
    var (book, books) = (LendingBook(world), Books(world))
    book.move(to: 0, &books, after: 0)
    let grades = book.loans.map(\.grade)
    #expect(grades.count { $0 >= "03" } == 25)
    #expect((25...150).contains(grades.count { $0 == "02" }))
    book.move(to: 1, &books, after: 0)
    let (flows, settled) = (book.today.repayments.count, book.today.loans.count { $0.kind == .delete })
    #expect((90...300).contains(flows) && settled > 5 && settled < 60)
    #expect(books.balances.allSatisfy { $0 >= 0 }, "nobody pays with money that is not there")
  }

  private func rows(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [Row] {
    let judge = Judge(layout, on: date)
    var lines = try bank.bytes("drop/" + layout.fileName(on: date)).split(separator: 10)
    if layout.form == .fixed { lines.removeLast() }
    return lines.map { line in
      Row(uniqueKeysWithValues: zip(layout.fields.map(\.name), judge.judge(line + [10]).values))
    }
  }

  private func cents(_ text: String?) throws -> Int64 { Int64(try #require(Amount(text ?? "", scale: 2)).units) }
}
