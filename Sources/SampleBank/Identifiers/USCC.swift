/// The unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters with two checks inside each other.
enum USCC {
  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

  /// The check character over the first 17; nil where one of them is not in the alphabet.
  static func check(_ body: some StringProtocol) -> Character? {
    var sum = 0
    guard body.utf8.count == 17 else { return nil }
    for (byte, weight) in zip(body.utf8, weights) {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      sum += value * weight
    }
    return Character(UnicodeScalar(alphabet[(31 - sum % 31) % 31]))
  }

  /// A whole code from department and kind (2), region (6 digits) and the first 8 characters of the organisation.
  static func make(kind: String, region: String, organisation: String) -> String {
    guard let inner = OrganisationCode.check(organisation), let outer = check(kind + region + organisation + [inner])
    else { preconditionFailure("a code of characters outside the alphabet") }
    return kind + region + organisation + [inner, outer]
  }

  /// True where the form and both checks hold.
  static func isValid(_ code: String) -> Bool {
    let characters = Array(code)
    guard characters.count == 18, characters[2..<8].allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    return OrganisationCode.check(String(characters[8..<16])) == characters[16]
      && check(String(characters[..<17])) == characters[17]
  }
}

/// The organisation code (组织机构代码), GB 11714: characters 9 to 17 of a unified code, with a check of its own.
enum OrganisationCode {
  private static let weights = [3, 7, 9, 10, 5, 8, 4, 2]

  /// The check character over the first 8; nil where one of them is neither digit nor capital.
  static func check(_ body: some StringProtocol) -> Character? {
    var sum = 0
    guard body.utf8.count == 8 else { return nil }
    for (byte, weight) in zip(body.utf8, weights) {
      switch byte {
      case 0x30...0x39: sum += Int(byte - 0x30) * weight
      case 0x41...0x5A: sum += Int(byte - 0x41 + 10) * weight
      default: return nil
      }
    }
    switch 11 - sum % 11 {
    case 10: return "X"
    case 11: return "0"
    case let digit: return Character(String(digit))
    }
  }
}
