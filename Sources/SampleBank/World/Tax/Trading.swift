import Tabular

/// One side of an invoice.
enum Trader: Sendable, Hashable {
  /// By its place among the world's enterprises.
  case enterprise(Int)
  /// By its place among the world's outsiders.
  case outsider(Int)
  /// All consumers a seller sells to.
  case consumers
}

/// Who sells to whom. It stays the same from month to month.
struct Trading: Sendable {
  private let world: World
  /// Customers among the enterprises; they come first.
  private let customers: Int

  init(_ world: World) {
    self.world = world
    customers = world.companies.count { $0.customer != nil }
  }

  /// Four of five partners of a core firm (核心企业) are customers: four it buys from, four it sells to, and of the
  /// others one each way. One customer in forty is one.
  func isCore(_ enterprise: Int) -> Bool {
    customers > 12 && enterprise < customers && enterprise % 40 == 7
  }

  /// The buyers of an enterprise, none twice.
  func buyers(of seller: Int) -> [Trader] {
    var chance = SplitMix64(seed: world.seed, "buyers \(seller)")
    if isCore(seller) {
      return (1...4).map { .enterprise((seller + $0) % customers) } + [.outsider(chance.below(world.outsiders.count))]
    }
    var buyers: [Trader] = []
    for _ in 0..<chance.within(1...4) {
      // Of three the one with the most sales: large ones buy from many.
      let largest = (0..<3).map { _ in chance.below(world.companies.count) }
        .filter { $0 != seller && !isCore($0) }.max {
          world.companies[$0].monthlySales < world.companies[$1].monthlySales
        }
      if let largest, !buyers.contains(.enterprise(largest)) { buyers.append(.enterprise(largest)) }
    }
    for _ in 0..<chance.within(0...2) {
      let outsider = Trader.outsider(chance.below(world.outsiders.count))
      if !buyers.contains(outsider) { buyers.append(outsider) }
    }
    if let core = core(suppliedBy: seller) { buyers.append(.enterprise(core)) }
    if buyers.isEmpty || chance.chance(1, in: 3) { buyers.append(.consumers) }
    return buyers
  }

  /// Those an enterprise buys from who are none of the world's enterprises, none twice.
  func outsideSuppliers(of buyer: Int) -> [Int] {
    var chance = SplitMix64(seed: world.seed, "suppliers \(buyer)")
    if isCore(buyer) {
      // Not the one it sells to, so that ten partners are ten.
      let sold = buyers(of: buyer).last
      let first = chance.below(world.outsiders.count)
      return [.outsider(first) == sold ? (first + 1) % world.outsiders.count : first]
    }
    return Array(Set((0..<chance.within(0...2)).map { _ in chance.below(world.outsiders.count) })).sorted()
  }

  /// The core firm that buys from an enterprise, if there is one: the four after its own four buyers supply it.
  private func core(suppliedBy seller: Int) -> Int? {
    guard seller < customers else { return nil }
    return (5...8).map { (seller - $0 + customers) % customers }.first { isCore($0) }
  }
}
