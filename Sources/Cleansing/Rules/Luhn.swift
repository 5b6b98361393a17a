/// The check digit of card and account numbers, ISO/IEC 7812-1 Annex B. It misses 09 for 90.
package enum Luhn {
  package static func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    guard range.count >= 2 else { return RuleFailure(.length, at: 2) }
    guard let sum = sum(span, range) else { return strayCharacter(span, range) }
    let excess = sum % 10
    if excess == 0 { return nil }
    let check = (UInt64(span[range.upperBound - 1] &- 0x30) + 10 - excess) % 10
    return RuleFailure(.check, at: range.count, expected: UInt8(check) + 0x30)
  }

  /// Whether there is no failure.
  @inline(always) static func holds(_ piece: Piece) -> Bool {
    piece.withSpan { span in
      guard piece.count >= 2, let sum = sum(span, 0..<piece.count) else { return false }
      return sum % 10 == 0
    }
  }

  /// From the right, the check digit counts once, its neighbour twice, and so on. Nil where a byte is no digit.
  ///
  /// Eight digits at a time: random digits would make a byte-wise loop mispredict every second branch.
  @inline(always) private static func sum(_ span: RawSpan, _ range: Range<Int>) -> UInt64? {
    var sum: UInt64 = 0
    var stray: UInt64 = 0
    var end = range.upperBound
    while end - range.lowerBound >= 8 {
      let word = unsafe span.unsafeLoadUnaligned(fromByteOffset: end - 8, as: UInt64.self).littleEndian
      stray |= Digits.strays(word)
      sum &+= weighted(word)
      end -= 8
    }
    // What is left in front, moved up so that its last digit is the highest byte; zeros weigh nothing.
    var front: UInt64 = Digits.zeros
    if end > range.lowerBound {
      if range.count >= 8 {
        let word = unsafe span.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self).littleEndian
        let shift = UInt64(8 - (end - range.lowerBound)) * 8
        front = word << shift | Digits.zeros >> (64 - shift)
      } else {
        for index in range.lowerBound..<end { front = front >> 8 | UInt64(span[index]) << 56 }
      }
    }
    stray |= Digits.strays(front)
    return stray == 0 ? sum &+ weighted(front) : nil
  }

  /// The weighted sum of eight digits, of which the highest byte is the one furthest right.
  @inline(always) private static func weighted(_ word: UInt64) -> UInt64 {
    let digits = word &- Digits.zeros
    let doubled = digits & 0x00ff_00ff_00ff_00ff
    // 1 in each byte whose digit is above 4: 5 + 11 reaches the fifth bit.
    let carried = (doubled &+ 0x000b_000b_000b_000b) >> 4 & 0x0001_0001_0001_0001
    let weighted = digits &+ doubled &- carried &* 9
    return (weighted &* 0x0101_0101_0101_0101) >> 56
  }

  private static func strayCharacter(_ span: RawSpan, _ range: Range<Int>) -> RuleFailure {
    var index = range.lowerBound
    while span[index] &- 0x30 <= 9, index + 1 < range.upperBound { index += 1 }
    return RuleFailure(.alphabet, at: index - range.lowerBound + 1)
  }
}
