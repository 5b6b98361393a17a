/// The check digit of card and account numbers, ISO/IEC 7812-1 Annex B. It misses 09 for 90.
package enum Luhn {
  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count >= 2 else { return RuleFailure(.length, at: 2) }
    var sum: UInt = 0
    var stray = false
    // From the right: the check digit counts once, its neighbour twice, and so on.
    var index = range.upperBound - 1
    while index > range.lowerBound {
      let single = span[index] &- 0x30
      let double = span[index - 1] &- 0x30
      stray = stray || single > 9 || double > 9
      sum &+= UInt(single) &+ UInt(double) &* 2 &- (double > 4 ? 9 : 0)
      index -= 2
    }
    if index == range.lowerBound {
      let single = span[index] &- 0x30
      stray = stray || single > 9
      sum &+= UInt(single)
    }
    if stray { return strayCharacter(span, range) }
    let excess = sum % 10
    if excess == 0 { return nil }
    let check = (UInt(span[range.upperBound - 1] &- 0x30) + 10 - excess) % 10
    return RuleFailure(.check, at: range.count, expected: UInt8(check) + 0x30)
  }

  private static func strayCharacter(_ span: RawSpan, _ range: Range<Int>) -> RuleFailure {
    var index = range.lowerBound
    while span[index] &- 0x30 <= 9, index + 1 < range.upperBound { index += 1 }
    return RuleFailure(.alphabet, at: index - range.lowerBound + 1)
  }
}
