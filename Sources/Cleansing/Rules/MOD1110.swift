/// ISO 7064 MOD 11,10: one check digit at the end. The 15-digit registration numbers of enterprises (GS 15-2006), from
/// before the unified code, have it.
package enum MOD1110 {
  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count >= 2 else { return RuleFailure(.length, at: 2) }
    var product = 10
    for index in range {
      let digit = Int(span[index] &- 0x30)
      guard digit <= 9 else { return RuleFailure(.alphabet, at: index - range.lowerBound + 1) }
      if index == range.upperBound - 1 {
        // The check digit is what makes the last sum 1 modulo 10.
        let check = (11 - product) % 10
        return digit == check ? nil : RuleFailure(.check, at: range.count, expected: UInt8(check) + 0x30)
      }
      let sum = (product + digit) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return nil
  }
}
