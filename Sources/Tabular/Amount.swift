/// An exact sum of money: a whole number of units of 10^-scale. 128 bits, so that a hostile file's sums
/// of 18-digit amounts cannot overflow.
package struct Amount: Hashable, Sendable, CustomStringConvertible {
  package var units: Int128
  package var scale: Int

  package init(units: Int128, scale: Int) {
    precondition(scale >= 0 && scale <= 18)
    self.units = units
    self.scale = scale
  }

  /// Reads `-1234.56`: an optional sign, digits, at most one point. Nothing else, and no digit past `scale`
  /// unless it is zero.
  @inlinable package init?(_ text: some StringProtocol, scale: Int) {
    let bytes = String(text).utf8
    self.init(utf8: bytes.span, scale: scale)
  }

  /// The same of a text's bytes.
  package init?(utf8 text: Span<UInt8>, scale: Int) {
    var units: Int128 = 0
    var negative = false
    var fraction: Int?
    var digits = 0
    for place in text.indices {
      let byte = text[place]
      switch byte {
      case UInt8(ascii: "-") where place == 0: negative = true
      case UInt8(ascii: "+") where place == 0: break
      case UInt8(ascii: ".") where fraction == nil: fraction = 0
      case 0x30...0x39:
        digits += 1
        guard digits <= 37 - scale else { return nil }
        if let places = fraction {
          if places == scale {
            guard byte == 0x30 else { return nil }
            continue
          }
          fraction = places + 1
        }
        // 37 digits fit, so nothing overflows.
        units = units &* 10 &+ Int128(byte &- 0x30)
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    for _ in (fraction ?? 0)..<scale { units = units &* 10 }
    self.init(units: negative ? -units : units, scale: scale)
  }

  /// `1234.56`, as a machine reads it.
  package var description: String { text(grouped: false) }

  /// `1,234.56`, as a person reads it.
  package var grouped: String { text(grouped: true) }

  private func text(grouped: Bool) -> String {
    var digits = String(units.magnitude)
    if digits.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.count) + digits }
    let whole = digits.dropLast(scale)
    let head = grouped ? Amount.grouped(whole) : String(whole)
    return (units < 0 ? "-" : "") + head + (scale == 0 ? "" : "." + digits.suffix(scale))
  }

  /// Thousands set apart by commas.
  package static func grouped(_ digits: some StringProtocol) -> String {
    var out = ""
    for (offset, character) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0, out != "-" { out.append(",") }
      out.append(character)
    }
    return out
  }

  package static func + (a: Amount, b: Amount) -> Amount {
    precondition(a.scale == b.scale, "amounts of different scales")
    return Amount(units: a.units + b.units, scale: a.scale)
  }

  package static func - (a: Amount, b: Amount) -> Amount {
    precondition(a.scale == b.scale, "amounts of different scales")
    return Amount(units: a.units - b.units, scale: a.scale)
  }
}

extension Int {
  /// `1,234,567`
  package var grouped: String { Amount.grouped(String(self)) }
}
