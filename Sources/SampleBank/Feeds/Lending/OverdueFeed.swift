import Tabular

/// X2/overdue 贷款逾期: every loan with an unpaid instalment that fell due before the day.
enum OverdueFeed {
  static let layout = LoanSystem.layout(
    "X2/overdue", "OVD", key: ["loan_no"], balance: "principal",
    fields: [
      Field("loan_no", .digits(20)), Field("cust_no", .digits(10)), Field("org_no", .digits(6)),
      Field("ccy", .code("currency")), Field("overdue_since", .date(.compact)), Field("overdue_days", .count),
      Field("overdue_terms", .count), Field("principal", .amount(precision: 18, scale: 2)),
      Field("interest", .amount(precision: 18, scale: 2)), Field("penalty", .amount(precision: 18, scale: 2)),
      Field("reason", .code("overdue_reason"), optional: true),
    ])
  /// So long a customer manager may take to find out why.
  private static let daysToJudge = 3

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    for loan in night.lending.today.overdue {
      let unpaid = loan.unpaid.filter { $0.due < date }
      let principal = unpaid.reduce(0) { $0 + $1.principal }
      let owner = night.world.customers[loan.customer]
      let days = loan.overdueDays(on: date)
      try delivery.deliver(
        Draft(
          values: [
            loan.number, owner.number, owner.organisation.number, loan.currency.code,
            date.adding(days: 1 - days).compact, String(days), String(unpaid.count), Spelling.amount(principal),
            Spelling.amount(unpaid.reduce(0) { $0 + $1.interest }),
            Spelling.amount(unpaid.reduce(0) { $0 + loan.penalty(on: $1, date) }),
            days > daysToJudge ? reason(for: loan, night, on: date) : "",
          ], cents: principal, currency: loan.currency))
    }
    try LoanSystem.close(delivery, sum: "PRINCIPAL", on: day, in: night)
    return try night.settle(delivery, state: delivery.tally.loaded)
  }

  /// What the registers show comes before what the borrower says.
  private static func reason(for loan: Loan, _ night: Night, on date: BusinessDate) -> String {
    let party = night.world.customers[loan.customer].party
    return night.government.reason(for: loan.customer, party, on: date) ?? loan.silence?.reason ?? ""
  }
}
