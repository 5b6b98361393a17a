import Tabular

/// G/enterprise_change 企业变更: from Monday to Friday what was approved since the file before, at first that of a year.
enum EnterpriseChangeFeed {
  static let layout = Layout(
    "G/enterprise_change", file: "G/ENT_CHG_{D}.csv", .quoted, .utf8, key: ["change_no"],
    fields: [
      Field("change_no", .text(24)), Field("uscc", .uscc), Field("ent_name", .name(100)),
      Field("change_item", .code("change_item")), Field("before_text", .text(1000), optional: true),
      Field("after_text", .text(1000), optional: true), Field("approved_on", .date(.dashed)),
    ])
  private static let heading = ["变更编号", "统一社会信用代码", "企业名称", "变更事项", "变更前", "变更后", "核准日期"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    guard night.world.dates[day].weekday <= 5 else { return nil }
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for change in night.government.companies.takeChanges() {
      let party = night.government.firms.all[change.firm].party
      try delivery.deliver(
        Draft(values: [
          change.number, party.identifier, party.name, change.item.rawValue, change.before, change.after,
          change.approved.description,
        ]))
    }
    try night.closeMarked(delivery, on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
