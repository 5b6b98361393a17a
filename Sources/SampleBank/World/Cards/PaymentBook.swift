import Tabular

/// What people pay with their cards, day by day. Money on a debit card is money of its account, so each such payment
/// is a posting of the day.
struct PaymentBook: Sendable {
  struct Payment: Sendable {
    /// The codes of `pay_status`.
    enum Status: String, Sendable { case paid = "0", refunded = "1", tested = "9" }

    let number: String
    /// Its place among the cards.
    let card: Int
    let scene: String
    let category: String
    let merchant: String
    let merchantName: String
    let cents: Int64
    let second: Int
    /// A code of `channel`.
    let channel: String
    let status: Status
  }

  let world: World
  let cards: [Card]
  private(set) var today: [Payment] = []
  private(set) var postings: [Posting] = []
  /// Paid from accounts and not taken back; the oldest are forgotten.
  private var refundable: [Payment] = []

  init(_ world: World, _ issue: CardIssue) {
    self.world = world
    cards = issue.cards
  }

  /// Moves on to a date; `earlier` postings of it are on the books already. One payment of every five customers.
  mutating func move(to day: Int, _ books: inout Books, after earlier: Int) {
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "scene payments", date)
    var keeper = Bookkeeper(world, after: earlier)
    today = []
    let usable = cards.indices.filter { isUsable(cards[$0], on: date) }
    let count = usable.isEmpty ? 0 : max(4, world.customersBy[day] / 5)
    for turn in 0..<count {
      // From six in the morning to eleven at night.
      let second = 21_600 + turn * 61_200 / count
      if chance.chance(1, in: 60), refund(on: date, at: second, &books, &keeper, &chance) { continue }
      pay(with: chance.pick(usable), on: date, at: second, &books, &keeper, &chance)
    }
    refundable.removeFirst(max(0, refundable.count - 2000))
    postings = keeper.postings
  }

  /// In force, and in yuan; companies pay otherwise.
  private func isUsable(_ card: Card, on date: BusinessDate) -> Bool {
    card.opened <= date && card.kind != .unit && card.status(on: date) == "01"
      && (card.kind == .credit || world.accounts[card.customer * World.accountsPerCustomer].currency == .cny)
  }

  private func scene(of card: Card, on date: BusinessDate, _ chance: inout SplitMix64) -> Scene {
    let scene = Scene.pick(&chance)
    // School fees are due before each term.
    let isTerm = [2, 3, 8, 9].contains(date.components.month)
    guard Household(of: card.customer, seed: world.seed).meets(scene), scene.payer != .parent || isTerm else {
      return Scene.all[1]
    }
    return scene
  }

  /// Nothing is paid where too little is on the account.
  private mutating func pay(
    with place: Int, on date: BusinessDate, at second: Int, _ books: inout Books, _ keeper: inout Bookkeeper,
    _ chance: inout SplitMix64
  ) {
    let card = cards[place]
    let scene = scene(of: card, on: date, &chance)
    let cents = Int64(chance.within(scene.amounts))
    let region = world.customers[card.customer].party.region
    let shop = chance.below(scene.names.count)
    let payment = Payment(
      number: number(on: date), card: place, scene: scene.code, category: scene.category(of: shop),
      merchant: scene.merchant(shop, in: region),
      merchantName: PaymentBook.city(of: region) + scene.names[shop], cents: cents, second: second,
      channel: chance.chance(3, in: 5) ? "03" : "05", status: chance.chance(1, in: 200) ? .tested : .paid)
    if card.kind == .debit, payment.status == .paid {
      let account = card.customer * World.accountsPerCustomer
      guard books.balances[account] >= cents else { return }
      keeper.book(cents, on: account, isDebit: true, at: second, channel: 5, memo: "POS消费", &books)
      refundable.append(payment)
    }
    today.append(payment)
  }

  /// All or half of an earlier payment comes back; false where there is none.
  private mutating func refund(
    on date: BusinessDate, at second: Int, _ books: inout Books, _ keeper: inout Bookkeeper,
    _ chance: inout SplitMix64
  ) -> Bool {
    guard !refundable.isEmpty else { return false }
    let place = chance.below(refundable.count)
    guard isUsable(cards[refundable[place].card], on: date) else { return false }
    let payment = refundable.remove(at: place)
    let cents = chance.chance(3, in: 4) ? payment.cents : (payment.cents + 1) / 2
    keeper.book(
      cents, on: cards[payment.card].customer * World.accountsPerCustomer, isDebit: false, at: second, channel: 5,
      memo: "退款", &books)
    today.append(
      Payment(
        number: number(on: date), card: payment.card, scene: payment.scene, category: payment.category,
        merchant: payment.merchant, merchantName: payment.merchantName, cents: cents, second: second,
        channel: payment.channel, status: .refunded))
    return true
  }

  private func number(on date: BusinessDate) -> String { "PY" + date.compact + Spelling.padded(today.count + 1, 14) }

  private static func city(of region: String) -> String { cities[region] ?? "" }

  private static let cities = Dictionary(
    uniqueKeysWithValues: Places.cities.flatMap { city in city.districts.map { ($0.code, city.name + "市") } })
}
