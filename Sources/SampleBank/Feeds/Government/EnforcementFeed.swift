import Tabular

/// G/enforcement 法院执行: served in pages; every case on the first date, then what is published, changed and taken out.
enum EnforcementFeed {
  static let layout = Layout(
    "G/enforcement", file: "G/enforcement_{D}", .json, .utf8, key: ["case_no", "kind"], served: .court,
    fields: [
      Field("op", .change), Field("case_no", .name(40)), Field("kind", .code("enforcement_kind")),
      Field("id_type", .code("id_type")), Field("id_no", .identifier(by: 3)), Field("name", .name(60)),
      Field("court", .text(60)), Field("filed_on", .date(.dashed)),
      Field("target_amount", .amount(precision: 18, scale: 2), optional: true),
      Field("unpaid_amount", .amount(precision: 18, scale: 2), optional: true),
      Field("status", .code("enforcement_status")), Field("published_on", .date(.dashed)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for change in night.government.cases.move(to: day) {
      let told = change.version
      // A customer's case may be why a loan is overdue.
      let draft = Draft(
        values: [
          change.kind.rawValue, told.number, told.kind.rawValue, told.party.identifierType, told.party.identifier,
          told.party.name, told.court, told.filed.description, told.target.map { Spelling.amount($0) } ?? "",
          told.unpaid.map { Spelling.amount($0) } ?? "", told.status.rawValue, told.published.description,
        ], mayBeRefused: change.kind != .delete && !told.isCustomer, mayBeRepeated: change.kind != .delete)
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.government.caseRows.set(change.place, 0, .cny)
      case .delete: night.government.caseRows.remove(change.place)
      }
    }
    try night.closePages(delivery, on: day)
    return try night.settle(delivery, state: night.government.caseRows.open)
  }
}
