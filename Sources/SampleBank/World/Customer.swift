import Tabular

/// A person or an enterprise, whether the bank's customer or not.
struct Party: Sendable {
  let isEnterprise: Bool
  let name: String
  /// The canonical 18-character identifier: citizen id or unified social credit code.
  let identifier: String
  /// How the ledger delivers it: old persons have kept the 15-digit form.
  let deliveredIdentifier: String
  let region: String

  /// A code of `id_type`.
  var identifierType: String { isEnterprise ? "11" : "01" }
  var deliversShortForm: Bool { deliveredIdentifier != identifier }
}

/// A party with a customer number.
struct Customer: Sendable {
  let number: String
  let party: Party
  let mobile: String
  let organisation: Organisation
}

/// Makes parties that are never twice the same.
struct Registry {
  private var chance: SplitMix64
  private var taken: Set<String>

  /// `part` of the world, whose parties are none of those `taken`.
  init(seed: UInt64, part: String = "parties", avoiding taken: Set<String> = []) {
    chance = SplitMix64(seed: seed, part)
    self.taken = taken
  }

  mutating func person(of region: String) -> Party {
    let name = personName()
    // Born 1935 to 2005.
    let born = BusinessDate(daysSince2000: Int32(chance.within(-23_741...2_191)))
    var identifier: String
    repeat {
      identifier = CitizenID.make(region: region, born: born, order: chance.within(1...995))
    } while !taken.insert(identifier).inserted
    let keepsShortForm = born.daysSince2000 < -14_610 && chance.chance(1, in: 8)  // born before 1960
    return Party(
      isEnterprise: false, name: name, identifier: identifier,
      deliveredIdentifier: keepsShortForm ? CitizenID.short(identifier) : identifier, region: region)
  }

  mutating func enterprise(of city: Places.City, _ region: String) -> Party {
    let name = companyName(of: city)
    var code: String
    repeat {
      code = USCC.make(kind: departmentAndKind(), region: region, organisation: organisation())
    } while !taken.insert(code).inserted
    return Party(isEnterprise: true, name: name, identifier: code, deliveredIdentifier: code, region: region)
  }

  private mutating func personName() -> String {
    let surname = chance.pick(Words.surnames)
    let first = givenCharacter()
    return chance.chance(1, in: 4) ? surname + first : surname + first + givenCharacter()
  }

  private mutating func givenCharacter() -> String {
    switch chance.below(100) {
    case 0: chance.pick(Words.fourByte)
    case 1, 2: chance.pick(Words.barByte)
    default: chance.pick(Words.given)
    }
  }

  private mutating func companyName(of city: Places.City) -> String {
    let head = city.name + chance.pick(Words.companyFirst)
    let second =
      switch chance.below(50) {
      case 0: chance.pick(Words.fourByte)
      case 1, 2: chance.pick(Words.barByte)
      default: chance.pick(Words.companySecond)
      }
    return head + second + chance.pick(Words.trades) + chance.pick(Words.companyForms)
  }

  /// Mostly market regulation; now and then a self-employed household, a public institution or a rural collective.
  private mutating func departmentAndKind() -> String {
    switch chance.below(100) {
    case 0..<80: "91"
    case 80..<90: "92"
    case 90..<93: "93"
    case 93..<95: "12"
    case 95..<96: "51"
    case 96..<97: "52"
    case 97..<99: "N2"
    default: "Y1"
    }
  }

  /// `MA` and six characters since the reform of 2015, eight digits before it.
  private mutating func organisation() -> String {
    if chance.chance(1, in: 3) { return chance.digits(8) }
    return "MA" + String(decoding: (0..<6).map { _ in chance.pick(USCC.alphabet) }, as: UTF8.self)
  }
}
