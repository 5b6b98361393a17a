/// 统一社会信用代码, GB 32100-2015: 18 characters, two independent check characters.
///
/// Position 18 checks the whole code (GB/T 17710, MOD 31-3); position 17 checks the organisation code in 9 to 16
/// (GB 11714, MOD 11). Only 3 to 8 must be digits: rural collectives (N) and the military commission's bodies (A)
/// have letters in front.
package enum USCC {
  /// The value of a character is its index: no I, O, S, V, Z.
  private static let alphabet: [UInt8] = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count == 18 else { return RuleFailure(.length, at: 18) }
    var sum = 0
    var weight = 1
    for position in 0..<18 {
      guard let value = value(of: span[range.lowerBound + position]), value < 10 || !(2..<8).contains(position)
      else { return RuleFailure(.alphabet, at: position + 1) }
      if position < 17 { sum += value * weight }
      weight = weight * 3 % 31
    }
    let organisation = organisationCheck(span, range.lowerBound + 8)
    if span[range.lowerBound + 16] != organisation { return RuleFailure(.check, at: 17, expected: organisation) }
    let check = alphabet[(31 - sum % 31) % 31]
    if span[range.lowerBound + 17] != check { return RuleFailure(.check, at: 18, expected: check) }
    return nil
  }

  private static func organisationCheck(_ span: RawSpan, _ start: Int) -> UInt8 {
    var sum = 0
    for (offset, weight) in organisationWeights.enumerated() {
      let byte = span[start + offset]
      sum += weight * Int(byte < 0x3a ? byte - 0x30 : byte - 0x41 + 10)
    }
    switch 11 - sum % 11 {
    case 10: return UInt8(ascii: "X")
    case 11: return UInt8(ascii: "0")
    case let digit: return UInt8(digit) + 0x30
    }
  }

  private static func value(of byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x48: Int(byte) - 0x41 + 10  // A to H
    case 0x4a...0x4e: Int(byte) - 0x4a + 18  // J to N
    case 0x50...0x52: Int(byte) - 0x50 + 23  // P to R
    case 0x54, 0x55: Int(byte) - 0x54 + 26  // T, U
    case 0x57...0x59: Int(byte) - 0x57 + 28  // W to Y
    default: nil
    }
  }
}
