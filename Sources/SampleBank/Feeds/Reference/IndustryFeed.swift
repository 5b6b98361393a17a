import Tabular

/// R/industry 行业分类: on Thursdays the sections and divisions of both editions.
enum IndustryFeed {
  static let layout = Layout(
    "R/industry", file: "R/INDUSTRY_{D}.csv", .quoted, .utf8, key: ["edition", "industry_code"],
    fields: [
      Field("edition", .text(4)), Field("industry_code", .name(5)), Field("industry_name", .text(60)),
      Field("industry_level", .code("industry_level")), Field("parent_code", .name(5), optional: true),
      Field("valid_from", .date(.dashed)), Field("valid_to", .date(.dashed), optional: true),
      Field("successors", .text(100), optional: true),
    ])
  private static let heading = ["版本", "行业代码", "行业名称", "行业级别", "上级代码", "实施日期", "废止日期", "后继代码"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    guard night.world.dates[day].weekday == 4 else { return nil }
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for industry in Industry.all {
      // The edition in force must be whole, and every section, which others name as theirs.
      try delivery.deliver(
        Draft(
          values: [
            industry.edition, industry.code, industry.name, industry.level, industry.parent, industry.from.description,
            industry.to?.description ?? "", industry.successors.joined(separator: ";"),
          ], mayBeRefused: industry.to != nil && industry.level == "2"))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: delivery.tally.loaded)
  }
}
