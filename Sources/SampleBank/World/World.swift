import Tabular

/// The bank before its first business date, and who will join on the later ones.
///
/// Everything follows from the seed. Customers and accounts stand in the order in which they appear: those of the
/// first date first, then those who join on each later date.
struct World: Sendable {
  let seed: UInt64
  let dates: [BusinessDate]
  let customers: [Customer]
  /// How many customers there are at the end of each date.
  let customersBy: [Int]
  /// At the opening of the first date; two each, in the order of the customers.
  let accounts: [Account]
  /// Enterprises that pay taxes and insure staff: the customers among them, and some the bank does not have yet.
  let enterprises: [Party]
  /// What the registers know of them, in the same order.
  let companies: [Enterprise]
  /// Enterprises the bank and its feeds know only as the other side of an invoice.
  let outsiders: [Party]

  static let accountsPerCustomer = 2

  init(seed: UInt64, last date: BusinessDate, days: Int, customers count: Int) {
    self.seed = seed
    let dates = (0..<days).map { date.adding(days: $0 - days + 1) }
    self.dates = dates
    var registry = Registry(seed: seed)
    var chance = SplitMix64(seed: seed, "world")
    // A third more a year, as a bank that grows fast.
    let joining = max(1, count / 1000)
    customersBy = dates.indices.map { count + $0 * joining }

    customers = (0..<(count + (days - 1) * joining)).map { ordinal in
      let city = World.city(&chance)
      let region = chance.pick(city.districts).code
      let party = ordinal % 5 == 2 ? registry.enterprise(of: city, region) : registry.person(of: region)
      return Customer(
        number: "10" + String(String(100_000_000 + ordinal).dropFirst()), party: party,
        mobile: "1" + chance.pick(["38", "39", "51", "58", "77", "86", "91", "99"]) + chance.digits(8),
        organisation: chance.pick(Organisation.subBranches(of: city)))
    }
    accounts = (0..<(customers.count * World.accountsPerCustomer)).map { ordinal in
      let customer = ordinal / World.accountsPerCustomer
      let isSecond = ordinal % World.accountsPerCustomer == 1
      let arrival = customer < count ? 0 : (customer - count) / joining + 1
      return Account(
        number: Account.number(ordinal), customer: customer,
        product: isSecond ? chance.pick(["01", "02", "03", "04"]) : "01",
        currency: chance.chance(3, in: 100) ? (chance.chance(1, in: 3) ? .eur : .usd) : .cny,
        opened: arrival == 0 ? dates[0].adding(days: -chance.within(1...6000)) : dates[arrival],
        isDormant: isSecond && customer % 8 == 3, balance: arrival == 0 ? chance.cents(digits: 3...8) : 0)
    }
    let prospects = (0..<max(1, count / 20)).map { _ in
      let city = World.city(&chance)
      return registry.enterprise(of: city, chance.pick(city.districts).code)
    }
    enterprises = customers[..<count].map(\.party).filter(\.isEnterprise) + prospects
    companies = World.companies(
      enterprises, customers: customers[..<count], seed: seed, dates: dates, registry: &registry)
    outsiders = (0..<max(6, count / 20)).map { _ in
      let city = World.city(&chance)
      return registry.enterprise(of: city, chance.pick(city.districts).code)
    }
  }

  /// One legal representative in four is a customer of the bank.
  private static func companies(
    _ enterprises: [Party], customers: ArraySlice<Customer>, seed: UInt64, dates: [BusinessDate],
    registry: inout Registry
  ) -> [Enterprise] {
    var chance = SplitMix64(seed: seed, "legal representatives")
    let persons = customers.map(\.party).filter { !$0.isEnterprise }
    let own = customers.indices.filter { customers[$0].party.isEnterprise }
    return enterprises.enumerated().map { ordinal, party in
      let isKnown = chance.chance(1, in: 4) && !persons.isEmpty
      return Enterprise(
        ordinal, party, customer: ordinal < own.count ? own[ordinal] : nil,
        legalRepresentative: isKnown ? chance.pick(persons) : registry.person(of: party.region), seed: seed,
        dates: dates)
    }
  }

  /// The accounts that exist at the end of the `day`th date, counted from 0.
  func accountCount(by day: Int) -> Int { customersBy[day] * World.accountsPerCustomer }

  /// Nanjing and Suzhou have half of all people.
  private static func city(_ chance: inout SplitMix64) -> Places.City {
    chance.chance(1, in: 3) ? Places.cities[chance.below(2)] : chance.pick(Places.cities)
  }
}
