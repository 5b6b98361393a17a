import Tabular

/// X1/payroll 代发关系: whom each agreement pays, all on the first date, then who comes and goes. The payments of the day
/// were settled with the postings.
enum PayrollFeed {
  static let layout = Layout(
    "X1/payroll", file: "X1/PAYROLL_{D}.dat.gz", .fixed, .gb18030, key: ["agreement_no", "employee_account"],
    reference: "employer_cust_no",
    fields: [
      Field("change", .changeAs(PayrollBook.Change.allCases.map(\.rawValue)), width: 1),
      Field("agreement_no", .text(20), width: 20), Field("employer_cust_no", .digits(10), width: 10),
      Field("employer_account", .account, width: 19), Field("employee_cust_no", .digits(10), width: 10),
      Field("employee_account", .account, width: 19), Field("org_no", .digits(6), width: 6),
      Field("pay_day", .count, width: 2, right: true), Field("since_date", .date(.compact), width: 8),
    ])

  /// No record is refused: who is paid shows in the postings.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let world = night.world
    let delivery = try night.delivery(layout, on: day)
    for (change, payee) in night.payroll.today {
      let agreement = night.payroll.agreements[payee.agreement]
      let employer = world.customers[agreement.employer]
      try delivery.deliver(
        Draft(
          values: [
            change.rawValue, agreement.number, employer.number,
            world.accounts[PayrollBook.account(of: agreement.employer)].number, world.customers[payee.customer].number,
            world.accounts[PayrollBook.account(of: payee.customer)].number, employer.organisation.number,
            String(agreement.payDay), payee.since.compact,
          ], mayBeRefused: false, mayBeRepeated: change != .delete))
    }
    let declared = try delivery.finish()
    try delivery.trail(Trailer.text(world.dates[day], rows: declared.rows))
    try delivery.close()
    return try night.settle(delivery, state: Share(rows: night.payroll.payees.count))
  }
}
