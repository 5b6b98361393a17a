import Tabular

/// How orders are confirmed, and what that does to money and units.
extension InvestmentBook {
  /// Called on the date on which it is due, in the order in which orders came.
  mutating func confirm(_ order: Order, _ books: inout Books) {
    if order.isCancelled { return tell(order, .cancelled, cents: cents(of: order)) }
    if order.isRefused { return tell(order, .failed) }
    switch order.wish {
    case .buy(let cents): buy(order, cents, &books)
    case .redeem(let share): redeem(order, share, &books)
    }
  }

  private func cents(of order: Order) -> Int64 {
    switch order.wish {
    case .buy(let cents): return cents
    case .redeem(let share):
      guard let place = place(of: order) else { return 0 }
      return UnitValues.cents(positions[place].units * share / 100, at: values[order.product])
    }
  }

  /// Fails where the money has gone in the meantime.
  private mutating func buy(_ order: Order, _ cents: Int64, _ books: inout Books) {
    guard let account = desk.account(of: order.customer), books.balances[account] >= cents else {
      return tell(order, .failed)
    }
    let product = ProductShelf.all[order.product]
    // 0.15 % on funds whose value swings.
    let fee = product.productClass == .fund && product.valuation == .daily ? cents * 15 / 10_000 : 0
    let units = UnitValues.units(cents - fee, at: values[order.product])
    keeper.book(
      cents, on: account, isDebit: true, at: order.traded.secondOfDay, channel: 6, memo: "产品认购", &books)
    add(units, of: order.product, for: cents, to: order.customer)
    tell(order, .confirmed, cents: cents, units: units, fee: fee)
  }

  private mutating func redeem(_ order: Order, _ share: Int64, _ books: inout Books) {
    guard let account = desk.account(of: order.customer),
      let place = place(of: order)
    else { return tell(order, .failed) }
    let units = share == 100 ? positions[place].units : positions[place].units * share / 100
    let cents = UnitValues.cents(units, at: values[order.product])
    guard cents > 0 else { return tell(order, .failed) }
    keeper.book(
      cents, on: account, isDebit: false, at: order.traded.secondOfDay, channel: 6, memo: "产品赎回", &books)
    positions[place].take(units)
    tell(order, .confirmed, cents: cents, units: units)
  }

  private mutating func tell(
    _ order: Order, _ status: InvestingDay.Sale.Status, cents: Int64 = 0, units: Int64 = 0, fee: Int64 = 0
  ) {
    tell(
      InvestingDay.Sale(
        number: nextNumber, customer: order.customer, product: order.product, channel: order.channel,
        staff: order.staff, kind: order.kind, status: status, cents: cents, units: units, fee: fee,
        traded: order.traded))
  }
}
