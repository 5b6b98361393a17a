import Tabular

/// A title to real estate (不动产权证), as it stands from a day on; amounts in cents.
struct Estate: Sendable {
  struct Mortgage: Sendable {
    let holder: String
    let secured: Int64
  }

  let certificate: String
  /// 28 characters.
  let unit: String
  let owner: Party
  /// Percent.
  let share: Int
  let region: String
  let address: String
  /// A code of `estate_usage`.
  let usage: String
  /// Hundredths of a square metre.
  let area: Int
  let registered: BusinessDate
  var mortgage: Mortgage?
  var isSealed = false

  /// What is built there; where it stands follows from its place among the titles.
  init(
    _ certificate: String, place: Int, of owner: Party, registered: BusinessDate, _ chance: inout SplitMix64
  ) {
    self.certificate = certificate
    self.owner = owner
    self.registered = registered
    region = owner.region
    usage = owner.isEnterprise ? chance.pick(["21", "27", "31", "61"]) : chance.chance(1, in: 15) ? "31" : "11"
    area = owner.isEnterprise ? chance.within(20_000...900_000) : chance.within(4_500...21_000)
    share = !owner.isEnterprise && chance.chance(1, in: 3) ? 50 : 100
    let road = chance.pick(["人民", "中山", "解放", "长江", "文昌", "太湖"]) + "路\(chance.within(1...900))号"
    let house = owner.isEnterprise ? "" : "\(chance.within(1...40))幢\(chance.within(1...24))0\(chance.within(1...6))室"
    address = "江苏省" + Places.name(of: owner.region) + road + house
    unit =
      owner.region + "001" + Spelling.padded(chance.within(1...99), 3) + "GB"
      + Spelling.padded(chance.within(1...999), 5)
      + "F" + Spelling.padded(place / 10_000, 4) + Spelling.padded(place % 10_000, 4)
  }

  /// Of the land register: year, the first characters of city and district, and a number.
  static func certificate(_ number: Int, in region: String, _ year: Int) -> String {
    let name = Places.name(of: region)
    return "苏(\(year))\(name.prefix(1))\(name.dropFirst(2).prefix(1))不动产权第\(number)号"
  }
}
