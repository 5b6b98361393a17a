import Tabular

/// Thinks up what customers want to buy and give back.
struct OrderDesk: Sendable {
  private let world: World
  private let counter: Counter
  private let risks: RiskBook

  init(_ world: World, _ counter: Counter, _ risks: RiskBook) {
    self.world = world
    self.counter = counter
    self.risks = risks
  }

  /// What is asked for in a hundred purchases.
  private static let demand: [(ProductClass, Int)] = [
    (.wealth, 66), (.fund, 16), (.bond, 6), (.insurance, 6), (.metal, 3), (.trust, 3),
  ]

  /// The highest grade a customer may buy; nil where it is not known. Enterprises answer for themselves, and buy
  /// what hardly swings.
  func tolerance(of customer: Int, on date: BusinessDate) -> Int? {
    world.customers[customer].party.isEnterprise ? 2 : risks.assessment(of: customer, on: date)?.tolerance
  }

  /// The first account, where it is in yuan: all products customers hold are.
  func account(of customer: Int) -> Int? {
    let account = customer * World.accountsPerCustomer
    return world.accounts[account].currency == .cny ? account : nil
  }

  /// Nil where the customer met by chance may or can not. Once in 150 what is bought is too risky for the buyer.
  func purchase(on day: Int, _ books: Books, _ chance: inout SplitMix64) -> Order? {
    let date = world.dates[day]
    let customer = chance.below(world.customersBy[day])
    guard let account = account(of: customer), let level = tolerance(of: customer, on: date) else { return nil }
    let balance = books.balances[account]
    let isTooRisky = chance.chance(1, in: 150) && !world.customers[customer].party.isEnterprise
    let wanted = productClass(&chance)
    let products = ProductShelf.onSale(wanted, on: date).filter { product in
      product.valuation != .none && product.minimum <= balance && ((product.grade ?? 1) > level) == isTooRisky
    }
    guard let product = choose(products, &chance) else { return nil }
    let share = balance / 100 * Int64(chance.within(5...60)) / 10_000 * 10_000
    return order(
      of: customer, product, .buy(min(500_000_000, max(product.minimum, share))), on: date, &chance)
  }

  /// An offer that will end finds many buyers; otherwise most want what hardly moves.
  private func choose(_ products: [Product], _ chance: inout SplitMix64) -> Product? {
    let offers = products.filter { $0.offered != nil }
    if !offers.isEmpty, chance.chance(1, in: 3) { return chance.pick(offers) }
    let valuation = chance.pick(OrderDesk.taste)
    let liked = products.filter { $0.valuation == valuation }
    if !liked.isEmpty { return chance.pick(liked) }
    return products.isEmpty ? nil : chance.pick(products)
  }

  /// How often the value of what is bought is told, by turns of chance.
  static let taste: [Product.Valuation] = [.par, .par, .par, .weekly, .weekly, .daily]

  /// All of it, or a part. Products with an end are held to it.
  func redemption(of position: Position, on date: BusinessDate, _ chance: inout SplitMix64) -> Order? {
    let product = ProductShelf.all[position.product]
    guard product.founded == nil, position.matures == nil else { return nil }
    return order(
      of: position.customer, product, .redeem(Int64(chance.pick([100, 100, 100, 50, 30, 20]))), on: date, &chance)
  }

  private func productClass(_ chance: inout SplitMix64) -> ProductClass {
    var rest = chance.below(100)
    for (productClass, share) in OrderDesk.demand {
      if rest < share { return productClass }
      rest -= share
    }
    return .wealth
  }

  private func order(
    of customer: Int, _ product: Product, _ wish: Order.Wish, on date: BusinessDate, _ chance: inout SplitMix64
  ) -> Order {
    guard let place = ProductShelf.place(of: product.code) else { preconditionFailure("a product of the shelf") }
    let isOpen = BankCalendar.isWorkday(date)
    let office = world.customers[customer].organisation.number
    let staff = isOpen && chance.chance(1, in: 4) ? counter.someone(at: office, on: date, &chance) : nil
    let second = staff == nil ? chance.below(Moment.secondsPerDay) : chance.within(9 * 3600...17 * 3600)
    return Order(
      customer: customer, product: place, wish: wish,
      channel: staff == nil ? chance.pick(["02", "03", "03", "03"]) : "01", staff: staff,
      traded: Moment(date, second: second), due: Order.due(product, from: date),
      isCancelled: chance.chance(1, in: 40), isRefused: chance.chance(1, in: 80))
  }
}
