import Tabular

/// When enterprises file and what they file: general taxpayers their value-added tax every month, small-scale ones
/// every quarter, companies their income tax every quarter, from the 1st to the 15th of the month after; some later.
struct TaxCalendar: Sendable {
  private let world: World
  private let trading: Trading
  private var invoices: [Month: InvoiceMonth] = [:]

  init(_ world: World) {
    self.world = world
    trading = Trading(world)
  }

  /// The invoices of a month; the last five asked for are kept.
  mutating func invoices(of month: Month) -> InvoiceMonth {
    if let known = invoices[month] { return known }
    let made = InvoiceMonth(world, trading, month)
    invoices[month] = made
    if invoices.count > 5, let oldest = invoices.keys.min(by: { $0.first < $1.first }) { invoices[oldest] = nil }
    return made
  }

  /// What is filed in a month, by the date of filing.
  mutating func returns(filedIn month: Month) -> [BusinessDate: [PlannedReturn]] {
    let closed = Month(before: month.first)
    let quarter = month.first.components.month % 3 == 1 ? InvoiceMonth.quarter(of: closed) : []
    for month in [closed] + quarter { _ = invoices(of: month) }
    var planned: [BusinessDate: [PlannedReturn]] = [:]
    for company in world.companies where company.founded <= closed.last {
      var chance = SplitMix64(seed: world.seed, "returns \(company.ordinal)", month.first)
      let months = company.taxpayer == .general ? [closed] : quarter
      if !months.isEmpty { file(salesTaxes(company, months), company, months, month, &chance, &planned) }
      if company.paysIncomeTax {
        let wages = Int64(company.employees) * Int64(chance.within(2_000...12_000))
        file([("106", 0, wages)], company, [closed], month, &chance, &planned)
        if !quarter.isEmpty { file([incomeTax(company, quarter, &chance)], company, quarter, month, &chance, &planned) }
      }
    }
    return planned
  }

  /// Stamp duty on the contracts that were signed some days before `date`, each filed by itself. Every enterprise
  /// takes its own time, so that no two filings are of one day.
  func stampDuties(filedOn date: BusinessDate) -> [PlannedReturn] {
    var chance = SplitMix64(seed: world.seed, "stamp duty", date)
    return world.companies.compactMap { company in
      guard chance.chance(2, in: 5), company.founded < date.adding(days: -15) else { return nil }
      let signed = date.adding(days: -1 - company.ordinal % 15)
      let amount = company.monthlySales * Int64(chance.within(5...80)) / 100
      let tax = max(1, amount * 3 / 10_000)
      let duty = TaxDuty(
        enterprise: company.ordinal, tax: "111", from: signed, to: signed, due: signed.adding(days: 15))
      return PlannedReturn(duty: duty, sales: amount, payable: tax, payments: [(0, tax)])
    }
  }

  private typealias Line = (tax: String, sales: Int64, payable: Int64)

  /// Value-added tax (101), and of it 7 % for the city (109).
  private func salesTaxes(_ company: Enterprise, _ months: [Month]) -> [Line] {
    var (sales, tax) = (Int64(0), Int64(0))
    for month in months {
      guard let invoices = invoices[month] else { preconditionFailure("the invoices of the period are there") }
      sales += company.sales(of: month)
      tax += invoices.outputTax[company.ordinal] - invoices.inputTax[company.ordinal]
    }
    let payable = max(0, tax)
    return [("101", sales, payable)] + (payable > 0 ? [("109", sales, TaxCalendar.cityTax(payable))] : [])
  }

  static func cityTax(_ payable: Int64) -> Int64 { (payable * 7 + 50) / 100 }

  /// A quarter of the profit, of small enterprises a twentieth; nothing of a loss.
  private func incomeTax(_ company: Enterprise, _ months: [Month], _ chance: inout SplitMix64) -> Line {
    let sales = months.reduce(0) { $0 + company.sales(of: $1) }
    let profit = sales * Int64(chance.within(-20...120)) / 1000
    return ("104", sales, max(0, profit / (company.size > "2" ? 20 : 4)))
  }

  /// Lines of one return are filed, paid and corrected together. `month` is that of the filing.
  private func file(
    _ lines: [Line], _ company: Enterprise, _ months: [Month], _ month: Month, _ chance: inout SplitMix64,
    _ planned: inout [BusinessDate: [PlannedReturn]]
  ) {
    let isLate = chance.chance(1, in: 10)
    let filed = month.first.adding(days: isLate ? chance.within(15...27) : chance.within(0...14))
    let manner = chance.below(100)
    let delay = manner < 80 ? 0 : manner < 92 ? chance.within(1...5) : chance.within(10...90)
    // What is corrected was paid at once; it was declared too low more often than too high.
    let isCorrected = delay == 0 && chance.chance(1, in: 8)
    let error = Int64(chance.chance(2, in: 3) ? -chance.within(5...60) : chance.within(5...40))
    let later = chance.within(4...26)
    for line in lines {
      let duty = TaxDuty(
        enterprise: company.ordinal, tax: line.tax, from: months[0].first, to: months[months.count - 1].last,
        due: month.first.adding(days: 14))
      let isWrong = isCorrected && line.payable > 0
      let payable = isWrong ? line.payable + line.payable * error / 1000 : line.payable
      let payments: [(Int, Int64)] =
        switch manner {
        case _ where payable == 0: []
        case 0..<92: [(delay, payable)]
        case 92..<97: [(0, payable / 2), (delay, payable - payable / 2)]
        default: chance.chance(1, in: 2) ? [] : [(delay + 60, payable)]
        }
      planned[filed, default: []].append(
        PlannedReturn(
          duty: duty, sales: isWrong ? line.sales + line.sales * error / 1000 : line.sales, payable: payable,
          payments: payments.filter { $0.1 != 0 }, correction: isWrong ? (later, line.sales, line.payable) : nil))
    }
  }
}
