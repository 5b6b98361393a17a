import Tabular

/// R/headcount 人数: on the 20th the month before, for each office and line.
enum HeadcountFeed {
  static let layout = Layout(
    "R/headcount", file: "R/HEADCOUNT_{D}.csv", .quoted, .utf8, key: ["org_no", "stat_month", "business_line"],
    preamble: 1,
    fields: [
      Field("org_no", .digits(6)), Field("stat_month", .month), Field("business_line", .code("business_line")),
      Field("opening", .count), Field("hired", .count), Field("departed", .count), Field("closing", .count),
      Field("average", .amount(precision: 10, scale: 2)),
    ])
  private static let heading = ["机构号", "统计月份", "业务条线", "月初人数", "本月入职", "本月离职", "月末人数", "平均人数"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    guard date.components.day == 20 else { return nil }
    let headcount = Headcount(Month(before: date), night.bank.personnel)
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(["\(headcount.month) 人数统计表"]))
    try delivery.head(Renderer.quoted(heading))
    for (place, office) in Organisation.tree.enumerated() {
      for (turn, line) in Headcount.lines.enumerated() {
        let row = headcount.rows[Headcount.place(office: place, line: turn)]
        // None may be refused: the rows add up to the staff.
        try delivery.deliver(
          Draft(
            values: [
              office.number, headcount.month.description, line, String(row.opening), String(row.hired),
              String(row.departed), String(row.closing), Spelling.amount(Int64(row.doubleAverage) * 50),
            ], mayBeRefused: false))
      }
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
