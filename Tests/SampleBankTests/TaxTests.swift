import Tabular
import Testing

@testable import SampleBank

/// The tax bureau's feeds against each other, read from the files: what was sold, invoiced, declared, paid and is owed.
@Suite struct TaxTests {
  /// 18 to 20 November, and a quarter's returns behind it.
  private static let bank = Result { try Bank(days: 3, customers: 600, seed: 5) }

  /// 20 November to 30 December: whatever was declared for October wrongly has been corrected.
  private static let longBank = Result {
    try Bank(days: 41, customers: 300, seed: 5, postingsPerDay: 10, last: BusinessDate(daysSince2000: 9495))
  }

  private var bank: Bank { get throws { try TaxTests.bank.get() } }

  @Test func everyReferenceIsDelivered() throws {
    let bank = try bank
    let taxpayers = Set(try rows(RegistrationFeed.layout, bank).map { $0["uscc"] })
    let declarations = try rows(DeclarationFeed.layout, bank)
    let numbers = Set(declarations.map { $0["declare_no"] })
    #expect(numbers.count == declarations.count)
    let payments = try rows(PaymentFeed.layout, bank)
    #expect(Set(payments.map { $0["tax_payment_no"] }).count == payments.count)
    #expect(payments.allSatisfy { $0["declare_no"].isEmpty || numbers.contains($0["declare_no"]) })
    for layout in [DeclarationFeed.layout, PaymentFeed.layout, ArrearsFeed.layout, InvoiceFeed.layout] {
      #expect(try rows(layout, bank).allSatisfy { taxpayers.contains($0["uscc"]) }, "\(layout.feed)")
    }
  }

  /// General taxpayers monthly, small-scale ones quarterly, from the 1st of the month after.
  @Test func periodsFollowTheFilingCalendar() throws {
    let bank = try bank
    let kinds = Dictionary(
      try rows(RegistrationFeed.layout, bank).map { ($0["uscc"], $0["taxpayer_kind"]) }, uniquingKeysWith: { $1 })
    let declarations = try rows(DeclarationFeed.layout, bank)
    var (inTime, late) = (0, 0)
    for declaration in declarations where declaration["tax_type"] != "111" {
      let from = try declaration.day("period_from")
      let to = try declaration.day("period_to")
      let filed = try declaration.day("declare_date")
      let isQuarterly =
        declaration["tax_type"] == "104"
        || ["101", "109"].contains(declaration["tax_type"])
          && kinds[declaration["uscc"]] == "02"
      #expect(Month(before: to, back: isQuarterly ? 2 : 0).first == from)
      #expect(Month(before: to, back: 0).last == to && filed > to)
      if filed <= to.adding(days: 15) { inTime += 1 } else { late += 1 }
    }
    #expect(inTime > late && late > 0)
    for date in bank.dates { #expect(try rows(DeclarationFeed.layout, bank, date).count >= 36, "\(date)") }
  }

  /// Invoiced <= declared <= invoiced x 1.01, and the tax is what the invoices leave: October of general taxpayers.
  @Test func declarationsAgreeWithInvoices() throws {
    let bank = try TaxTests.longBank.get()
    var invoiced: [String: Int64] = [:]
    var tax: [String: Int64] = [:]
    for invoice in try rows(InvoiceFeed.layout, bank) where invoice["stat_month"] == "2025-10" {
      let isSale = invoice["direction"] == "01"
      if isSale { invoiced[invoice["uscc"], default: 0] += try invoice.cents("amount") }
      if isSale || Invoicing.deductible.contains(invoice["invoice_kind"]) {
        tax[invoice["uscc"], default: 0] += try invoice.cents("tax_amount") * (isSale ? 1 : -1)
      }
    }
    let latest = try latestDeclarations(bank)
    var compared = 0
    for declaration in latest.values
    where declaration["tax_type"] == "101" && declaration["period_from"] == "2025-10-01"
      && declaration["period_to"] == "2025-10-31"
    {
      let uscc = declaration["uscc"]
      let sales = try declaration.cents("sales_amount")
      let ofInvoices = invoiced[uscc, default: 0]
      #expect(ofInvoices <= sales && sales * 100 <= ofInvoices * 101)
      let payable = try declaration.cents("tax_payable")
      #expect(payable == max(0, tax[uscc, default: 0]))
      let city = latest[[uscc, "109", declaration["period_to"]]]
      #expect(try city?.cents("tax_payable") ?? 0 == TaxCalendar.cityTax(payable))
      compared += 1
    }
    #expect(compared > 20)
  }

  /// A small-scale taxpayer's return covers the three months' invoices, and owes nothing up to 300,000 yuan.
  @Test func smallScaleReturnsCoverTheQuarter() {
    let world = World(seed: 5, last: BusinessDate(daysSince2000: 9455), days: 1, customers: 600)
    var calendar = TaxCalendar(world)
    let months = [4, 3, 2].map { Month(before: world.dates[0], back: $0) }
    let invoices = months.map { InvoiceMonth(world, Trading(world), $0) }
    var (exempt, taxed) = (0, 0)
    for plan in calendar.returns(filedIn: Month(before: world.dates[0])).values.joined() {
      let ordinal = plan.duty.enterprise
      guard plan.duty.tax == "101", world.companies[ordinal].taxpayer == .smallScale else { continue }
      let sales = plan.correction?.sales ?? plan.sales
      let invoiced = invoices.reduce(Int64(0)) { sum, month in
        month.invoicings.reduce(sum) { $1.seller == .enterprise(ordinal) ? $0 + $1.amount : $0 }
      }
      #expect(plan.duty.from == months[0].first && plan.duty.to == months[2].last)
      #expect(invoiced <= sales && sales * 100 <= invoiced * 101)
      let payable = plan.correction?.payable ?? plan.payable
      #expect(payable == invoices.reduce(0) { $0 + $1.outputTax[ordinal] })
      #expect((payable == 0) == (sales <= 30_000_000))
      if payable == 0 { exempt += 1 } else { taxed += 1 }
    }
    #expect(exempt > 5 && taxed > 5)
  }

  /// A seller's record and the buyer's hold the same figures wherever both are taxpayers here.
  @Test func invoicesAreSeenFromBothSides() throws {
    let bank = try bank
    let invoices = try rows(InvoiceFeed.layout, bank)
    let taxpayers = Set(try rows(RegistrationFeed.layout, bank).map { $0["uscc"] })
    let sides = { (direction: String) in
      Set(
        invoices.filter { $0["direction"] == direction && taxpayers.contains($0["counter_no"]) }.map { row in
          let pair = direction == "01" ? ["uscc", "counter_no"] : ["counter_no", "uscc"]
          let figures = ["invoice_kind", "invoice_count", "amount", "tax_amount", "red_count", "red_amount"]
          return (pair + figures).map { row[$0] }
        })
    }
    #expect(sides("01") == sides("02") && sides("01").count > 100)
    for invoice in invoices {
      #expect(invoice["counter_uscc"].isEmpty || invoice["counter_uscc"] == invoice["counter_no"])
      #expect((invoice["counter_no"] == "000000000000000") == (invoice["counter_name"] == "个人"))
      #expect(try (invoice["red_count"] == "0") == (invoice.cents("red_amount") == 0))
    }
  }

  /// Paid up to a date under a number = paid as the declaration says it; refunds are negative.
  @Test func declarationsStateWhatHasBeenPaid() throws {
    let bank = try bank
    var paid: [String: Int64] = [:]
    for date in bank.dates {
      for payment in try rows(PaymentFeed.layout, bank, date) {
        #expect(try (payment.cents("paid_amount") < 0) == (payment["side"] == "退"))
        paid[payment["declare_no"], default: 0] += try payment.cents("paid_amount")
      }
      for declaration in try rows(DeclarationFeed.layout, bank, date) {
        #expect(try declaration.cents("tax_paid") == paid[declaration["declare_no"], default: 0])
      }
    }
    #expect(try rows(PaymentFeed.layout, bank).contains { $0["side"] == "退" })
  }

  /// Owed = declared last - paid, of everything whose last day has passed and of nothing else.
  @Test func arrearsAreWhatIsDeclaredAndNotPaid() throws {
    let bank = try bank
    for (day, date) in bank.dates.enumerated() {
      let dates = Array(bank.dates[...day])
      var open = try latestDeclarations(bank, dates).mapValues { try $0.cents("tax_payable") }
      for payment in try rows(PaymentFeed.layout, bank, dates) where !payment["declare_no"].isEmpty {
        open[[payment["uscc"], payment["tax_type"], payment["period_to"]], default: 0] -= try payment.cents(
          "paid_amount")
      }
      var owed: [[String]: Int64] = [:]
      for arrear in try rows(ArrearsFeed.layout, bank, date) {
        let due = try arrear.day("due_date")
        #expect(due < date)
        let cents = try arrear.cents("tax_due")
        let days = Int64(date.daysSince2000 - due.daysSince2000)
        #expect(try abs(arrear.cents("late_fee") * 10_000 - cents * 5 * days) <= 5_000, "round(due x 0.0005 x days, 2)")
        owed[[arrear["uscc"], arrear["tax_type"], arrear["period_to"]]] = cents
      }
      let right = open.filter { key, cents in
        cents > 0 && BusinessDate(key[2]).map { $0.adding(days: 15) < date } ?? false
      }
      #expect(owed == right && owed.count > 10)
    }
  }

  /// Whoever cannot be found any more (非正常户) declares nothing from that day on.
  @Test func lostTaxpayersDeclareNothing() throws {
    let world = World(seed: 5, last: BusinessDate(daysSince2000: 9455), days: 60, customers: 600)
    var book = TaxBook(world)
    var lost = 0
    for day in world.dates.indices {
      for filed in book.move(to: day).returns {
        guard let since = world.companies[filed.plan.duty.enterprise].lostSince else { continue }
        #expect(filed.filed < since)
        lost += 1
      }
    }
    #expect(lost > 0)
    let registered = try rows(RegistrationFeed.layout, bank, try bank.dates[0]).filter { $0["status"] == "03" }
    #expect(registered.count == world.companies.count { $0.lostSince.map { $0 <= world.dates[57] } ?? false })
  }

  @Test func annualReturnsAgreeWithTheYearsSales() throws {
    let bank = try bank
    let world = World(seed: 5, last: bank.dates[2], days: 3, customers: 600)
    let companies = Dictionary(uniqueKeysWithValues: world.companies.map { ($0.party.identifier, $0) })
    let returns = try rows(AnnualReturnFeed.layout, bank)
    #expect(Set(returns.map { $0["tax_year"] }) == ["2022", "2023", "2024"])
    #expect(Set(returns.map { $0["declare_no"] }).count == returns.count)
    for row in returns {
      let company = try #require(companies[row["uscc"]])
      let sales = AnnualReturn.sales(company, in: try #require(Int(row["tax_year"])))
      #expect(try abs(row.cents("revenue") - sales) * 50 <= sales, "within 2 %")
      #expect(try row.cents("net_profit") == row.cents("total_profit") - row.cents("tax_payable"))
      #expect(try row.cents("rd_deduction") <= row.cents("rd_expense"))
      #expect(try #require(Int(row["rd_staff"])) <= #require(Int(row["employees"])))
    }
  }

  @Test func gradesFollowTheScores() throws {
    let bank = try TaxTests.longBank.get()
    let delivered = try bank.dates.filter { bank.exists("drop/" + CreditFeed.layout.fileName(on: $0)) }
    #expect(delivered.map(\.description) == ["2025-11-30", "2025-12-30"])
    let founded = Dictionary(
      try rows(RegistrationFeed.layout, bank, bank.dates[0]).map { ($0["uscc"], $0["reg_date"].prefix(4)) },
      uniquingKeysWith: { $1 })
    #expect(founded.count == 75)
    for rating in try rows(CreditFeed.layout, bank, delivered) {
      let score = try rating["score"].isEmpty ? nil : rating.cents("score")
      #expect((score == nil) == !rating["direct_reason"].isEmpty)
      let grades: Set<String> =
        switch score {
        case nil, .some(..<4_000): ["D"]
        case .some(..<7_000): ["C"]
        case .some(..<9_000): ["B", "M"]
        default: ["A", "M"]
        }
      #expect(grades.contains(rating["grade"]))
      #expect(rating["grade"] != "M" || founded[rating["uscc"]]! >= rating["eval_year"])
      #expect(rating["eval_year"] == "2024")
    }
    #expect(try rows(CreditFeed.layout, bank, delivered[1]).allSatisfy { $0["revised"] == "1" })
    #expect(try rows(CreditFeed.layout, bank, delivered[0]).count > 50)
  }

  /// Four of five partners of a core firm are customers of the bank.
  @Test func coreFirmsDealWithCustomers() {
    let world = World(seed: 5, last: BusinessDate(daysSince2000: 9455), days: 1, customers: 2000)
    let trading = Trading(world)
    let month = InvoiceMonth(world, trading, Month(before: world.dates[0]))
    let cores = world.companies.indices.filter(trading.isCore)
    #expect(cores.count == 10)
    for core in cores {
      let partners = Set(
        month.invoicings.compactMap {
          $0.seller == .enterprise(core) ? $0.buyer : $0.buyer == .enterprise(core) ? $0.seller : nil
        })
      let own = partners.count {
        if case .enterprise(let ordinal) = $0 { return world.companies[ordinal].customer != nil }
        return false
      }
      #expect(partners.count == 10 && own == 8)
    }
  }

  /// The last declaration of each enterprise, tax and period.
  private func latestDeclarations(_ bank: Bank, _ dates: [BusinessDate]? = nil) throws -> [[String]: Row] {
    var latest: [[String]: Row] = [:]
    let rows = try rows(DeclarationFeed.layout, bank, dates ?? bank.dates)
    for row in rows.sorted(by: { ($0["declare_date"], $0["declare_no"]) < ($1["declare_date"], $1["declare_no"]) }) {
      latest[[row["uscc"], row["tax_type"], row["period_to"]]] = row
    }
    return latest
  }

  /// A record as a reader takes it, by the items' names.
  private struct Row {
    let values: [String: String]

    subscript(_ item: String) -> String { values[item] ?? "" }

    func cents(_ item: String) throws -> Int64 { Int64(try #require(Amount(self[item], scale: 2)).units) }

    func day(_ item: String) throws -> BusinessDate { try #require(BusinessDate(self[item])) }
  }

  private func rows(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [Row] {
    try rows(layout, bank, [date])
  }

  /// The clean records of all dates on which the feed has a file.
  private func rows(_ layout: Layout, _ bank: Bank, _ dates: [BusinessDate]? = nil) throws -> [Row] {
    try (dates ?? bank.dates).flatMap { date -> [Row] in
      let path = "drop/" + layout.fileName(on: date)
      guard bank.exists(path) else { return [] }
      let judge = Judge(layout, on: date)
      return try bank.bytes(path).split(separator: 10).map { line in
        let finding = judge.judge(line + [10])
        #expect(finding.refusal == nil)
        return Row(values: Dictionary(uniqueKeysWithValues: zip(layout.fields.map(\.name), finding.values)))
      }
    }
  }
}
