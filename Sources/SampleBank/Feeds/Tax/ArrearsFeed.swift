import Tabular

/// T/arrears 欠税: everything declared whose last day has passed and that is not paid, every day.
enum ArrearsFeed {
  static let layout = Layout(
    "T/arrears", file: "T/TAX_ARR_{D}.txt.gz", .delimited("|"), .gb18030, key: ["uscc", "tax_type", "period_to"],
    balance: "tax_due", checksum: .md5,
    fields: [
      Field("uscc", .uscc), Field("taxpayer_name", .name(100)), Field("tax_type", .code("tax_type")),
      Field("period_from", .date(.compact)), Field("period_to", .date(.compact)),
      Field("arrears_kind", .code("arrears_kind")), Field("due_date", .date(.compact)),
      Field("tax_due", .amount(precision: 18, scale: 2)), Field("late_fee", .amount(precision: 18, scale: 2)),
      Field("tax_office", .digits(11)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let world = night.world
    let date = world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    for arrear in night.taxes(on: day).arrears {
      let duty = arrear.duty
      let company = world.companies[duty.enterprise]
      let values = [
        company.party.identifier, company.party.name, duty.tax, duty.from.compact, duty.to.compact,
        duty.due.components.year < date.components.year ? "02" : "01", duty.due.compact,
        Spelling.amount(arrear.cents), Spelling.amount(TaxPayment.lateFee(arrear.cents, due: duty.due, on: date)),
        company.taxOffice,
      ]
      try delivery.deliver(Draft(values: values, cents: arrear.cents))
    }
    try night.close(delivery, sum: "DUE", on: day)
    return try night.settle(delivery, state: delivery.tally.loaded)
  }
}
