import Tabular

/// X2/balance 贷款余额: all loans on the first date; new, moved and closed ones on each later date.
enum LoanFeed {
  static let layout = LoanSystem.layout(
    "X2/balance", "BAL", key: ["loan_no"], balance: "balance",
    fields: [
      Field("op", .change), Field("loan_no", .digits(20)), Field("contract_no", .token(20)),
      Field("cust_no", .digits(10)), Field("org_no", .digits(6)), Field("product", .code("loan_product")),
      Field("ccy", .code("currency")), Field("loan_amount", .amount(precision: 18, scale: 2)),
      Field("balance", .amount(precision: 18, scale: 2)), Field("five_class", .code("five_class")),
      Field("start_date", .date(.compact)), Field("due_date", .date(.compact)),
      Field("rate", .amount(precision: 9, scale: 6)),
    ])

  /// No record is refused: balances must tie to what was lent and repaid.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    // Only from the second date on is there a balance of the day before.
    let wrong = night.breaks.chooseStaying(
      "loan_balance", ["balance"], on: night.world.dates[day],
      among: day == 0 ? [] : night.lending.today.loans.filter { $0.kind != .delete }.map(\.loan.ordinal))
    for change in night.lending.today.loans {
      let loan = change.loan
      var draft = Draft(
        values: values(change, night.world), cents: loan.balance, currency: loan.currency, mayBeRefused: false,
        mayBeRepeated: change.kind != .delete)
      if change.kind != .delete, let planned = wrong[loan.ordinal] { draft.shift(planned, in: layout) }
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.openLoans.set(loan.ordinal, draft.cents, loan.currency)
      case .delete: night.openLoans.remove(loan.ordinal)
      }
    }
    try LoanSystem.close(delivery, sum: "BALANCE", on: day, in: night)
    return try night.settle(delivery, state: night.openLoans.open)
  }

  private static func values(_ change: LendingDay.LoanChange, _ world: World) -> [String] {
    let loan = change.loan
    let owner = world.customers[loan.customer]
    return [
      change.kind.rawValue, loan.number, change.contract, owner.number, owner.organisation.number, loan.product,
      loan.currency.code, Spelling.amount(loan.amount), Spelling.amount(loan.balance), loan.grade,
      loan.started.compact, loan.due.compact, LoanSystem.rate(loan.rate),
    ]
  }
}
