import Tabular

/// G/housing_fund 公积金缴存: on the 20th the month before, of every customer who is a member.
enum HousingFundFeed {
  static let layout = Layout(
    "G/housing_fund", file: "G/HF_{D}.csv", .quoted, .utf8, key: ["fund_account", "stat_month"], balance: "monthly",
    fields: [
      Field("fund_account", .name(20)), Field("stat_month", .month), Field("id_no", .citizen),
      Field("name", .name(60)), Field("unit_uscc", .uscc), Field("unit_name", .name(100)),
      Field("base", .amount(precision: 18, scale: 2)), Field("monthly", .amount(precision: 18, scale: 2)),
      Field("balance", .amount(precision: 18, scale: 2)), Field("status", .code("fund_status")),
    ])
  private static let heading = [
    "公积金账号", "缴存月份", "证件号码", "姓名", "单位信用代码", "单位名称", "缴存基数", "月缴存额", "账户余额", "账户状态",
  ]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let world = night.world
    guard world.dates[day].components.day == 20 else { return nil }
    let month = Month(before: world.dates[day])
    let employment = night.government.employment
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    for member in employment.members(by: day) {
      let person = world.customers[member.customer].party
      let unit = world.companies[member.employer]
      let standing = employment.standing(of: member, in: month, lost: unit.lostSince)
      try delivery.deliver(
        Draft(
          values: [
            member.account, month.description, person.identifier, person.name, unit.party.identifier, unit.party.name,
            Spelling.amount(employment.base(of: member, in: month)), Spelling.amount(standing.paid),
            Spelling.amount(standing.balance), standing.isOpen ? "01" : "02",
          ], cents: standing.paid,
          // A lost job may be why a loan is overdue.
          mayBeRefused: standing.isOpen))
    }
    night.government.toldOfJobs = month
    try night.closeMarked(delivery, on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
