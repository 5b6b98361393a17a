import Tabular

/// X2/disbursement 贷款放款: what was lent on the day, each with its posting.
enum DisbursementFeed {
  static let layout = LoanSystem.layout(
    "X2/disbursement", "DISB", key: ["loan_flow_no"], balance: "amount",
    fields: [
      Field("loan_flow_no", .digits(20)), Field("loan_no", .digits(20)), Field("contract_no", .token(20)),
      Field("cust_no", .digits(10)), Field("org_no", .digits(6)), Field("product", .code("loan_product")),
      Field("ccy", .code("currency")), Field("amount", .amount(precision: 18, scale: 2)),
      Field("account_no", .account), Field("payee_mode", .code("payee_mode")),
      Field("payee_account", .text(32), optional: true), Field("payee_name", .name(60), optional: true),
      Field("disbursed_on", .date(.compact)), Field("posting_no", .digits(20)),
    ])

  /// No record is refused: balances must tie to what was lent and repaid.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for disbursement in night.lending.today.disbursements {
      try delivery.deliver(
        Draft(
          values: values(disbursement, night.world, night.world.dates[day]), cents: disbursement.amount,
          currency: disbursement.loan.currency, mayBeRefused: false))
    }
    try LoanSystem.close(delivery, sum: "AMOUNT", on: day, in: night)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func values(
    _ disbursement: LendingDay.Disbursement, _ world: World, _ date: BusinessDate
  ) -> [String] {
    let loan = disbursement.loan
    let owner = world.customers[loan.customer]
    return [
      disbursement.number, loan.number, disbursement.contract, owner.number, owner.organisation.number, loan.product,
      loan.currency.code, Spelling.amount(disbursement.amount),
      world.accounts[LoanCashier.account(of: loan.customer)].number, disbursement.payee == nil ? "01" : "02",
      disbursement.payee?.account ?? "", disbursement.payee?.name ?? "", date.compact, disbursement.posting,
    ]
  }
}
