import Tabular

/// R/target 经营目标: on the 20th what each office is to reach next month, and this month's targets that were changed.
enum TargetFeed {
  static let layout = Layout(
    "R/target", file: "R/TARGET_{D}.csv", .quoted, .utf8, key: ["kpi", "org_no", "target_month"],
    fields: [
      Field("kpi", .code("kpi")), Field("org_no", .digits(6)), Field("target_month", .month),
      Field("target", .amount(precision: 18, scale: 4)), Field("unit", .text(10)),
      Field("up_is_good", .code("yes_no")), Field("approved_on", .date(.dashed)),
    ])
  private static let heading = ["经营指标", "机构号", "目标月份", "目标值", "单位", "越高越好", "下达日期"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    guard date.components.day == 20 else { return nil }
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for target in Target.approved(on: date, first: night.world.dates[0], seed: night.world.seed) {
      let isLoaded = try delivery.deliver(
        Draft(values: [
          target.figure.kpi, Organisation.tree[target.office].number, target.month.description,
          Spelling.amount(Int64(target.value)) + "00", target.figure.unit, target.figure.isBetterHigh ? "1" : "0",
          target.approved.description,
        ]))
      if isLoaded { night.targets.set(target.ordinal, 0, .cny) }
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: night.targets.open)
  }
}
