import Tabular

/// The enterprises the government's registers tell of: the taxpayers, in the order of the world's companies; those known
/// only as the other side of an invoice; and the customers who join on later dates, told of from then on.
struct Firms: Sendable {
  /// By ordinal.
  let all: [Enterprise]
  /// How many of them the tax bureau tells of.
  let taxpayers: Int
  /// How many there are on the first date.
  let first: Int
  private let told: [BusinessDate]

  init(_ world: World) {
    let persons = world.customers.map(\.party) + world.companies.map(\.legalRepresentative)
    var registry = Registry(
      seed: world.seed, part: "firms", avoiding: Set(persons.filter { !$0.isEnterprise }.map(\.identifier)))
    var all = world.companies
    func add(_ party: Party, customer: Int? = nil) {
      all.append(
        Enterprise(
          all.count, party, customer: customer, legalRepresentative: registry.person(of: party.region),
          seed: world.seed, dates: world.dates))
    }
    for party in world.outsiders { add(party) }
    first = all.count
    for ordinal in world.customersBy[0]..<world.customers.count where world.customers[ordinal].party.isEnterprise {
      add(world.customers[ordinal].party, customer: ordinal)
    }
    self.all = all
    taxpayers = world.companies.count
    told = all.enumerated().map { ordinal, firm in
      guard ordinal >= world.companies.count, let customer = firm.customer else { return world.dates[0] }
      return world.dates[Firms.day(of: customer, world.customersBy)]
    }
  }

  /// The date from which on the feeds tell of a firm.
  func since(_ firm: Int) -> BusinessDate { told[firm] }

  /// On which date, counted from 0, a customer is there first.
  static func day(of customer: Int, _ customersBy: [Int]) -> Int {
    customersBy.firstIndex { customer < $0 } ?? customersBy.count - 1
  }
}

extension Region {
  /// With its city where it is a district: `南京市玄武区`, but `昆山市`.
  static func fullName(of code: String) -> String {
    guard let name = names[code] else { return code }
    return name.hasSuffix("市") ? name : (names[code.prefix(4) + "00"] ?? "") + name
  }

  private static let names = Dictionary(
    all.filter { $0.to == nil }.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
}

extension Words {
  /// Of somebody whom no feed tells more of.
  static func personName(_ chance: inout SplitMix64) -> String {
    let name = chance.pick(surnames) + chance.pick(given)
    return chance.chance(1, in: 4) ? name : name + chance.pick(given)
  }
}
