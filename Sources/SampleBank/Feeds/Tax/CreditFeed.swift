import Tabular

/// T/credit 纳税信用: at the end of a month; in April everyone’s grade of the year before, else what a second look has
/// changed. The first delivery is everyone.
enum CreditFeed {
  static let layout = Layout(
    "T/credit", file: "T/TAX_CREDIT_{D}.txt.gz", .delimited("|"), .gb18030, key: ["uscc", "eval_year"],
    checksum: .md5,
    fields: [
      Field("uscc", .uscc), Field("taxpayer_name", .name(100)), Field("eval_year", .count),
      Field("grade", .code("tax_credit")), Field("score", .amount(precision: 5, scale: 2), optional: true),
      Field("direct_reason", .text(100), optional: true), Field("eval_date", .date(.compact)),
      Field("revised", .code("yes_no")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let world = night.world
    let date = world.dates[day]
    guard date == sent(in: Month(before: date, back: 0)) else { return nil }
    let year = CreditRating.latestYear(on: date)
    let isWhole =
      date.components.month == 4 || !world.dates[..<day].contains { $0 == sent(in: Month(before: $0, back: 0)) }
    var chance = night.chance("credit", day)
    let delivery = try night.delivery(layout, on: day)
    for company in world.companies {
      guard let first = CreditRating(company, of: year, seed: world.seed) else { continue }
      let isRevised = chance.chance(1, in: 50) && first.grade != "A"
      guard isWhole || isRevised else { continue }
      let rating = isWhole ? first : first.revised(company, on: date.adding(days: -chance.within(1...20)))
      let isLoaded = try delivery.deliver(Draft(values: values(rating, company)))
      if isLoaded { night.ratings.set(TaxYears.place(company.ordinal, year), 0, .cny) }
    }
    try night.close(delivery, on: day)
    return try night.settle(delivery, state: night.ratings.open)
  }

  /// The 30th; in February the last day.
  private static func sent(in month: Month) -> BusinessDate { min(month.last, month.first.adding(days: 29)) }

  private static func values(_ rating: CreditRating, _ company: Enterprise) -> [String] {
    [
      company.party.identifier, company.party.name, String(rating.year), rating.grade,
      rating.score.map { Spelling.amount(Int64($0)) } ?? "", rating.reason ?? "", rating.date.compact,
      rating.isRevised ? "1" : "0",
    ]
  }
}
