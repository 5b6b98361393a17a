import Tabular

/// What a court has published of one case and kind (执行信息), as it stands from a day on; amounts in cents.
struct EnforcementCase: Sendable {
  /// The codes of `enforcement_kind`.
  enum Kind: String, Sendable { case debtor = "01", discredited = "02", restricted = "03", closed = "04" }
  /// The codes of `enforcement_status` that occur.
  enum Status: String, Sendable { case open = "01", partly = "02", performed = "03" }

  let number: String
  let kind: Kind
  let party: Party
  /// Whether the bank has the party as a customer.
  let isCustomer: Bool
  let court: String
  let filed: BusinessDate
  let published: BusinessDate
  /// Nil where a restriction has none.
  let target: Int64?
  /// Nil: not published.
  var unpaid: Int64?
  var status = Status.open
}

/// The courts' enforcement of debts (法院执行): whom they pursue, and until when.
struct CourtDocket: Sendable {
  private(set) var register: Register<EnforcementCase>
  /// From when to when the property of a person or enterprise is sealed, by identifier.
  private(set) var seals: [String: Range<BusinessDate>] = [:]
  private let dates: [BusinessDate]

  init(_ world: World, _ firms: Firms) {
    dates = world.dates
    register = Register(world.dates)
    for ordinal in 0..<max(6, world.customersBy[0] / 20) {
      var chance = SplitMix64(seed: world.seed, "case \(ordinal)")
      let customer = world.customers[chance.below(world.customersBy[0])].party
      let firm = firms.all[chance.below(firms.first)]
      if chance.chance(3, in: 5) {
        open(ordinal, against: customer, isCustomer: true, &chance)
      } else {
        open(ordinal, against: firm.party, isCustomer: firm.customer != nil, &chance)
      }
    }
  }

  private mutating func open(_ ordinal: Int, against party: Party, isCustomer: Bool, _ chance: inout SplitMix64) {
    let filed = dates[0].adding(days: -chance.within(-400...900))
    let ended = filed.adding(days: chance.within(200...900))
    let target = chance.cents(digits: 6...9)
    let number = "（\(filed.components.year)）苏\(party.region.suffix(4))执\(1_001 + ordinal)号"
    let court = Region.fullName(of: party.region) + "人民法院"
    func publish(_ kind: EnforcementCase.Kind, after days: Int) -> EnforcementCase {
      EnforcementCase(
        number: number, kind: kind, party: party, isCustomer: isCustomer, court: court, filed: filed,
        published: filed.adding(days: days), target: kind == .restricted ? nil : target,
        unpaid: kind == .debtor || kind == .closed ? target : nil)
    }
    seals[party.identifier] = filed.adding(days: 10)..<ended
    let debtor = publish(.debtor, after: 3)
    if chance.chance(1, in: 2) {
      perform(debtor, until: ended, &chance)
      return
    }
    // Nothing to be found: the debtor is put on the lists, and the case is closed for now (终结本次执行).
    let listed = chance.within(40...100)
    let closed = chance.within(150...190)
    let debtorUntil = filed.adding(days: closed)
    register.add([(debtor.published, debtor), (debtorUntil, nil)], since: dates[0])
    for (kind, from, until) in [
      (EnforcementCase.Kind.discredited, listed, filed.adding(days: listed + 730)),
      (.restricted, listed + chance.within(0...10), ended), (.closed, closed, ended.adding(days: 360)),
    ] {
      let told = publish(kind, after: from)
      if told.published < until { register.add([(told.published, told), (until, nil)], since: dates[0]) }
    }
  }

  /// Paid in parts; some days after the last one the record is taken out.
  private mutating func perform(_ debtor: EnforcementCase, until ended: BusinessDate, _ chance: inout SplitMix64) {
    var told = debtor
    var entries: [Register<EnforcementCase>.Entry] = [(debtor.published, debtor)]
    if let unpaid = told.unpaid, chance.chance(2, in: 3) {
      told.status = .partly
      told.unpaid = unpaid * Int64(chance.within(10...90)) / 100
      entries.append((debtor.filed.adding(days: chance.within(30...190)), told))
    }
    told.status = .performed
    told.unpaid = 0
    entries.append((ended, told))
    entries.append((ended.adding(days: chance.within(1...7)), nil))
    register.add(entries, since: dates[0])
  }
}
