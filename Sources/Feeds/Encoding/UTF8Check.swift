/// UTF-8 as the warehouse may hold it: no surrogate, no overlong form, no U+0000 (PostgreSQL's text cannot hold it)
/// and nothing from the private use area U+E000–F8FF (what it means depends on the sender's fonts).
enum UTF8Check {
  /// The offset of the first byte that is not part of such text; nil where all of `range` is.
  static func fault(in bytes: ByteView, _ range: Range<Int>) -> Int? {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      let lead = bytes[at]
      if lead < 0x80 {
        if lead == 0 { return at }
        at += 1
        continue
      }
      guard let length = length(lead), end - at >= length else { return at }
      let second = bytes[at + 1]
      // Table 3-7 of the Unicode standard: the second byte decides what the lead left open.
      switch lead {
      case 0xE0: guard second >= 0xA0 else { return at }
      case 0xED: guard second < 0xA0 else { return at }
      case 0xEE: return at
      case 0xEF: guard second >= 0xA4 else { return at }
      case 0xF0: guard second >= 0x90 else { return at }
      case 0xF4: guard second < 0x90 else { return at }
      default: break
      }
      for offset in 1..<length where bytes[at + offset] & 0xC0 != 0x80 { return at }
      at += length
    }
    return nil
  }

  private static func length(_ lead: UInt8) -> Int? {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  /// Whether the warehouse may hold this character.
  static func allows(_ scalar: UInt32) -> Bool {
    scalar != 0 && !(0xD800...0xF8FF).contains(scalar) && scalar <= 0x10FFFF
  }
}
