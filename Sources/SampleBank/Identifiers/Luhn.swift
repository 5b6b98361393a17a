/// The check digit of account numbers, ISO/IEC 7812-1 Annex B.
enum Luhn {
  /// The check digit over `body`; nil where it holds anything but digits.
  static func check(_ body: some StringProtocol) -> Character? {
    var sum = 0
    for (offset, byte) in body.utf8.reversed().enumerated() {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let value = Int(byte - 0x30) * (offset.isMultiple(of: 2) ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return Character(String((10 - sum % 10) % 10))
  }

  static func isValid(_ number: String) -> Bool {
    guard number.utf8.count > 1, let check = check(number.dropLast()) else { return false }
    return number.last == check
  }
}
