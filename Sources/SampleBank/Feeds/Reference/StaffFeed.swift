import Tabular

/// R/staff 员工: everyone on the first date, then who comes, changes and is deleted.
enum StaffFeed {
  static let layout = Layout(
    "R/staff", file: "R/STAFF_{D}.csv", .quoted, .utf8, key: ["staff_no"],
    fields: [
      Field("change", .changeWord), Field("staff_no", .digits(7)), Field("name", .name(60)),
      Field("sex", .code("sex")), Field("org_no", .digits(6)), Field("staff_position", .code("staff_position")),
      Field("business_line", .code("business_line")), Field("hired_on", .date(.dashed)),
      Field("left_on", .date(.dashed), optional: true), Field("status", .code("staff_status")),
    ])
  private static let heading = ["变动", "工号", "姓名", "性别", "机构号", "岗位", "业务条线", "入职日期", "离职日期", "员工状态"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for member in night.bank.personnel.members where day == 0 ? member.isKnown(on: date) : member.changes(on: date) {
      let isDeleted = !member.isKnown(on: date)
      let change = day == 0 || date == member.hired ? "新增" : isDeleted ? "删除" : "变更"
      // A deleted record comes once more as it was. None may be refused: other feeds name the staff, and it ties to
      // the headcount.
      try delivery.deliver(
        Draft(
          values: [change] + member.values(on: isDeleted ? date.adding(days: -1) : date), mayBeRefused: false,
          mayBeRepeated: !isDeleted))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: Share(rows: night.bank.personnel.known(on: date)))
  }
}
