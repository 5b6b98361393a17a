import Tabular

/// X5/opportunity 商机: those of the last two months on the first date, then what is found and what becomes of it.
enum OpportunityFeed {
  static let layout = RelationsSystem.layout(
    "X5/opportunity", "OPP", key: ["opportunity_no"],
    fields: [
      RelationsSystem.change, Field("opportunity_no", .token(18)), Field("kind", .code("opportunity_kind")),
      Field("scene", .code("opportunity_scene")), Field("id_type", .code("id_type")),
      Field("id_no", .identifier(by: 4)), Field("name", .name(60)), Field("org_no", .digits(6)),
      Field("staff_no", .digits(7), optional: true), Field("product_code", .token(8), optional: true),
      Field("expected_amount", .amount(precision: 18, scale: 2), optional: true),
      Field("state", .code("opportunity_state")), Field("state_at", .plainTime), Field("found_on", .date(.dashed)),
      Field("expires_on", .date(.dashed)), Field("referred_from", .digits(6), optional: true),
    ])
  private static let heading = [
    "动作", "商机编号", "商机类型", "协同场景", "对象证件类型", "对象证件号码", "对象名称", "机构号", "认领人", "推荐产品", "预计金额", "商机状态", "状态时间",
    "发现日期", "失效日期", "转介机构",
  ]

  /// New ones are not refused, because tasks and contacts name them, and neither are those that come to be submitted
  /// or claimed: how many are is a figure of the bank.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try RelationsSystem.open(layout, heading: heading, on: day, in: night)
    for (change, opportunity) in night.relations(on: day).opportunities.today {
      let isCounted = opportunity.state == .submitted || opportunity.state == .claimed
      let draft = Draft(
        values: [change.rawValue] + values(opportunity, night), mayBeRefused: change == .update && !isCounted,
        mayBeRepeated: change != .delete)
      guard try delivery.deliver(draft) else { continue }
      if change == .delete {
        night.opportunities.remove(opportunity.ordinal)
      } else {
        night.opportunities.set(opportunity.ordinal, 0, .cny)
      }
    }
    try RelationsSystem.close(delivery, on: day, in: night)
    return try night.settle(delivery, state: night.opportunities.open)
  }

  private static func values(_ opportunity: Opportunity, _ night: Night) -> [String] {
    [
      opportunity.number, opportunity.kind, opportunity.scene.code, opportunity.party.identifierType,
      opportunity.party.identifier, opportunity.party.name, Organisation.tree[opportunity.office].number,
      opportunity.staff.map { night.bank.personnel.members[$0].number } ?? "", opportunity.product ?? "",
      opportunity.expected.map { Spelling.amount($0) } ?? "", RelationsSystem.code(opportunity.state.rawValue),
      RelationsSystem.time(opportunity.since), opportunity.found.description, opportunity.expires.description,
      opportunity.referredFrom.map { Organisation.tree[$0].number } ?? "",
    ]
  }
}
