import Tabular

/// What a seller invoiced a buyer in a month, red invoices taken off.
struct Invoicing: Sendable {
  let seller: Trader
  let buyer: Trader
  /// A code of `invoice_kind`.
  let kind: String
  /// Of blue invoices.
  let count: Int
  /// Without tax, in cents.
  let amount: Int64
  let tax: Int64
  let redCount: Int
  /// Without tax, in cents; not above zero.
  let redAmount: Int64

  /// The kinds whose tax a general taxpayer may take off its own (专票).
  static let deductible: Set = ["01", "08", "81", "85"]
}

/// All invoices of a month, added up by seller and buyer: they follow from the sales of the month, and each side's
/// list holds the same figures.
struct InvoiceMonth: Sendable {
  let month: Month
  let invoicings: [Invoicing]
  /// Cents, by enterprise.
  private(set) var outputTax: [Int64]
  /// Deductible cents, by enterprise.
  private(set) var inputTax: [Int64]

  init(_ world: World, _ trading: Trading, _ month: Month) {
    self.month = month
    let companies = world.companies
    var invoicings: [Invoicing] = []
    for company in companies {
      var chance = SplitMix64(seed: world.seed, "invoices \(company.ordinal)", month.first)
      invoicings += InvoiceMonth.sold(by: company, trading, companies, month, &chance)
      invoicings += InvoiceMonth.bought(by: company, trading, month, &chance)
    }
    self.invoicings = invoicings
    outputTax = Array(repeating: 0, count: companies.count)
    inputTax = outputTax
    for invoicing in invoicings {
      if case .enterprise(let seller) = invoicing.seller { outputTax[seller] += invoicing.tax }
      if case .enterprise(let buyer) = invoicing.buyer, companies[buyer].taxpayer == .general,
        Invoicing.deductible.contains(invoicing.kind)
      {
        inputTax[buyer] += invoicing.tax
      }
    }
  }

  /// The three months of the quarter a month stands in.
  static func quarter(of month: Month) -> [Month] {
    let number = month.first.components.month
    return (0..<3).map { Month(before: month.first, back: (number - 1) % 3 - $0) }
  }

  /// A small-scale taxpayer with at most 300,000 yuan in a quarter owes no value-added tax.
  static func isExempt(_ company: Enterprise, in month: Month) -> Bool {
    company.taxpayer == .smallScale && quarter(of: month).reduce(0) { $0 + company.sales(of: $1) } <= 30_000_000
  }

  /// Less than one percent of the sales stays without an invoice; the last buyer takes what the others leave.
  private static func sold(
    by company: Enterprise, _ trading: Trading, _ companies: [Enterprise], _ month: Month, _ chance: inout SplitMix64
  ) -> [Invoicing] {
    let sales = company.sales(of: month)
    var rest = sales - sales * Int64(chance.within(0...9)) / 1000
    guard rest > 0 else { return [] }
    let perMille = isExempt(company, in: month) ? 0 : company.taxpayer == .general ? company.trade.taxRate * 10 : 10
    let buyers = trading.buyers(of: company.ordinal)
    return buyers.enumerated().map { place, buyer in
      let share = place == buyers.count - 1 ? rest : rest * Int64(chance.within(10...60)) / 100
      rest -= share
      var isDeductible = false
      if case .enterprise(let ordinal) = buyer {
        isDeductible = perMille > 0 && companies[ordinal].taxpayer == .general
      }
      return invoicing(
        .enterprise(company.ordinal), buyer, share, perMille,
        kinds: isDeductible ? ["81", "81", "81", "01", "08"] : ["82", "82", "82", "04", "10"], &chance)
    }
  }

  private static func bought(
    by company: Enterprise, _ trading: Trading, _ month: Month, _ chance: inout SplitMix64
  ) -> [Invoicing] {
    let sales = company.sales(of: month)
    guard sales > 0 else { return [] }
    return trading.outsideSuppliers(of: company.ordinal).map { supplier in
      invoicing(
        .outsider(supplier), .enterprise(company.ordinal), sales * Int64(chance.within(5...35)) / 100 + 1, 130,
        kinds: company.taxpayer == .general ? ["81", "81", "01"] : ["82", "04"], &chance)
    }
  }

  private static func invoicing(
    _ seller: Trader, _ buyer: Trader, _ amount: Int64, _ perMille: Int64, kinds: [String], _ chance: inout SplitMix64
  ) -> Invoicing {
    let red = chance.chance(1, in: 12) ? -(amount * Int64(chance.within(1...20)) / 100) : 0
    return Invoicing(
      seller: seller, buyer: buyer, kind: chance.pick(kinds), count: chance.within(1...5) * chance.within(1...8),
      amount: amount, tax: (amount * perMille + 500) / 1000, redCount: red < 0 ? chance.within(1...2) : 0,
      redAmount: red)
  }
}
