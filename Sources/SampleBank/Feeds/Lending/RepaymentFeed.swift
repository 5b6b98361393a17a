import Tabular

/// X2/repayment 贷款还款: what loans became less by on the day; those that brought money with their postings.
enum RepaymentFeed {
  static let layout = LoanSystem.layout(
    "X2/repayment", "REPAY", key: ["loan_flow_no"], balance: "principal",
    fields: [
      Field("loan_flow_no", .digits(20)), Field("loan_no", .digits(20)), Field("cust_no", .digits(10)),
      Field("org_no", .digits(6)), Field("repay_kind", .code("repay_kind")), Field("ccy", .code("currency")),
      Field("principal", .amount(precision: 18, scale: 2)), Field("interest", .amount(precision: 18, scale: 2)),
      Field("penalty", .amount(precision: 18, scale: 2)), Field("due_date", .date(.compact), optional: true),
      Field("repaid_on", .date(.compact)), Field("account_no", .account, optional: true),
      Field("posting_no", .digits(20), optional: true),
    ])

  /// No record is refused: balances must tie to what was lent and repaid.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for repayment in night.lending.today.repayments {
      try delivery.deliver(
        Draft(
          values: values(repayment, night.world, night.world.dates[day]), cents: repayment.principal,
          currency: repayment.loan.currency, mayBeRefused: false))
    }
    try LoanSystem.close(delivery, sum: "PRINCIPAL", on: day, in: night)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func values(_ repayment: LendingDay.Repayment, _ world: World, _ date: BusinessDate) -> [String] {
    let loan = repayment.loan
    let owner = world.customers[loan.customer]
    let account = world.accounts[LoanCashier.account(of: loan.customer)].number
    return [
      repayment.number, loan.number, owner.number, owner.organisation.number,
      LoanSystem.code(repayment.kind.rawValue), loan.currency.code, Spelling.amount(repayment.principal),
      Spelling.amount(repayment.interest), Spelling.amount(repayment.penalty), repayment.due?.compact ?? "",
      date.compact, repayment.posting == nil ? "" : account, repayment.posting ?? "",
    ]
  }
}
