import Tabular

/// R/org 机构树: the whole tree every day, as a spreadsheet saves it.
enum OrganisationFeed {
  static let layout = Layout(
    "R/org", file: "R/ORG_{D}.csv", .quoted, .utf8, key: ["org_no"],
    fields: [
      Field("org_no", .digits(6)), Field("org_name", .text(100)), Field("parent_org_no", .digits(6), optional: true),
      Field("org_level", .code("org_level")), Field("open_date", .date(.dashed)),
    ])
  private static let heading = ["机构号", "机构名称", "上级机构号", "机构层级", "启用日期"]

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for office in Organisation.tree {
      try delivery.deliver(
        Draft(values: [office.number, office.name, office.parent, office.level, office.opened.description]))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: delivery.tally.loaded)
  }
}
