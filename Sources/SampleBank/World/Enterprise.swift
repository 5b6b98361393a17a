import Tabular

/// What the registers know of an enterprise, the same in every feed that speaks of it.
struct Enterprise: Sendable {
  /// A code of `taxpayer_kind`.
  enum Taxpayer: String, Sendable { case general = "01", smallScale = "02" }

  /// Its place among the world's enterprises.
  let ordinal: Int
  let party: Party
  /// The customer it is; nil where the bank does not have it yet.
  let customer: Int?
  let founded: BusinessDate
  /// 15 digits; only those founded before the unified code came (三证合一) have one.
  let oldRegistrationNumber: String?
  /// Region and organisation code, 15 characters; as long as the one above.
  let oldTaxpayerNumber: String?
  let trade: Trade
  /// A code of `enterprise_type`.
  let type: String
  /// A code of `enterprise_size`.
  let size: String
  let legalRepresentative: Party
  /// A foreign legal representative has no citizen id.
  let isLedFromAbroad: Bool
  let taxpayer: Taxpayer
  let employees: Int
  /// Since when the tax office cannot find it (非正常户): it declares and pays nothing any more.
  let lostSince: BusinessDate?
  /// Cents of sales in an ordinary month of 2024.
  let monthlySales: Int64
  /// By how many thousandths of `monthlySales` the sales of a month grow in a year.
  let growth: Int64
  private let seed: UInt64

  /// Everything here but `lostSince` was there before the first of `dates`.
  init(
    _ ordinal: Int, _ party: Party, customer: Int?, legalRepresentative: Party, seed: UInt64, dates: [BusinessDate]
  ) {
    var chance = SplitMix64(seed: seed, "enterprise \(ordinal)")
    self.ordinal = ordinal
    self.party = party
    self.customer = customer
    self.legalRepresentative = legalRepresentative
    self.seed = seed
    let start = dates[0]
    let reform = BusinessDate(daysSince2000: 5752)  // 2015-10-01
    let organisation = String(party.identifier.dropFirst(8).prefix(9))
    if organisation.hasPrefix("MA") {
      founded = reform.adding(days: chance.below(max(1, Int(start.daysSince2000 - reform.daysSince2000) - 90)))
      oldRegistrationNumber = nil
      oldTaxpayerNumber = nil
    } else {
      founded = reform.adding(days: -chance.within(1...9000))
      oldRegistrationNumber = Enterprise.registrationNumber(party.region + chance.digits(8))
      oldTaxpayerNumber = party.region + organisation
    }
    trade = Trade.of(party.name)
    type = Enterprise.type(of: party, &chance)
    isLedFromAbroad = chance.chance(1, in: 60)
    let magnitude = chance.below(100)
    monthlySales =
      switch magnitude {
      case 0..<45: Int64(chance.within(800_000...30_000_000))
      case 45..<80: Int64(chance.within(30_000_000...300_000_000))
      case 80..<95: Int64(chance.within(300_000_000...3_000_000_000))
      default: Int64(chance.within(3_000_000_000...20_000_000_000))
      }
    size = magnitude < 45 ? "4" : magnitude < 80 ? "3" : magnitude < 95 ? "2" : "1"
    // More than 5 million yuan a year makes a general taxpayer; some choose to be one.
    taxpayer = monthlySales * 12 > 500_000_000 || chance.chance(1, in: 5) ? .general : .smallScale
    employees = 2 + Int(monthlySales / Int64(chance.within(4_000_000...12_000_000)))
    growth = chance.chance(1, in: 12) ? -Int64(chance.within(200...500)) : Int64(chance.within(-60...250))
    lostSince = chance.chance(1, in: 40) ? start.adding(days: chance.within(-200...400)) : nil
  }

  /// Sales of a month in cents, without tax: season, growth and some chance; nothing before it was founded.
  func sales(of month: Month) -> Int64 {
    if month.last < founded { return 0 }
    var chance = SplitMix64(seed: seed, "sales \(ordinal)", month.first)
    let (year, number, _) = month.first.components
    let months = Int64((year - 2024) * 12 + number - 1)
    let trend = max(150, 1000 + growth * months / 12)
    return monthlySales * trend / 1000 * Enterprise.season[number - 1] / 1000 * Int64(chance.within(850...1150)) / 1000
  }

  /// Thousandths of an ordinary month; the spring festival takes February.
  private static let season: [Int64] = [920, 700, 1010, 1000, 990, 1020, 960, 970, 1050, 1010, 1080, 1190]

  /// A household or a farmers' cooperative by its code, all others companies by their names.
  private static func type(of party: Party, _ chance: inout SplitMix64) -> String {
    switch party.identifier.prefix(2) {
    case "92": "9500"
    case "93": "9100"
    case "91": party.name.hasSuffix("股份有限公司") ? "1222" : chance.pick(["1130", "1130", "1151", "1152", "1190", "5150"])
    default: "9900"
    }
  }

  /// Whether it pays income tax as an enterprise (企业所得税); the owner of a household pays for himself.
  var paysIncomeTax: Bool { type != "9500" }

  /// The old registration number with its check digit, ISO 7064 MOD 11,10.
  private static func registrationNumber(_ body: String) -> String {
    var product = 10
    for byte in body.utf8 {
      let sum = (product + Int(byte - 0x30)) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return body + String((11 - product) % 10)
  }
}
