import Tabular

/// R/region 行政区划: on Thursdays every code of a region with the years in which it held.
enum RegionFeed {
  static let layout = Layout(
    "R/region", file: "R/REGION_{D}.csv", .quoted, .utf8, key: ["region", "valid_from"],
    fields: [
      Field("region", .digits(6)), Field("region_name", .text(60)), Field("region_level", .code("region_level")),
      Field("parent_region", .digits(6), optional: true), Field("valid_from", .date(.dashed)),
      Field("valid_to", .date(.dashed), optional: true), Field("successors", .text(100), optional: true),
    ])
  private static let heading = ["区划代码", "区划名称", "区划级别", "上级代码", "启用日期", "停用日期", "后继代码"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    guard night.world.dates[day].weekday == 4 else { return nil }
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for region in Region.all {
      // Regions that hold must be there: addresses and tax offices are of them.
      try delivery.deliver(
        Draft(
          values: [
            region.code, region.name, region.level, region.parent, region.from.description,
            region.to?.description ?? "", region.successors.joined(separator: ";"),
          ], mayBeRefused: region.to != nil))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: delivery.tally.loaded)
  }
}
