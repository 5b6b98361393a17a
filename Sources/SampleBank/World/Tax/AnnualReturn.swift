import Tabular

/// An enterprise’s income tax return of a year (汇算清缴); amounts in cents.
struct AnnualReturn: Sendable {
  let enterprise: Int
  let year: Int
  let revenue: Int64
  let profit: Int64
  let tax: Int64
  let assets: Int64
  let employees: Int
  let research: Int64
  let researchers: Int
  let filed: BusinessDate
  /// When it was corrected; few are.
  let corrected: BusinessDate?

  /// Nil where it owes none: founded later, or no company, or nobody finds it any more.
  init?(_ company: Enterprise, of year: Int, seed: UInt64) {
    guard company.paysIncomeTax, company.founded.components.year <= year else { return nil }
    var chance = SplitMix64(seed: seed, "annual return \(company.ordinal) \(year)")
    let filed = AnnualReturn.march(year + 1).adding(days: chance.within(0...91))
    if let lost = company.lostSince, lost <= filed { return nil }
    self.filed = filed
    let later = filed.adding(days: chance.within(20...200))
    corrected = chance.chance(1, in: 25) && company.lostSince.map({ later < $0 }) ?? true ? later : nil
    enterprise = company.ordinal
    self.year = year
    let sales = AnnualReturn.sales(company, in: year)
    revenue = sales + sales * Int64(chance.within(-10...10)) / 1000
    profit = revenue * Int64(chance.within(-30...140)) / 1000
    let isResearching = company.trade.isTechnical && chance.chance(2, in: 3)
    research = isResearching ? revenue * Int64(chance.within(20...120)) / 1000 : 0
    let perMille: Int64 = isResearching && chance.chance(1, in: 2) ? 150 : company.size > "2" ? 50 : 250
    tax = max(0, profit - research) * perMille / 1000
    assets = revenue * Int64(chance.within(600...1800)) / 1000
    employees = company.employees
    researchers = isResearching ? max(1, employees * chance.within(5...35) / 100) : 0
  }

  /// What the year’s twelve months sold.
  static func sales(_ company: Enterprise, in year: Int) -> Int64 {
    let march = AnnualReturn.march(year)
    return (-9...2).reduce(0) { $0 + company.sales(of: Month(before: march, back: $1)) }
  }

  private static func march(_ year: Int) -> BusinessDate {
    guard let date = BusinessDate(year: year, month: 3, day: 1) else { preconditionFailure("a year of the calendar") }
    return date
  }
}

/// Places for what is kept by enterprise and year.
enum TaxYears {
  static let count = 64

  static func place(_ enterprise: Int, _ year: Int) -> Int { enterprise * count + (year - 2000) % count }
}
