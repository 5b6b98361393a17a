/// The text of JSON strings.
enum JSONText {
  enum Unescaped {
    /// The string's text, without quotes and escapes.
    case text(Range<Int>)
    /// A surrogate alone.
    case bad
    /// A character the warehouse may not hold.
    case refused
  }

  /// The text of a string that `JSONScan` has walked, quotes included in `string`. Where it has escapes they are
  /// resolved in place, which `buffer` allows: no escape is shorter than its character.
  static func text(of string: Range<Int>, in bytes: ByteView, buffer: TextBuffer?) -> Unescaped {
    let inside = string.lowerBound + 1..<string.upperBound - 1
    guard let buffer, let first = bytes.first(0x5C, in: inside) else { return .text(inside) }
    var to = first
    var at = first
    while at < inside.upperBound {
      let byte = bytes[at]
      guard byte == 0x5C else {
        unsafe buffer.base[to] = byte
        to += 1
        at += 1
        continue
      }
      guard bytes[at + 1] == UInt8(ascii: "u") else {
        unsafe buffer.base[to] = plain(bytes[at + 1])
        to += 1
        at += 2
        continue
      }
      guard let (scalar, length) = scalar(bytes, at, before: inside.upperBound) else { return .bad }
      guard UTF8Check.allows(scalar.value) else { return .refused }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        unsafe buffer.base[to] = byte
        to += 1
      }
      at += length
    }
    return .text(inside.lowerBound..<to)
  }

  private static func plain(_ escape: UInt8) -> UInt8 {
    switch escape {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: escape
    }
  }

  /// The character of the `\u` escape at `at`, or of two that are a surrogate pair.
  private static func scalar(_ bytes: ByteView, _ at: Int, before end: Int) -> (Unicode.Scalar, length: Int)? {
    let high = unit(bytes, at)
    guard 0xD800...0xDFFF ~= high else { return Unicode.Scalar(high).map { ($0, 6) } }
    guard high < 0xDC00, end - at >= 12, bytes[at + 6] == 0x5C, bytes[at + 7] == UInt8(ascii: "u") else { return nil }
    let low = unit(bytes, at + 6)
    guard 0xDC00...0xDFFF ~= low else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)).map { ($0, 12) }
  }

  private static func unit(_ bytes: ByteView, _ at: Int) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 2..<6 { unit = unit << 4 | (JSONScan.hex(bytes[at + offset]) ?? 0) }
    return unit
  }
}
