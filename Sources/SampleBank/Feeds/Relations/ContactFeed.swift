import Tabular

/// X5/contact 客户接触: whom the bank spoke or wrote to on the day, in the order of time.
enum ContactFeed {
  static let layout = RelationsSystem.layout(
    "X5/contact", "CONTACT", key: ["contact_no"], reference: "cust_no",
    fields: [
      Field("contact_no", .text(20)), Field("cust_no", .digits(10)), Field("staff_no", .digits(7), optional: true),
      Field("org_no", .digits(6)), Field("contact_channel", .word(channels)),
      Field("contact_purpose", .code("contact_purpose")), Field("opportunity_no", .token(18), optional: true),
      Field("list_no", .text(20), optional: true), Field("began_at", .plainTime), Field("duration", .count),
      Field("contact_result", .code("contact_result")),
    ])
  private static let heading = [
    "接触编号", "客户号", "接触人", "机构号", "接触渠道", "接触目的", "商机编号", "名单号", "开始时间", "时长", "接触结果",
  ]
  private static let channels = Dictionary(
    uniqueKeysWithValues: Contact.Channel.allCases.enumerated().map { ($1.rawValue, RelationsSystem.code($0 + 1)) })

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try RelationsSystem.open(layout, heading: heading, on: day, in: night)
    for (ordinal, contact) in night.relations(on: day).contacts.today.enumerated() {
      try delivery.deliver(
        Draft(values: [
          "JC" + date.compact + Spelling.padded(ordinal + 1, 10), night.world.customers[contact.customer].number,
          contact.staff.map { night.bank.personnel.members[$0].number } ?? "",
          Organisation.tree[contact.office].number, contact.channel.rawValue,
          RelationsSystem.code(contact.purpose.rawValue), contact.opportunity, contact.list,
          RelationsSystem.time(contact.began), String(contact.seconds), RelationsSystem.code(contact.result.rawValue),
        ]))
    }
    try RelationsSystem.close(delivery, on: day, in: night)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
