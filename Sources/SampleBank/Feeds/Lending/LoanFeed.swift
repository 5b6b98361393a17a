import Tabular

/// X2/balance 贷款余额: all loans on the first date; new, moved and closed ones on each later date.
enum LoanFeed {
  static let layout = Layout(
    "X2/balance", file: "X2/LN_BAL_{D}.dat.gz", .delimited("|@|"), .utf8, key: ["loan_no"], balance: "balance",
    currency: "ccy", reference: "cust_no", checksum: .sha256,
    fields: [
      Field("op", .change), Field("loan_no", .digits(20)), Field("contract_no", .token(20)),
      Field("cust_no", .digits(10)), Field("org_no", .digits(6)), Field("product", .code("loan_product")),
      Field("ccy", .code("currency")), Field("loan_amount", .amount(precision: 18, scale: 2)),
      Field("balance", .amount(precision: 18, scale: 2)), Field("five_class", .code("five_class")),
      Field("start_date", .date(.compact)), Field("due_date", .date(.compact)),
      Field("rate", .amount(precision: 9, scale: 6)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let delivery = try night.delivery(layout, on: day)
    for change in night.loans.move(to: day, night.world, night.chance("loan", day)) {
      let loan = change.loan
      let draft = Draft(
        values: [change.kind.rawValue] + loan.values(night.world), cents: loan.balance, currency: loan.currency,
        mayBeRepeated: change.kind != .delete)
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.openLoans.set(loan.ordinal, loan.balance, loan.currency)
      case .delete: night.openLoans.remove(loan.ordinal)
      }
    }
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    try night.write(
      "ROWS=\(declared.rows)\nBALANCE=\(Spelling.amount(declared.money.total))\nSHA256=\(checksum)\n",
      to: "X2/LN_BAL_\(night.world.dates[day].compact).ctl")
    return try night.settle(delivery, state: night.openLoans.open)
  }
}
