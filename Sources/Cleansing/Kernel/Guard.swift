extension Piece {
  /// Whether no byte is one that `holdsForbidden` would have to look at closer: NUL, or the lead of such a character.
  @inline(always) var isUnguarded: Bool {
    var index = 0
    var found: UInt64 = 0
    while index + 8 <= count {
      found |= Piece.guarded(word(at: index))
      index += 8
    }
    // Bytes that are not there count as 1.
    if index < count {
      found |= Piece.guarded(tail(from: index) | 0x0101_0101_0101_0101 << (UInt64(count - index) * 8))
    }
    return found & 0x8080_8080_8080_8080 == 0
  }

  /// Marks the high bit of bytes that are 0x00, 0xEE or 0xEF, and perhaps of others where there is such a byte.
  @inline(always) private static func guarded(_ word: UInt64) -> UInt64 {
    let lead = (word | 0x0101_0101_0101_0101) ^ 0xefef_efef_efef_efef
    return (word &- 0x0101_0101_0101_0101) & ~word | (lead &- 0x0101_0101_0101_0101) & ~lead
  }

  /// Whether a byte or character stands here that no text of the bank may hold: NUL, which PostgreSQL refuses,
  /// and U+E000...U+F8FF, which GB 18030 decoders of different editions read differently.
  var holdsForbidden: Bool {
    for index in 0..<count {
      let lead = self[index]
      if lead == 0 { return true }
      if lead == 0xee { return true }
      if lead == 0xef, index + 1 < count, self[index + 1] < 0xa4 { return true }
    }
    return false
  }
}
