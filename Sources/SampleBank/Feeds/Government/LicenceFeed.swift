import Tabular

/// G/licence 行业证照: every licence on the first date, then what is issued, renewed, suspended or has run out.
enum LicenceFeed {
  static let layout = Layout(
    "G/licence", file: "G/LICENCE_{D}.ndjson", .json, .utf8, key: ["licence_no"],
    fields: [
      Field("licence_no", .name(40)), Field("uscc", .uscc), Field("holder_name", .name(100)),
      Field("licence_kind", .code("licence_kind")), Field("licence_scope", .text(500), optional: true),
      Field("issuer", .text(60)), Field("issue_date", .date(.dashed)), Field("start_date", .date(.dashed)),
      Field("expiry_date", .date(.dashed), optional: true), Field("status", .code("licence_status")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for change in night.government.licences.move(to: day) {
      let licence = change.version
      let holder = night.government.firms.all[licence.firm].party
      let draft = Draft(values: [
        licence.number, holder.identifier, holder.name, licence.kind.code, licence.kind.scope,
        Region.fullName(of: holder.region) + licence.kind.issuer, licence.issued.description, licence.start.description,
        licence.expiry.description, licence.status.rawValue,
      ])
      if try delivery.deliver(draft) { night.government.licenceRows.set(change.place, 0, .cny) }
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: night.government.licenceRows.open)
  }
}
