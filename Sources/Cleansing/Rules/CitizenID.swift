import Tabular

/// 公民身份号码, GB 11643-1999: area, birthday, order, and a check character by ISO 7064 MOD 11-2.
///
/// Of the area only the province is checked: counties come and go, and the year of registration is not in the number.
/// 81 to 83 are residence permits of people from Hong Kong, Macao and Taiwan.
package enum CitizenID {
  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count == 18 else { return RuleFailure(.length, at: 18) }
    let start = range.lowerBound
    for position in 0..<18 where span[start + position] &- 0x30 > 9 {
      guard position == 17, span[start + 17] == UInt8(ascii: "X") else {
        return RuleFailure(.alphabet, at: position + 1)
      }
    }
    guard isProvince(pair(span, start)) else { return RuleFailure(.area, at: 1) }
    let year = pair(span, start + 6) * 100 + pair(span, start + 8)
    guard BusinessDate(year: year, month: pair(span, start + 10), day: pair(span, start + 12)) != nil else {
      return RuleFailure(.date, at: 7)
    }
    let check = checkCharacter(span, start)
    return span[start + 17] == check ? nil : RuleFailure(.check, at: 18, expected: check)
  }

  /// The check that follows from the 17 digits at `start`.
  static func checkCharacter(_ span: RawSpan, _ start: Int) -> UInt8 {
    var remainder = 0
    // Weight 2^(18-i) mod 11 for position i: doubling as we go is the same sum.
    for position in 0..<17 { remainder = (remainder + Int(span[start + position] & 15)) * 2 % 11 }
    let digit = (12 - remainder) % 11
    return digit == 10 ? UInt8(ascii: "X") : UInt8(digit) + 0x30
  }

  private static func pair(_ span: RawSpan, _ start: Int) -> Int {
    Int(span[start] & 15) * 10 + Int(span[start + 1] & 15)
  }

  private static func isProvince(_ code: Int) -> Bool {
    switch code {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
    default: false
    }
  }
}
