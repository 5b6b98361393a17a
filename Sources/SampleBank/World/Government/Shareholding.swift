import Tabular

/// One holder's part of a firm.
struct Shareholding: Sendable {
  /// Ten-thousandths of a percent that are a whole firm.
  static let whole = 1_000_000

  /// No two in the register have the same.
  let number: Int
  /// A code of `shareholder_kind`.
  let kind: String
  let name: String
  /// Nil: a foreign investor, or a person who has not agreed to be told of by number.
  let party: Party?
  /// Ten-thousandths of a percent.
  var ratio: Int
  /// How much of what was subscribed is paid in, in percent; nil: not published.
  var paid: Int?
  let since: BusinessDate

  /// Of a capital in whole ten thousands of yuan there is never a rest.
  func subscribed(of capital: Int64) -> Int64 { capital * Int64(ratio) / Int64(Shareholding.whole) }

  /// `33.3333`
  var percent: String { "\(ratio / 10_000)." + Spelling.padded(ratio % 10_000, 4) }

  /// As a change of shareholders is put down.
  static func text(_ holdings: [Shareholding]) -> String {
    holdings.map { "\($0.name) \($0.percent)%" }.joined(separator: "；")
  }
}

/// Finds who holds shares in a firm.
struct ShareholderSearch: Sendable {
  private let world: World
  private let firms: Firms
  private var found = 0

  init(_ world: World, _ firms: Firms) {
    self.world = world
    self.firms = firms
  }

  /// The first holders; the legal representative is the first of them wherever a person may be one.
  mutating func founders(of firm: Enterprise, _ chance: inout SplitMix64) -> [Shareholding] {
    var holdings: [Shareholding] = []
    switch firm.type {
    case "1152": holdings.append(company(of: firm, beside: [], &chance) ?? leader(of: firm))
    case "5150": holdings.append(foreigner(of: firm, &chance))
    case "9900": holdings.append(authority(of: firm))
    default: holdings.append(leader(of: firm))
    }
    let others =
      switch firm.type {
      case "1130", "1190": chance.pick([1, 1, 2, 2, 3])
      case "1222": chance.within(2...4)
      case "9100": chance.within(4...7)
      default: 0
      }
    for _ in 0..<others {
      let isCompany = firm.type != "9100" && chance.chance(1, in: 5)
      let other = isCompany ? company(of: firm, beside: holdings, &chance) : nil
      holdings.append(other ?? person(of: firm, beside: holdings, since: firm.founded, &chance))
    }
    let areEqual = others == 2 && chance.chance(1, in: 6)
    for place in holdings.indices.dropFirst() {
      let part = areEqual ? Shareholding.whole / 3 : chance.within(4...90 / holdings.count) * 10_000
      holdings[place].ratio = part
      holdings[0].ratio -= part
    }
    if firm.type != "9500" {
      for place in holdings.indices { holdings[place].paid = chance.pick([nil, 0, 30, 50, 100, 100, 100]) }
    }
    return holdings
  }

  /// Somebody whose name no holder has; a customer of the bank in one of two cases.
  mutating func person(
    of firm: Enterprise, beside holdings: [Shareholding], since: BusinessDate, _ chance: inout SplitMix64
  ) -> Shareholding {
    while true {
      let customer = world.customers[chance.below(world.customersBy[0])].party
      let party = customer.isEnterprise || chance.chance(1, in: 2) ? nil : customer
      let name = party?.name ?? Words.personName(&chance)
      if holdings.contains(where: { $0.name == name }) { continue }
      return holding("01", name, party, since: since)
    }
  }

  /// An older firm, so that no firm holds itself by a chain of others.
  private mutating func company(
    of firm: Enterprise, beside holdings: [Shareholding], _ chance: inout SplitMix64
  ) -> Shareholding? {
    guard firm.ordinal > 0 else { return nil }
    let other = firms.all[chance.below(min(firm.ordinal, firms.first))]
    guard !holdings.contains(where: { $0.name == other.party.name }) else { return nil }
    return holding("02", other.party.name, other.party, since: max(firm.founded, other.founded))
  }

  private mutating func leader(of firm: Enterprise) -> Shareholding {
    firm.isLedFromAbroad
      ? holding("05", firm.legalRepresentative.name, nil, since: firm.founded)
      : holding("01", firm.legalRepresentative.name, firm.legalRepresentative, since: firm.founded)
  }

  private mutating func foreigner(of firm: Enterprise, _ chance: inout SplitMix64) -> Shareholding {
    let place = chance.pick(["新加坡", "香港", "日本", "德国", "荷兰"])
    let head = chance.pick(Words.companyFirst) + chance.pick(Words.companySecond)
    return holding("05", "\(place)\(head)控股有限公司", nil, since: firm.founded)
  }

  private mutating func authority(of firm: Enterprise) -> Shareholding {
    holding("04", Region.fullName(of: firm.party.region) + "财政局", nil, since: firm.founded)
  }

  private mutating func holding(_ kind: String, _ name: String, _ party: Party?, since: BusinessDate) -> Shareholding {
    found += 1
    return Shareholding(
      number: found - 1, kind: kind, name: name, party: party, ratio: Shareholding.whole, paid: nil, since: since)
  }
}
