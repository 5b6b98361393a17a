import Tabular

/// G/penalty 行政处罚: from Monday to Friday what was decided since the file before, at first all that is still public.
enum PenaltyFeed {
  static let layout = Layout(
    "G/penalty", file: "G/PENALTY_{D}.csv", .quoted, .utf8, key: ["penalty_no"], balance: "fine_amount",
    fields: [
      Field("penalty_no", .text(60)), Field("uscc", .uscc), Field("ent_name", .name(100)),
      Field("penalty_kind", .code("penalty_kind")), Field("cause", .text(300)),
      Field("fine_amount", .amount(precision: 18, scale: 2)), Field("confiscated", .amount(precision: 18, scale: 2)),
      Field("authority", .text(60)), Field("decided_on", .date(.dashed)), Field("public_until", .date(.dashed)),
    ])
  private static let heading = [
    "决定书文号", "统一社会信用代码", "企业名称", "处罚种类", "处罚事由", "罚款金额", "没收金额", "处罚机关", "处罚日期", "公示截止日",
  ]
  /// In days: no decision is public for longer.
  private static let longestPublic = 1_095

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    guard date.weekday <= 5 else { return nil }
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    var decided = night.government.lastPenalties?.adding(days: 1) ?? date.adding(days: -longestPublic)
    while decided <= date {
      for penalty in night.government.penalties.decided(on: decided) where penalty.publicUntil >= date {
        let party = night.government.firms.all[penalty.firm].party
        try delivery.deliver(
          Draft(
            values: [
              penalty.number, party.identifier, party.name, penalty.kind, penalty.cause, Spelling.amount(penalty.fine),
              Spelling.amount(penalty.confiscated), penalty.authority, penalty.decided.description,
              penalty.publicUntil.description,
            ], cents: penalty.fine, mayBeRefused: !penalty.isSeenElsewhere))
      }
      decided = decided.adding(days: 1)
    }
    night.government.lastPenalties = date
    try night.closeMarked(delivery, on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
