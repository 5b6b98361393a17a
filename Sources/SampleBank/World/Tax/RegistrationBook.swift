import Tabular

/// What taxpayers have told the tax office of themselves, and which of them have told it something new.
struct RegistrationBook: Sendable {
  private let world: World
  private var mobiles: [String]
  private var addresses: [String]

  init(_ world: World) {
    self.world = world
    mobiles = []
    addresses = []
    for company in world.companies {
      var chance = SplitMix64(seed: world.seed, "registration \(company.ordinal)")
      mobiles.append(chance.chance(1, in: 4) ? "" : RegistrationBook.mobile(&chance))
      addresses.append(RegistrationBook.address(company, &chance))
    }
  }

  /// Those to be delivered on a date: everyone on the first, then one in two hundred, and who cannot be found any more.
  mutating func move(to day: Int) -> [Int] {
    if day == 0 { return Array(world.companies.indices) }
    var chance = SplitMix64(seed: world.seed, "registration", world.dates[day])
    var changed = Set(world.companies.filter { $0.lostSince == world.dates[day] }.map(\.ordinal))
    for _ in 0..<max(1, world.companies.count / 200) {
      let ordinal = chance.below(world.companies.count)
      if chance.chance(1, in: 3) {
        addresses[ordinal] = RegistrationBook.address(world.companies[ordinal], &chance)
      } else {
        mobiles[ordinal] = RegistrationBook.mobile(&chance)
      }
      changed.insert(ordinal)
    }
    return changed.sorted()
  }

  func values(_ ordinal: Int, on date: BusinessDate) -> [String] {
    let company = world.companies[ordinal]
    let isLost = company.lostSince.map { $0 <= date } ?? false
    return [
      company.party.identifier, company.party.name, company.oldTaxpayerNumber ?? "", company.taxpayer.rawValue,
      company.type, company.trade.code, company.party.region, addresses[ordinal],
      company.legalRepresentative.name, company.isLedFromAbroad ? "" : company.legalRepresentative.identifier,
      mobiles[ordinal], company.taxOffice, company.founded.adding(days: 5 + ordinal % 25).compact,
      isLost ? "03" : "01", "",
    ]
  }

  private static func mobile(_ chance: inout SplitMix64) -> String {
    "1" + chance.pick(["37", "50", "56", "59", "80", "88", "98"]) + chance.digits(8)
  }

  /// Where the tax office last heard that it is.
  func address(of enterprise: Int) -> String { addresses[enterprise] }

  static func address(_ company: Enterprise, _ chance: inout SplitMix64) -> String {
    let place = Places.name(of: company.party.region)
    let road = chance.pick(["人民", "中山", "解放", "长江", "科技", "建设", "文昌", "太湖"])
    return "江苏省\(place)\(road)路\(chance.within(1...900))号\(chance.pick(["", "", "三楼", "A座1201室", "（东门）"]))"
  }
}

extension Enterprise {
  /// The tax office of its district, 11 digits.
  var taxOffice: String { "1" + party.region + "0000" }
}
