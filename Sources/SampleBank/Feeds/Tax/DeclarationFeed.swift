import Tabular

/// T/declaration 税务申报: one declaration of every enterprise a day, with a control file.
enum DeclarationFeed {
  static let layout = Layout(
    "T/declaration", file: "T/TAX_DECL_{D}.txt.gz", .delimited("|"), .gb18030, key: ["declare_no"],
    balance: "tax_payable", checksum: .md5,
    fields: [
      Field("declare_no", .digits(18)), Field("uscc", .uscc), Field("taxpayer_name", .name(100)),
      Field("tax_type", .code("tax_type")), Field("period_from", .date(.compact)),
      Field("period_to", .date(.compact)), Field("sales_amount", .amount(precision: 18, scale: 2)),
      Field("tax_payable", .amount(precision: 18, scale: 2)), Field("tax_paid", .amount(precision: 18, scale: 2)),
      Field("declare_date", .date(.compact)), Field("tax_office", .digits(11)),
      Field("remark", .text(100), optional: true),
    ])
  private static let rates: [(tax: String, perMille: Int64)] = [
    ("101", 30), ("101", 60), ("101", 130), ("104", 50), ("106", 30), ("109", 7),
  ]

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let date = night.world.dates[day]
    var chance = night.chance("declaration", day)
    let delivery = try night.delivery(layout, on: day)
    let period = Month(before: date)
    for (ordinal, party) in night.world.enterprises.enumerated() {
      let rate = chance.pick(rates)
      let sales = chance.cents(digits: 5...10)
      let payable = (sales * rate.perMille + 500) / 1000
      let paid = chance.chance(9, in: 10) ? payable : payable / 2
      let values = [
        date.compact + Spelling.padded(ordinal + 1, 10), party.identifier, party.name, rate.tax,
        period.first.compact, period.last.compact, Spelling.amount(sales), Spelling.amount(payable),
        Spelling.amount(paid), date.compact, "1" + party.region + "0000", chance.pick(Words.taxRemarks),
      ]
      try delivery.deliver(Draft(values: values, cents: payable))
    }
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    try night.write(
      "ROWS=\(declared.rows);TAX=\(Spelling.amount(declared.money.total));MD5=\(checksum)\n",
      to: "T/TAX_DECL_\(date.compact).ctl")
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
