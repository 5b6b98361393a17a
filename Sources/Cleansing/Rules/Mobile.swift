/// A mobile number of mainland China: 11 digits, 1 and then 3 to 9. Which carrier it is cannot be told from it.
package enum Mobile {
  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count == 11 else { return RuleFailure(.length, at: 11) }
    for position in 0..<11 {
      let digit = span[range.lowerBound + position] &- 0x30
      let isRight = position == 0 ? digit == 1 : position == 1 ? (3...9).contains(digit) : digit <= 9
      if !isRight { return RuleFailure(.alphabet, at: position + 1) }
    }
    return nil
  }
}
