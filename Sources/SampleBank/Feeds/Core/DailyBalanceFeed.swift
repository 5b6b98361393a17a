import Tabular

/// X1/daily_balance 账户日终余额: opening, turnover and closing of every account on the first date, of those that moved on
/// each later one.
enum DailyBalanceFeed {
  static let layout = Layout(
    "X1/daily_balance", file: "X1/BAL_{D}.dat.gz", .fixed, .gb18030, key: ["account_no"], balance: "closing",
    currency: "ccy", reference: "account_no",
    fields: [
      Field("account_no", .account, width: 19), Field("org_no", .digits(6), width: 6),
      Field("ccy", .code("currency"), width: 3), amount("opening"), amount("debit"), amount("credit"),
      amount("closing"), amount("accrued"),
    ])

  private static func amount(_ name: String) -> Field {
    Field(name, .amount(precision: 18, scale: 2), width: 18, right: true)
  }

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let (world, date) = (night.world, night.world.dates[day])
    let delivery = try night.delivery(layout, on: day)
    let changed = (0..<world.accountCount(by: day)).lazy.filter { night.books.changed[$0] }
    let carried = night.breaks.chooseStaying(
      "account_master", ["opening", "closing"], on: date, among: Array(changed))
    let opened = night.breaks.choose(
      "account_balance", ["opening"], on: date, among: changed.filter { carried[$0] == nil })
    for ordinal in 0..<world.accountCount(by: day) where night.books.changed[ordinal] {
      let account = world.accounts[ordinal]
      let (turnover, closing) = (night.books.today[ordinal], night.books.balances[ordinal])
      let amounts = [
        turnover.opening, turnover.debit, turnover.credit, closing, accrued(closing, account, on: date),
      ]
      var draft = Draft(
        values: [
          account.number, world.customers[account.customer].organisation.number, account.currency.code,
        ] + amounts.map { Spelling.amount($0) },
        cents: closing, currency: account.currency,
        // Its master record was refused, and this one comes all the same.
        orphan: night.accounts.isOpen(ordinal) ? nil : "account_no")
      for planned in [carried[ordinal], opened[ordinal]].compactMap(\.self) { draft.shift(planned, in: layout) }
      if try delivery.deliver(draft) { night.dailyBalances.set(ordinal, draft.cents, account.currency) }
    }
    try Trailer.close(delivery, on: date)
    return try night.settle(delivery, state: night.dailyBalances.open)
  }

  /// Demand interest since the quarter's settlement on the 20th of its last month, on the day's balance, in cents.
  private static func accrued(_ closing: Int64, _ account: Account, on date: BusinessDate) -> Int64 {
    guard closing > 0, account.product != "03" else { return 0 }
    let (year, month, day) = date.components
    let quarter = day > 20 && month % 3 == 0 ? month : (month - 1) / 3 * 3
    let settled = BusinessDate(year: quarter == 0 ? year - 1 : year, month: quarter == 0 ? 12 : quarter, day: 20)
    let days = settled.map { Int64(date.daysSince2000 - $0.daysSince2000) } ?? 0
    // 0.05% a year of 360 days.
    return closing * days * 5 / (10_000 * 360)
  }
}
