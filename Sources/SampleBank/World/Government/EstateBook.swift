import Tabular

/// The land register (不动产登记簿) of what customers have: titles that come and go by themselves, and those pledged to
/// the bank, which it is told of from the day they are pledged (the owner then agrees to it).
struct EstateBook: Sendable {
  private var register: Register<Estate>
  /// By the guarantee's ordinal.
  private var pledged: [Int: Estate] = [:]
  private let seed: UInt64

  init(_ world: World, _ docket: CourtDocket) {
    seed = world.seed
    register = Register(world.dates)
    for (ordinal, customer) in world.customers.enumerated() {
      var chance = SplitMix64(seed: world.seed, "estate \(ordinal)")
      let since = world.dates[Firms.day(of: ordinal, world.customersBy)]
      let count =
        customer.party.isEnterprise ? (chance.chance(3, in: 10) ? 1 : 0) : chance.pick([0, 0, 0, 0, 0, 0, 1, 1, 1, 2])
      for _ in 0..<count {
        add(customer.party, registered: world.dates[0].adding(days: -chance.within(30...3_300)), since, docket, &chance)
      }
      if chance.chance(1, in: 20) {
        add(customer.party, registered: world.dates[0].adding(days: chance.within(1...400)), since, docket, &chance)
      }
    }
  }

  private mutating func add(
    _ owner: Party, registered: BusinessDate, _ since: BusinessDate, _ docket: CourtDocket, _ chance: inout SplitMix64
  ) {
    let place = register.count
    let title = Estate(
      Estate.certificate(1_000_001 + place, in: owner.region, registered.components.year), place: place, of: owner,
      registered: registered, &chance)
    // 8,000 to 20,000 yuan a square metre, up to 70 % of them lent.
    let value = Int64(title.area) * Int64(chance.within(8_000...20_000))
    let isMortgaged = chance.chance(1, in: 2)
    let mortgage = Estate.Mortgage(
      holder: chance.pick(["中国工商银行", "中国建设银行", "中国农业银行", "江苏银行"]) + "股份有限公司",
      secured: value / 1_000_000 * Int64(chance.within(30...70)) / 100 * 1_000_000)
    let repaid = registered.adding(days: chance.within(700...7_000))
    let sold = chance.chance(1, in: 12) ? registered.adding(days: chance.within(300...4_000)) : nil
    let seal = docket.seals[owner.identifier]
    var days = [registered] + (isMortgaged ? [repaid] : [])
    if let seal { days += [seal.lowerBound, seal.upperBound].filter { $0 > registered } }
    var entries: [Register<Estate>.Entry] = days.sorted().filter { day in sold.map { day < $0 } ?? true }.map { day in
      var version = title
      version.mortgage = isMortgaged && day < repaid ? mortgage : nil
      version.isSealed = seal?.contains(day) ?? false
      return (day, version)
    }
    // Nothing that is sealed can be sold.
    if let sold, !(seal?.contains(sold) ?? false) { entries.append((sold, nil)) }
    register.add(entries, since: since)
  }

  /// What the register tells on a date. Places are never those of other titles.
  mutating func move(to day: Int, _ guarantees: [LendingDay.GuaranteeChange]) -> [Register<Estate>.Change] {
    let own = register.move(to: day)
    return own + guarantees.filter { !$0.guarantee.certificate.isEmpty }.map { pledge($0) }
  }

  /// A title pledged to the bank stays in the register when the pledge is released.
  private mutating func pledge(_ change: LendingDay.GuaranteeChange) -> Register<Estate>.Change {
    let guarantee = change.guarantee
    let place = register.count + guarantee.ordinal
    let known = pledged[guarantee.ordinal]
    var title = known ?? title(of: guarantee, place)
    let isReleased = change.kind == .delete || guarantee.status == .released
    title.mortgage =
      isReleased
      ? nil
      : Estate.Mortgage(holder: BankItself.name, secured: EstateBook.yuan(guarantee.amount, change.contract.currency))
    title.isSealed = guarantee.status == .enforced
    pledged[guarantee.ordinal] = title
    return Register.Change(place: place, kind: known == nil ? .insert : .update, version: title)
  }

  /// Registered in the year its number says.
  private func title(of guarantee: Guarantee, _ place: Int) -> Estate {
    var chance = SplitMix64(seed: seed, "pledge \(guarantee.ordinal)")
    guard let year = Int(guarantee.certificate.dropFirst(2).prefix(4)),
      let january = BusinessDate(year: year, month: 1, day: 1)
    else { preconditionFailure("a certificate says its year") }
    return Estate(
      guarantee.certificate, place: place, of: guarantee.guarantor, registered: january.adding(days: chance.below(365)),
      &chance)
  }

  /// The land register writes yuan.
  private static func yuan(_ cents: Int64, _ currency: Currency) -> Int64 {
    guard let quote = ExchangeRates.quotes.first(where: { $0.currency == currency.code }) else { return cents }
    return cents * Int64(quote.level) / 1_000_000 / Int64(quote.unit)
  }
}
