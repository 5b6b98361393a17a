import Tabular

/// T/payment 税款缴纳: what the treasury took in or paid back on a date; the side stands in a column of its own.
enum PaymentFeed {
  static let layout = Layout(
    "T/payment", file: "T/TAX_PAY_{D}.txt.gz", .delimited("|"), .gb18030, key: ["tax_payment_no"],
    balance: "paid_amount", reference: "declare_no", checksum: .md5, sign: (amount: "paid_amount", side: "side"),
    fields: [
      Field("tax_payment_no", .digits(18)), Field("declare_no", .digits(18), optional: true), Field("uscc", .uscc),
      Field("tax_type", .code("tax_type")), Field("period_from", .date(.compact)),
      Field("period_to", .date(.compact)), Field("paid_amount", .amount(precision: 18, scale: 2)),
      Field("side", .side(positive: "征", negative: "退")), Field("late_fee", .amount(precision: 18, scale: 2)),
      Field("paid_date", .date(.compact)), Field("pay_method", .code("tax_pay_method")),
      Field("pay_account", .text(32), optional: true), Field("tax_office", .digits(11)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let delivery = try night.delivery(layout, on: day)
    for payment in night.taxes(on: day).payments {
      let values = values(payment, night.world)
      // A repeat with another amount would need the side, too. Stamp duty is in no sum but its own.
      try delivery.deliver(
        Draft(
          values: values, cents: payment.cents,
          mayBeRefused: payment.duty.tax == "111", mayBeRepeated: payment.cents > 0))
    }
    try night.close(delivery, sum: "PAID", on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func values(_ payment: TaxPayment, _ world: World) -> [String] {
    let duty = payment.duty
    let company = world.companies[duty.enterprise]
    var chance = SplitMix64(seed: world.seed, "tax account \(duty.enterprise)")
    // Who has agreed with a bank (三方协议) pays so every time; half of the customers did it with this one.
    let method = chance.pick(["01", "01", "01", "02", "03", "04"])
    let elsewhere = "6228" + chance.digits(15)
    let account = company.customer.map { world.accounts[$0 * World.accountsPerCustomer].number }
    let charged = chance.chance(1, in: 2) ? account ?? elsewhere : elsewhere
    return [
      payment.number, payment.declaration ?? "", company.party.identifier, duty.tax, duty.from.compact,
      duty.to.compact, Spelling.amount(abs(payment.cents)), payment.cents < 0 ? "退" : "征",
      Spelling.amount(TaxPayment.lateFee(payment.cents, due: duty.due, on: payment.date)), payment.date.compact,
      method, method < "03" ? charged : "", company.taxOffice,
    ]
  }
}
