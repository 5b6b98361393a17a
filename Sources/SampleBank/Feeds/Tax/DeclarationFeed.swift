import Tabular

/// T/declaration 税务申报: what was filed on a date, on the first date since the month before.
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

  /// The bureau's word for the sum in the control file.
  static let sum = "TAX"

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let world = night.world
    var chance = night.chance("declaration", day)
    let delivery = try night.delivery(layout, on: day)
    for filed in night.taxes(on: day).returns {
      var draft = draft(filed, world, on: world.dates[day], &chance)
      // What is paid, or owed, is told of by other feeds.
      draft.mayBeRefused = filed.plan.payable == 0
      try delivery.deliver(draft)
    }
    try night.close(delivery, sum: sum, on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  static func draft(_ filed: TaxReturn, _ world: World, on date: BusinessDate, _ chance: inout SplitMix64) -> Draft {
    let duty = filed.plan.duty
    let company = world.companies[duty.enterprise]
    return Draft(
      values: [
        filed.number, company.party.identifier, company.party.name, duty.tax, duty.from.compact, duty.to.compact,
        Spelling.amount(filed.plan.sales), Spelling.amount(filed.plan.payable), Spelling.amount(filed.paid(by: date)),
        filed.filed.compact, company.taxOffice, remark(filed, &chance),
      ], cents: filed.plan.payable)
  }

  private static func remark(_ filed: TaxReturn, _ chance: inout SplitMix64) -> String {
    if filed.plan.corrected != nil { return "更正申报" }
    if filed.plan.sales == 0, filed.plan.payable == 0 { return "零申报" }
    return chance.pick(Words.taxRemarks)
  }
}
