import Tabular

/// All cards the bank sends out until the last date, in the order in which it does.
struct CardIssue: Sendable {
  let cards: [Card]

  init(_ world: World) {
    guard let last = world.dates.last else { preconditionFailure("a bank has dates") }
    var cards: [Card] = []
    for customer in world.customers.indices {
      let since = world.accounts[customer * World.accountsPerCustomer].opened
      var chance = SplitMix64(seed: world.seed, "cards \(customer)")
      if world.customers[customer].party.isEnterprise {
        if chance.chance(3, in: 5) { CardIssue.life(.unit, customer, from: since, until: last, &cards, &chance) }
      } else {
        if chance.chance(19, in: 20) { CardIssue.life(.debit, customer, from: since, until: last, &cards, &chance) }
        if chance.chance(1, in: 3) {
          let later = since.adding(days: chance.within(30...1500))
          CardIssue.life(.credit, customer, from: later, until: last, &cards, &chance)
        }
      }
    }
    let order = cards.indices.sorted { (cards[$0].opened, $0) < (cards[$1].opened, $1) }
    self.cards = order.map { cards[$0] }
  }

  /// A card and, where it is lost, the ones that follow it. One in a hundred is frozen for some weeks.
  private static func life(
    _ kind: Card.Kind, _ customer: Int, from first: BusinessDate, until last: BusinessDate, _ cards: inout [Card],
    _ chance: inout SplitMix64
  ) {
    let product = chance.pick(products[kind] ?? [])
    let limit: Int64? = kind == .credit ? Int64(chance.within(1...20)) * 500_000 : nil
    var opened = first.adding(days: chance.below(20))
    while opened <= last {
      let activated = chance.chance(30, in: 31) ? opened.adding(days: chance.below(10)) : nil
      let thaw = opened.adding(days: chance.within(30...2500))
      let frozen = chance.chance(1, in: 100) ? thaw...thaw.adding(days: chance.within(5...60)) : nil
      var lost: BusinessDate?
      if let activated, chance.chance(1, in: 8) { lost = activated.adding(days: chance.within(60...4000)) }
      let closed = lost?.adding(days: chance.within(1...4))
      cards.append(
        Card(
          customer: customer, kind: kind, product: product, opened: opened, activated: activated, lost: lost,
          closed: closed, frozen: frozen, limit: limit))
      guard let closed else { return }
      opened = closed
    }
  }

  private static let products: [Card.Kind: [String]] = [
    .debit: codes("JK"), .credit: codes("DJ"), .unit: codes("DW"),
  ]

  private static func codes(_ letters: String) -> [String] {
    ProductShelf.products(of: .card).map(\.code).filter { $0.dropFirst(2).hasPrefix(letters) }
  }
}
