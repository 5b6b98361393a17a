import Tabular

/// How the tax office graded an enterprise for a year (纳税信用).
struct CreditRating: Sendable {
  let enterprise: Int
  let year: Int
  /// A code of `tax_credit`.
  let grade: String
  /// Hundredths; nil where the grade was given outright.
  let score: Int?
  /// Why it was given outright.
  let reason: String?
  let date: BusinessDate
  /// Whether it replaces an earlier grade of the year.
  let isRevised: Bool

  /// The year whose grades are out on a date: they are published in April of the next.
  static func latestYear(on date: BusinessDate) -> Int {
    let (year, month, _) = date.components
    return year - (month >= 4 ? 1 : 2)
  }

  /// Nil for those founded later: they have no grade yet.
  init?(_ company: Enterprise, of year: Int, seed: UInt64) {
    guard company.founded.components.year <= year else { return nil }
    var chance = SplitMix64(seed: seed, "credit \(company.ordinal) \(year)")
    self.init(
      company, year, chance.chance(1, in: 40) ? nil : CreditRating.score(&chance), on: CreditRating.published(year))
  }

  /// The grade after a second look (复评), never worse than the first.
  func revised(_ company: Enterprise, on date: BusinessDate) -> CreditRating {
    CreditRating(company, year, min(10_000, (score ?? 6_500) + 800), on: date, isRevised: true)
  }

  private init(_ company: Enterprise, _ year: Int, _ score: Int?, on date: BusinessDate, isRevised: Bool = false) {
    enterprise = company.ordinal
    self.year = year
    self.score = score
    self.date = date
    self.isRevised = isRevised
    reason = score == nil ? ["存在逃避缴纳税款行为", "骗取出口退税", "走逃失联"][company.ordinal % 3] : nil
    let isNew = company.founded.components.year >= year
    grade =
      switch score {
      case nil, .some(..<4_000): "D"
      case .some(..<7_000): "C"
      case _ where isNew: "M"
      case .some(..<9_000): "B"
      default: "A"
      }
  }

  private static func score(_ chance: inout SplitMix64) -> Int {
    switch chance.below(100) {
    case 0..<3: chance.within(1_500...3_999)
    case 3..<18: chance.within(4_000...6_999)
    case 18..<70: chance.within(7_000...8_999)
    default: chance.within(9_000...10_000)
    }
  }

  private static func published(_ year: Int) -> BusinessDate {
    guard let date = BusinessDate(year: year + 1, month: 4, day: 25) else { preconditionFailure("a day in April") }
    return date
  }
}
