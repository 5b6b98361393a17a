import Tabular

/// X6/scene_payment 场景支付: what was paid and refunded on the day, with a trailer of rows and sum.
enum ScenePaymentFeed {
  static let layout = Layout(
    "X6/scene_payment", file: "X6/PAY_{D}.txt.gz", .delimited("|"), .utf8, key: ["payment_no"], balance: "amount",
    currency: "ccy", reference: "cust_no", trailer: true,
    fields: [
      Field("payment_no", .text(24)), Field("card_no", .card), Field("cust_no", .digits(10)),
      Field("org_no", .digits(6)),
      Field("scene", .code("scene")), Field("mcc", .code("mcc")), Field("merchant_no", .token(15)),
      Field("merchant_name", .name(100)), Field("ccy", .code("currency")),
      Field("amount", .amount(precision: 18, scale: 2)), Field("paid_at", .compactTime),
      Field("channel", .code("channel")), Field("status", .code("pay_status")),
    ])

  /// What moved money on an account is never refused: it ties to the postings.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    for payment in night.payments.today {
      try delivery.deliver(
        Draft(
          values: values(payment, night, date), cents: payment.cents, isFiltered: payment.status == .tested,
          mayBeRefused: night.cards[payment.card].kind == .credit))
    }
    let declared = try delivery.finish()
    try delivery.trail("#EOF|\(declared.rows)|\(Spelling.amount(declared.money.total))")
    try delivery.close()
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func values(_ payment: PaymentBook.Payment, _ night: Night, _ date: BusinessDate) -> [String] {
    let card = night.cards[payment.card]
    let owner = night.world.customers[card.customer]
    return [
      payment.number, Card.number(payment.card, card.kind), owner.number, owner.organisation.number, payment.scene,
      payment.category, payment.merchant, payment.merchantName, Currency.cny.code, Spelling.amount(payment.cents),
      date.compact + Spelling.clock(payment.second), payment.channel, payment.status.rawValue,
    ]
  }
}
