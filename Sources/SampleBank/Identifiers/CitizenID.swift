import Tabular

/// The citizen id number (公民身份号码), GB 11643-1999, and its 15-digit form of before 1999.
enum CitizenID {
  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checks: [Character] = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"]

  /// The check character over the first 17 digits (ISO 7064 MOD 11-2); nil where they are not 17 digits.
  static func check(_ body: some StringProtocol) -> Character? {
    var sum = 0
    guard body.utf8.count == 17 else { return nil }
    for (byte, weight) in zip(body.utf8, weights) {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      sum += Int(byte - 0x30) * weight
    }
    return checks[sum % 11]
  }

  /// Order codes 996 to 999 stay unused: in the 15-digit form they mark people born before 1900.
  static func make(region: String, born: BusinessDate, order: Int) -> String {
    precondition(1...995 ~= order)
    let body = region + born.compact + String(String(1000 + order).dropFirst())
    guard let check = check(body) else { preconditionFailure("a region that is not 6 digits") }
    return body + [check]
  }

  /// The 15-digit form of a person born in the twentieth century: no century, no check.
  static func short(_ id: String) -> String {
    let digits = Array(id)
    return String(digits[..<6] + digits[8..<17])
  }

  /// From 15 to 18 digits: `19` after the region, `18` for order codes 996 to 999 (edition of 1989).
  static func long(_ id: String) -> String? {
    guard id.utf8.count == 15 else { return nil }
    let body = String(id.prefix(6)) + (id.suffix(3) >= "996" ? "18" : "19") + id.dropFirst(6)
    return check(body).map { body + [$0] }
  }

  /// True where form, date of birth and check hold.
  static func isValid(_ id: String) -> Bool {
    let characters = Array(id)
    guard characters.count == 18, BusinessDate(String(characters[6..<14])) != nil else { return false }
    return check(String(characters[..<17])) == characters[17]
  }
}
