import Tabular

/// Finds opportunities, four in five of them with customers.
struct OpportunityScout: Sendable {
  private let world: World
  private let prospects: [Party]
  private(set) var found = 0

  init(_ world: World) {
    self.world = world
    prospects = world.companies.filter { $0.customer == nil }.map(\.party)
  }

  /// One of the first `customers` customers, or a prospect.
  mutating func find(on date: BusinessDate, customers: Int, _ chance: inout SplitMix64) -> Opportunity {
    let customer = chance.below(customers)
    let isProspect = chance.chance(1, in: 5) && !prospects.isEmpty
    let party = isProspect ? chance.pick(prospects) : world.customers[customer].party
    let scene = chance.pick(
      isProspect
        ? OpportunityScene.forProspects
        : party.isEnterprise ? OpportunityScene.forEnterprises : OpportunityScene.forPersons)
    let office = isProspect ? OpportunityScout.office(in: party.region, &chance) : world.customers[customer].office
    let other = chance.below(Organisation.tree.count)
    found += 1
    return Opportunity(
      ordinal: found - 1, customer: isProspect ? nil : customer, party: party, scene: scene,
      kind: chance.pick(scene.kinds), office: office,
      product: chance.chance(1, in: 6) ? nil : scene.product(on: date, &chance),
      expected: chance.chance(1, in: 5) ? nil : (chance.cents(digits: 7...10) / 1_000_000 + 1) * 1_000_000,
      found: date, expires: date.adding(days: chance.pick(Opportunity.lifetimes)),
      referredFrom: chance.chance(1, in: 12) && other != office ? other : nil,
      since: Moment(date, second: chance.within(1...7200)))
  }

  /// One of the sub-branches of the city.
  private static func office(in region: String, _ chance: inout SplitMix64) -> Int {
    let city = Places.cities.first { $0.districts.contains { $0.code == region } } ?? Places.cities[0]
    return Organisation.ordinals[chance.pick(Organisation.subBranches(of: city)).number] ?? 0
  }
}
