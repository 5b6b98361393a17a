import Tabular

/// G/shareholder 股东: every holder on the first date, then who comes, changes and leaves.
enum ShareholderFeed {
  static let layout = Layout(
    "G/shareholder", file: "G/ENT_HOLD_{D}.csv", .quoted, .utf8, key: ["uscc", "holder_name"],
    fields: [
      Field("change", .changeAs(["新增", "变更", "退出"])), Field("uscc", .uscc), Field("ent_name", .name(100)),
      Field("shareholder_kind", .code("shareholder_kind")), Field("holder_name", .name(60)),
      Field("id_type", .code("id_type"), optional: true), Field("id_no", .identifier(by: 5), optional: true),
      Field("ratio", .amount(precision: 7, scale: 4)), Field("subscribed", .amount(precision: 18, scale: 6)),
      Field("paid_in", .amount(precision: 18, scale: 6), optional: true), Field("since_date", .date(.dashed)),
    ])
  private static let heading = [
    "变动", "统一社会信用代码", "企业名称", "股东类型", "股东名称", "股东证件类型", "股东证件号码", "持股比例", "认缴出资额", "实缴出资额", "入股日期",
  ]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for change in night.government.companies.today.holdings {
      // Whatever moves a part must arrive: the parts of a firm are a whole.
      let draft = Draft(
        values: values(change, night.government), mayBeRefused: change.isPayment, mayBeRepeated: change.kind != .delete)
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.government.holdingRows.set(change.holding.number, 0, .cny)
      case .delete: night.government.holdingRows.remove(change.holding.number)
      }
    }
    try night.closeMarked(delivery, on: day)
    return try night.settle(delivery, state: night.government.holdingRows.open)
  }

  private static func values(_ change: CompanyRegister.HoldingChange, _ government: Government) -> [String] {
    let company = government.firms.all[change.firm]
    let holding = change.holding
    let subscribed = holding.subscribed(of: government.companies.records[change.firm]?.capital ?? 0)
    let word =
      switch change.kind {
      case .insert: "新增"
      case .update: "变更"
      case .delete: "退出"
      }
    return [
      word, company.party.identifier, company.party.name, holding.kind, holding.name,
      holding.party?.identifierType ?? "", holding.party?.identifier ?? "", holding.percent,
      Spelling.tenThousands(subscribed), holding.paid.map { Spelling.tenThousands(subscribed * Int64($0) / 100) } ?? "",
      holding.since.description,
    ]
  }
}
