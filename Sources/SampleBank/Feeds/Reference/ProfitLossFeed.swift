import Tabular

/// R/profit_loss 损益: on the 20th the month before, for each office, line and item, with the sum since January.
enum ProfitLossFeed {
  static let layout = Layout(
    "R/profit_loss", file: "R/PL_{D}.csv", .quoted, .utf8, key: ["org_no", "stat_month", "business_line", "pl_item"],
    balance: "amount", preamble: 1, footer: 1, sign: (amount: "amount", side: "side"),
    fields: [
      Field("org_no", .digits(6)), Field("stat_month", .month), Field("business_line", .code("business_line")),
      Field("pl_item", .code("pl_item")), Field("side", .side(positive: "收入", negative: "支出")),
      Field("amount", .amount(precision: 18, scale: 2)), Field("ytd_amount", .amount(precision: 18, scale: 2)),
    ])
  private static let heading = ["机构号", "核算月份", "业务条线", "损益项目", "方向", "本月金额", "本年累计"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    guard date.components.day == 20 else { return nil }
    let month = Month(before: date)
    // The month itself comes last.
    let year = (1...month.first.components.month).reversed().map { accounts(Month(before: date, back: $0), night) }
    guard let accounts = year.last else { return nil }
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(["\(month) 管理损益表（元）"]))
    try delivery.head(Renderer.quoted(heading))
    for (place, office) in Organisation.tree.enumerated() {
      for (turn, line) in Headcount.lines.enumerated() {
        for (order, item) in ProfitAndLoss.items.enumerated() {
          let at = ProfitAndLoss.place(Headcount.place(office: place, line: turn), item: order)
          let cents = accounts.amounts[at]
          // None may be refused: the items add up to the profit.
          try delivery.deliver(
            Draft(
              values: [
                office.number, month.description, line, item, cents < 0 ? "支出" : "收入",
                Spelling.amount(Int64(cents.magnitude)),
                Spelling.amount(year.reduce(0) { $0 + $1.amounts[at] }),
              ], cents: cents, mayBeRefused: false))
        }
      }
    }
    _ = try delivery.finish()
    try delivery.foot(Renderer.quoted(["净利润合计", Spelling.amount(accounts.profit)]))
    try delivery.close()
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func accounts(_ month: Month, _ night: Night) -> ProfitAndLoss {
    let isWhole = night.world.dates[0] <= month.first
    return ProfitAndLoss(
      Headcount(month, night.bank.personnel), night.bank.acquisitions,
      served: isWhole ? night.relations.contacts.served[month] : nil, seed: night.world.seed)
  }
}
