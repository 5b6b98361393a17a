/// Walks JSON strictly (RFC 8259), without recursion and without building anything.
struct JSONScan {
  let bytes: ByteView
  let end: Int

  init(_ bytes: ByteView, end: Int) {
    self.bytes = bytes
    self.end = end
  }

  enum Found: Equatable {
    /// It ends before this offset.
    case end(Int)
    /// The bytes end before it does.
    case more
    case bad
  }

  /// Values nested deeper than this are refused.
  static let depthLimit = 64

  func skipBlanks(_ start: Int) -> Int {
    var at = start
    while at < end {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return at
      }
    }
    return at
  }

  /// The string whose opening quote is at `open`.
  func string(_ open: Int) -> Found {
    var at = ordinaryEnd(open + 1)
    while at < end {
      switch bytes[at] {
      case 0x22: return .end(at + 1)
      case 0x5C:
        guard at + 1 < end else { return .more }
        switch bytes[at + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 2
        case 0x75:
          guard at + 6 <= end else { return .more }
          for offset in 2..<6 where JSONScan.hex(bytes[at + offset]) == nil { return .bad }
          at += 6
        default: return .bad
        }
      case 0..<0x20: return .bad
      default: at += 1
      }
      at = ordinaryEnd(at)
    }
    return .more
  }

  /// Where characters that stand for themselves end, eight bytes at a time: at the first quote, backslash or control
  /// character, or less than eight bytes before the end.
  @inline(__always) private func ordinaryEnd(_ start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at <= end - 8 {
      let word = bytes.word(at)
      let (quote, backslash) = (word ^ (ones &* 0x22), word ^ (ones &* 0x5C))
      // Top bits are set of bytes that are one of these; a borrow can only mark bytes behind such a one.
      let marks = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- (ones &* 0x20)) & ~word
      let stop = marks & 0x8080_8080_8080_8080
      if stop != 0 { return at + stop.trailingZeroBitCount >> 3 }
      at += 8
    }
    return at
  }

  /// A number, `true`, `false` or `null`. One that touches the end may go on behind it: `more`.
  func scalar(_ start: Int) -> Found {
    switch bytes[start] {
    case UInt8(ascii: "t"): return word("true", start)
    case UInt8(ascii: "f"): return word("false", start)
    case UInt8(ascii: "n"): return word("null", start)
    default: return number(start)
    }
  }

  private func word(_ word: StaticString, _ start: Int) -> Found {
    let count = word.utf8CodeUnitCount
    for offset in 0..<count {
      guard start + offset < end else { return .more }
      guard unsafe word.utf8Start[offset] == bytes[start + offset] else { return .bad }
    }
    return .end(start + count)
  }

  private func number(_ start: Int) -> Found {
    var at = start
    func digits() -> Int {
      let first = at
      while at < end, 0x30...0x39 ~= bytes[at] { at += 1 }
      return at - first
    }
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard at < end else { return .more }
    if bytes[at] == 0x30 { at += 1 } else { guard digits() > 0 else { return .bad } }
    if at < end, bytes[at] == UInt8(ascii: ".") {
      at += 1
      if digits() == 0 { return at < end ? .bad : .more }
    }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      if digits() == 0 { return at < end ? .bad : .more }
    }
    return at < end ? .end(at) : .more
  }

  static func hex(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }
}
