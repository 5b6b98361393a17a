import Tabular

/// T/registration 税务登记: every taxpayer on the first date, the changed ones on each later date.
enum RegistrationFeed {
  static let layout = Layout(
    "T/registration", file: "T/TAX_REG_{D}.txt.gz", .delimited("|"), .gb18030, key: ["uscc"], checksum: .md5,
    fields: [
      Field("uscc", .uscc), Field("taxpayer_name", .name(100)), Field("old_taxpayer_no", .taxpayer, optional: true),
      Field("taxpayer_kind", .code("taxpayer_kind")), Field("enterprise_type", .code("enterprise_type")),
      Field("industry", .token(5)), Field("region", .digits(6)), Field("address", .name(200)),
      Field("legal_name", .name(60)), Field("legal_id_no", .citizen, optional: true),
      Field("mobile", .mobile, optional: true), Field("tax_office", .digits(11)), Field("reg_date", .date(.compact)),
      Field("status", .code("taxpayer_status")), Field("cancel_date", .date(.compact), optional: true),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let delivery = try night.delivery(layout, on: day)
    for ordinal in night.registrations.move(to: day) {
      let draft = Draft(values: night.registrations.values(ordinal, on: night.world.dates[day]))
      if try delivery.deliver(draft) { night.taxpayers.set(ordinal, 0, .cny) }
    }
    try night.close(delivery, on: day)
    return try night.settle(delivery, state: night.taxpayers.open)
  }
}
