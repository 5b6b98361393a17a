import Tabular

/// G/patent 专利: every right on the first date, then what is applied for, decided, cited, assigned or given up.
enum PatentFeed {
  static let layout = Layout(
    "G/patent", file: "G/PATENT_{D}.ndjson", .json, .utf8, key: ["apply_no"],
    fields: [
      Field("apply_no", .name(20)), Field("ip_kind", .code("ip_kind")), Field("title", .text(200)),
      Field("uscc", .uscc), Field("applicant", .name(100)), Field("inventor", .name(60), optional: true),
      Field("apply_date", .date(.dashed)), Field("grant_date", .date(.dashed), optional: true),
      Field("expiry_date", .date(.dashed), optional: true), Field("ipc", .text(20), optional: true),
      Field("family_count", .count), Field("cited_count", .count), Field("legal_status", .code("patent_status")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for change in night.government.patents.move(to: day) {
      let patent = change.version
      let owner = night.government.firms.all[patent.firm].party
      let draft = Draft(values: [
        patent.number, patent.kind.rawValue, patent.title, owner.identifier, owner.name, patent.inventor,
        patent.applied.description, patent.granted?.description ?? "", patent.expiry?.description ?? "",
        patent.patentClass, String(patent.family), String(patent.citations), patent.status.rawValue,
      ])
      if try delivery.deliver(draft) { night.government.patentRows.set(change.place, 0, .cny) }
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: night.government.patentRows.open)
  }
}
