/// The legal entity identifier (全球法人识别编码), ISO 17442: 18 letters and digits, and two check digits.
enum LEI {
  /// The check digits over the first 18 (ISO 7064 MOD 97-10); nil where they are not letters and digits.
  static func check(_ body: some StringProtocol) -> String? {
    guard body.utf8.count == 18, let remainder = remainder(body) else { return nil }
    return String(String(198 - remainder * 100 % 97).dropFirst())
  }

  static func isValid(_ identifier: String) -> Bool {
    identifier.utf8.count == 20 && identifier.utf8.suffix(2).allSatisfy { 0x30...0x39 ~= $0 }
      && remainder(identifier) == 1
  }

  /// A letter counts as the two digits of its place in the alphabet, A as 10.
  private static func remainder(_ text: some StringProtocol) -> Int? {
    var remainder = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
      default: return nil
      }
    }
    return remainder
  }
}
