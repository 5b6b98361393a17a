import Tabular

/// X4/holding 产品持有: everything held on the first date; what is new, moved, revalued or gone on each later one.
enum HoldingFeed {
  static let layout = Layout(
    "X4/holding", file: "X4/HOLD_{D}.txt.gz", .delimited("\t"), .utf8, key: ["account_no", "product_code"],
    balance: "market_value", currency: "ccy", reference: "cust_no", checksum: .sha256,
    fields: [
      Field("change", .change), Field("cust_no", .digits(10)), Field("account_no", .account),
      Field("product_code", .token(8)), Field("org_no", .digits(6)), Field("ccy", .code("currency")),
      Field("units", .amount(precision: 18, scale: 4)), Field("cost", .amount(precision: 18, scale: 2)),
      Field("market_value", .amount(precision: 18, scale: 2)), Field("nav", .amount(precision: 12, scale: 6)),
      Field("bought_on", .date(.compact)), Field("matures_on", .date(.compact), optional: true),
    ])

  /// Units tie to sales, so only a new value of the same units may be refused.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    let changes = night.investments.today.changes
    // Only from the second date on is there a balance of the day before.
    let wrong = night.breaks.choose(
      "holding_units", ["units"], on: date,
      among: day == 0 ? [] : changes.indices.filter { changes[$0].kind != .delete }, scale: 4)
    for (place, change) in changes.enumerated() {
      let currency = ProductShelf.all[change.position.product].currency
      var draft = Draft(
        values: values(change, night.world), cents: change.version.cents, currency: currency,
        mayBeRefused: change.isRevaluation, mayBeRepeated: change.kind != .delete)
      if let planned = wrong[place] { draft.shift(planned, in: layout) }
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.holdings.set(change.position.ordinal, change.version.cents, currency)
      case .delete: night.holdings.remove(change.position.ordinal)
      }
    }
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    try night.write(
      "\(declared.rows)|\(Spelling.amount(declared.money.total))|\(checksum)\n", to: "X4/HOLD_\(date.compact).ctl")
    return try night.settle(delivery, state: night.holdings.open)
  }

  private static func values(_ change: InvestingDay.Change, _ world: World) -> [String] {
    let (position, version) = (change.position, change.version)
    let owner = world.customers[position.customer]
    let product = ProductShelf.all[position.product]
    return [
      change.kind.rawValue, owner.number, world.accounts[position.customer * World.accountsPerCustomer].number,
      product.code, owner.organisation.number, product.currency.code, Spelling.decimal(version.units, scale: 4),
      Spelling.amount(version.cost), Spelling.amount(version.cents),
      Spelling.decimal(Int64(version.unitValue), scale: 6),
      position.bought.compact, position.matures?.compact ?? "",
    ]
  }
}
