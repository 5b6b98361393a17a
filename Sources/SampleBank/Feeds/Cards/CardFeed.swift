import Tabular

/// X6/card 银行卡: all cards on the first date, new and changed ones on each later one; the trailer counts them.
enum CardFeed {
  static let layout = Layout(
    "X6/card", file: "X6/CARD_{D}.txt.gz", .delimited("|"), .utf8, key: ["card_no"], reference: "cust_no",
    trailer: true,
    fields: [
      Field("card_no", .card), Field("cust_no", .digits(10)), Field("account_no", .account, optional: true),
      Field("org_no", .digits(6)), Field("card_kind", .code("card_kind")), Field("product_code", .token(8)),
      Field("opened_on", .date(.compact)), Field("activated_on", .date(.compact), optional: true),
      Field("status", .code("card_status")),
      Field("credit_limit", .amount(precision: 18, scale: 2), optional: true),
    ])

  /// Payments name every card, so none is refused when it is new.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    for (ordinal, card) in night.cards.enumerated() {
      if card.opened > date { break }
      guard day == 0 || card.changes(on: date) else { continue }
      let draft = Draft(
        values: values(card, ordinal, night.world, date), mayBeRefused: night.cardVersions.isOpen(ordinal))
      if try delivery.deliver(draft) { night.cardVersions.set(ordinal, 0, .cny) }
    }
    let declared = try delivery.finish()
    try delivery.trail("#EOF|\(declared.rows)")
    try delivery.close()
    return try night.settle(delivery, state: night.cardVersions.open)
  }

  private static func values(_ card: Card, _ ordinal: Int, _ world: World, _ date: BusinessDate) -> [String] {
    let owner = world.customers[card.customer]
    let account = world.accounts[card.customer * World.accountsPerCustomer].number
    return [
      Card.number(ordinal, card.kind), owner.number, card.kind == .credit ? "" : account, owner.organisation.number,
      card.kind.rawValue, card.product, card.opened.compact,
      card.activated.flatMap { $0 <= date ? $0.compact : nil } ?? "", card.status(on: date),
      card.limit.map { Spelling.amount($0) } ?? "",
    ]
  }
}
