import Tabular

/// How the relations system delivers: a packed file with a heading, and a control file with its date, rows and digest.
enum RelationsSystem {
  static let change = Field("change", .changeAs(Change.allCases.map(\.rawValue)))
  private static let delimiter = "|@|"

  static func layout(
    _ feed: String, _ table: String, key: [String], reference: String? = nil, fields: [Field]
  ) -> Layout {
    Layout(
      feed, file: "X5/\(table)_{D}.txt.gz", .delimited(delimiter), .gb18030, key: key, reference: reference,
      checksum: .md5, heading: true, fields: fields)
  }

  static func open(_ layout: Layout, heading: [String], on day: Int, in night: Night) throws -> Delivery {
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Renderer(layout).encode(Renderer.delimited(heading, by: delimiter)))
    return delivery
  }

  static func close(_ delivery: Delivery, on day: Int, in night: Night) throws {
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    let date = night.world.dates[day]
    try night.write(
      "DATE=\(date.compact)\nROWS=\(declared.rows)\nMD5=\(checksum)\n",
      to: delivery.layout.fileName(on: date).replacing(".txt.gz", with: ".ctl"))
  }

  /// `2025-11-20 08:01:02`
  static func time(_ moment: Moment) -> String {
    "\(moment.date) " + Spelling.clock(moment.secondOfDay, separator: ":")
  }

  /// `01`
  static func code(_ number: Int) -> String { Spelling.padded(number, 2) }
}
