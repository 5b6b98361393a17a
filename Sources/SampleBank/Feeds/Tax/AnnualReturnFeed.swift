import Tabular

/// T/annual_return 企业所得税年报: on the 20th what was filed or corrected since the 20th before; the first delivery is
/// three years of everyone.
enum AnnualReturnFeed {
  static let layout = Layout(
    "T/annual_return", file: "T/TAX_CIT_{D}.txt.gz", .delimited("|"), .gb18030, key: ["uscc", "tax_year"],
    balance: "revenue", checksum: .md5,
    fields: [
      Field("declare_no", .digits(18)), Field("uscc", .uscc), Field("taxpayer_name", .name(100)),
      Field("tax_year", .count), Field("revenue", .amount(precision: 18, scale: 2)),
      Field("total_profit", .amount(precision: 18, scale: 2)), Field("net_profit", .amount(precision: 18, scale: 2)),
      Field("tax_payable", .amount(precision: 18, scale: 2)), Field("total_assets", .amount(precision: 18, scale: 2)),
      Field("employees", .count), Field("rd_expense", .amount(precision: 18, scale: 2)),
      Field("rd_deduction", .amount(precision: 18, scale: 2)), Field("rd_staff", .count),
      Field("declare_date", .date(.compact)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let world = night.world
    let date = world.dates[day]
    guard date.components.day == 20 else { return nil }
    let isFirst = !world.dates[..<day].contains { $0.components.day == 20 }
    // The 20th before; the first time long ago.
    let since = isFirst ? date.adding(days: -3_650) : Month(before: date).first.adding(days: 19)
    let delivery = try night.delivery(layout, on: day)
    for year in (date.components.year - 3)..<date.components.year {
      for company in world.companies {
        guard let filed = AnnualReturn(company, of: year, seed: world.seed) else { continue }
        let dates = [filed.filed, filed.corrected].compactMap(\.self)
        guard let last = dates.last(where: { $0 <= date }), last > since else { continue }
        let draft = Draft(values: values(filed, company, last), cents: revenue(filed, last))
        if try delivery.deliver(draft) {
          night.annualReturns.set(TaxYears.place(company.ordinal, year), draft.cents, .cny)
        }
      }
    }
    try night.close(delivery, sum: "REVENUE", on: day)
    return try night.settle(delivery, state: night.annualReturns.open)
  }

  /// What a correction put right had been stated a hundredth too low.
  private static func revenue(_ filed: AnnualReturn, _ date: BusinessDate) -> Int64 {
    filed.corrected == nil || filed.corrected == date ? filed.revenue : filed.revenue - filed.revenue / 100
  }

  private static func values(_ filed: AnnualReturn, _ company: Enterprise, _ date: BusinessDate) -> [String] {
    // Annual returns are numbered apart from the others of their day.
    [
      date.compact + "9" + Spelling.padded(filed.enterprise + 1, 6) + Spelling.padded(filed.year % 1000, 3),
      company.party.identifier, company.party.name, String(filed.year), Spelling.amount(revenue(filed, date)),
      Spelling.amount(filed.profit), Spelling.amount(filed.profit - filed.tax), Spelling.amount(filed.tax),
      Spelling.amount(filed.assets), String(filed.employees), Spelling.amount(filed.research),
      Spelling.amount(filed.research), String(filed.researchers), date.compact,
    ]
  }
}
