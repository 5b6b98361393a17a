import Tabular

/// What was held before the first date, and what products bring while they are held.
extension InvestmentBook {
  /// More than half of the persons who know their risk hold something, and a quarter of the enterprises.
  mutating func recall() {
    for customer in 0..<world.customersBy[0] {
      var chance = SplitMix64(seed: world.seed, "holdings \(customer)")
      let isEnterprise = world.customers[customer].party.isEnterprise
      guard chance.chance(isEnterprise ? 25 : 55, in: 100), desk.account(of: customer) != nil,
        let level = desk.tolerance(of: customer, on: date)
      else { continue }
      for _ in 0..<chance.within(1...(isEnterprise ? 2 : 3)) {
        guard let product = product(within: level, &chance), let place = ProductShelf.place(of: product.code) else {
          continue
        }
        hold(place, customer, &chance)
      }
    }
  }

  private mutating func hold(_ place: Int, _ customer: Int, _ chance: inout SplitMix64) {
    let product = ProductShelf.all[place]
    let since = world.accounts[customer * World.accountsPerCustomer].opened
    let opened = max(product.issued, since)
    let days = min(900, date.days(since: opened))
    guard days > 0, product.founded.map({ since <= $0 }) ?? true else { return }
    let bought = product.founded ?? date.adding(days: -chance.within(1...days))
    let cents = min(300_000_000, product.minimum + chance.cents(digits: 5...7)) / 10_000 * 10_000
    guard cents >= product.minimum else { return }
    let value =
      product.valuation == .par ? product.face : product.unitValue(asOf: BankCalendar.lastTradingDay(by: bought))
    add(UnitValues.units(cents, at: value), of: place, for: cents, to: customer, on: bought)
  }

  /// Mostly what is worth a yuan, or valued once a week.
  private func product(within level: Int, _ chance: inout SplitMix64) -> Product? {
    let valuation = chance.pick(OrderDesk.taste)
    let products = ProductShelf.all.filter { product in
      product.valuation == valuation && (product.grade ?? 1) <= level && product.issued < date
        && product.status(on: date) != .matured && product.founded.map { $0 < date } ?? true
    }
    return products.isEmpty ? nil : chance.pick(products)
  }

  /// What has come to its end is paid out whole.
  mutating func mature(_ books: inout Books) {
    for place in positions.indices {
      guard let matures = positions[place].matures, matures <= date, positions[place].units > 0,
        let account = desk.account(of: positions[place].customer)
      else { continue }
      let position = positions[place]
      let cents = UnitValues.cents(position.units, at: values[position.product])
      keeper.book(
        cents, on: account, isDebit: false, at: 2 * 3600, channel: 6, memo: "产品到期兑付", &books)
      positions[place].take(position.units)
      tell(.matured, position, cents: cents, units: position.units)
    }
  }

  /// Money funds and the like turn a month's yield into units, each on its own day of the month; savings bonds pay
  /// interest once a year, trusts four times.
  mutating func distribute(_ books: inout Books) {
    let parts = ProductShelf.all.indices.map { yieldParts(of: $0) }
    for place in positions.indices {
      let position = positions[place]
      guard position.units > 0, let part = parts[position.product], position.bought < date,
        let account = desk.account(of: position.customer)
      else { continue }
      let product = ProductShelf.all[position.product]
      let rate = Int64(product.rate ?? 1_500_000)
      // A unit is worth a yuan: a hundred of them bring the rate in a year.
      let cents = position.units / 100 * rate / 100_000_000 / Int64(part)
      if cents == 0 { continue }
      if product.founded == nil {
        let units = UnitValues.units(cents, at: values[position.product])
        positions[place].add(units, for: cents, on: date)
        tell(.reinvested, position, cents: cents, units: units)
      } else {
        keeper.book(cents, on: account, isDebit: false, at: 2 * 3600, channel: 6, memo: "产品分红", &books)
        tell(.paidOut, position, cents: cents, units: 0)
      }
    }
  }

  /// Into how many parts a year's yield is divided, if one of them is due on the date.
  private func yieldParts(of place: Int) -> Int? {
    let product = ProductShelf.all[place]
    guard product.valuation == .par else { return nil }
    let (year, month, day) = date.components
    switch product.productClass {
    case .wealth, .fund: return day == place % 28 + 1 ? 12 : nil
    case .bond, .trust:
      guard let founded = product.founded, founded < date else { return nil }
      let since = founded.components
      guard min(since.day, 28) == day else { return nil }
      let months = (year - since.year) * 12 + month - since.month
      let parts = product.productClass == .bond ? 1 : 4
      return months % (12 / parts) == 0 ? parts : nil
    default: return nil
    }
  }
}
