import Tabular

/// R/holiday 节假日: every day of last year, this year and the next, every day.
enum HolidayFeed {
  static let layout = Layout(
    "R/holiday", file: "R/HOLIDAY_{D}.csv", .quoted, .utf8, key: ["cal_date"],
    fields: [
      Field("cal_date", .date(.dashed)),
      Field(
        "day_kind",
        .word(Dictionary(uniqueKeysWithValues: BankCalendar.Kind.allCases.map { ($0.rawValue, $0.code) }))),
      Field("is_workday", .code("yes_no")), Field("holiday_name", .text(20), optional: true),
      Field("basis", .text(60), optional: true),
    ])
  private static let heading = ["日期", "日期类型", "是否工作日", "节日名称", "依据"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let today = night.world.dates[day]
    let year = today.components.year
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    var date = CodeTables.day(year - 1, 1, 1)
    while date.components.year <= year + 1 {
      let day = BankCalendar.day(date, known: today)
      // A plain day that is missing can be told from its weekday; a holiday cannot.
      let isPlain = day.kind == .workday || day.kind == .weekend
      try delivery.deliver(
        Draft(
          values: [date.description, day.kind.rawValue, day.kind.isWorked ? "1" : "0", day.holiday, day.basis],
          mayBeRefused: isPlain))
      date = date.adding(days: 1)
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: delivery.tally.loaded)
  }
}
