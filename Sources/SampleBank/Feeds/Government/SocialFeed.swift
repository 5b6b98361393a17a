import Tabular

/// G/social 社保缴纳: served in pages. The sender catches up: each date brings one more month of every unit, the last
/// date the last complete month.
enum SocialFeed {
  static let layout = Layout(
    "G/social", file: "G/social_{D}", .json, .utf8, key: ["uscc", "si_month"], balance: "paid", served: .social,
    fields: [
      Field("uscc", .uscc), Field("unit_name", .name(100)), Field("si_month", .month), Field("insured", .count),
      Field("pay_base", .amount(precision: 18, scale: 2)), Field("payable", .amount(precision: 18, scale: 2)),
      Field("paid", .amount(precision: 18, scale: 2)), Field("status", .code("si_status")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let date = night.world.dates[day]
    var chance = night.chance("social", day)
    let delivery = try night.delivery(layout, on: day)
    let month = Month(before: night.world.dates[night.world.dates.count - 1], back: night.world.dates.count - day)
    for (ordinal, party) in night.world.enterprises.enumerated() {
      // Never fewer than those of its staff whom the bank knows.
      let drawn = chance.within(1...10) * chance.within(1...20)
      let insured = max(drawn, night.government.employment.staff(of: ordinal))
      let base = Int64(insured) * Int64(chance.within(450_000...1_500_000))
      let payable = base * 375 / 1000
      let status = chance.chance(1, in: 20) ? "02" : chance.chance(1, in: 50) ? "03" : "01"
      let paid = status == "01" ? payable : 0
      try delivery.deliver(
        Draft(
          values: [
            party.identifier, party.name, month.description, String(insured), Spelling.amount(base),
            Spelling.amount(payable), Spelling.amount(paid), status,
          ], cents: paid))
    }
    let declared = try delivery.finish()
    try delivery.close()
    try night.writePageTotals(
      "{\"total\":\(declared.rows),\"sum_paid\":\"\(Spelling.amount(declared.money.total))\"}\n", of: layout,
      on: date)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
