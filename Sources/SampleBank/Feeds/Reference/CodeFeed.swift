import Tabular

/// R/code 码表: every code of the bank's systems, every day.
enum CodeFeed {
  static let layout = Layout(
    "R/code", file: "R/CODE_{D}.csv", .quoted, .utf8, key: ["code_table", "code"],
    fields: [
      Field("code_table", .text(40)), Field("code", .text(30)), Field("code_name", .text(100)),
      Field("valid_from", .date(.dashed)), Field("valid_to", .date(.dashed), optional: true),
    ])
  private static let heading = ["码表", "代码", "名称", "生效日", "失效日"]

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for code in CodeTables.all {
      try delivery.deliver(
        Draft(values: [code.table, code.code, code.name, code.from.description, code.to?.description ?? ""]))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: delivery.tally.loaded)
  }
}
