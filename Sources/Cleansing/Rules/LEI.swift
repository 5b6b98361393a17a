/// Legal Entity Identifier, ISO 17442: 18 characters and two check digits, ISO 7064 MOD 97-10.
package enum LEI {
  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count == 20 else { return RuleFailure(.length, at: 20) }
    var remainder = 0
    var body = 0
    for position in 0..<20 {
      let byte = span[range.lowerBound + position]
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5a where position < 18: remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
      default: return RuleFailure(.alphabet, at: position + 1)
      }
      if position == 17 { body = remainder }
    }
    if remainder == 1 { return nil }
    let check = 98 - body * 100 % 97
    let tens = UInt8(check / 10) + 0x30
    if span[range.lowerBound + 18] != tens { return RuleFailure(.check, at: 19, expected: tens) }
    return RuleFailure(.check, at: 20, expected: UInt8(check % 10) + 0x30)
  }
}
