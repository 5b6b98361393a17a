/// A number in text, read exactly.
struct Number: BitwiseCopyable {
  enum Verdict: UInt8 {
    case fits
    case notANumber
    /// A number, but with a digit other than zero past its scale, or more than 64 bits hold.
    case outOfRange
  }
  var verdict: Verdict
  /// Units of 10^-scale.
  var units: Int64 = 0

  /// An optional sign, digits, at most one `mark`, digits; no exponent, no thousands. Without a mark: a whole number.
  static func read(_ piece: Piece, scale: Int, mark: UInt8?) -> Number {
    if let units = short(piece, scale: scale, mark: mark) { return Number(verdict: .fits, units: units) }
    return long(piece, scale: scale, mark: mark)
  }

  /// A number of so few characters that no sum of them overflows; nil where it takes a closer look.
  @inline(always) static func short(_ piece: Piece, scale: Int, mark: UInt8?) -> Int64? {
    if piece.count &+ scale > 18 { return nil }
    let isNegative = piece.count > 1 && piece[0] == UInt8(ascii: "-")
    var index = isNegative ? 1 : 0
    var units: Int64 = 0
    var digit: UInt8 = 0xff
    while index < piece.count {
      digit = piece[index] &- 0x30
      if digit > 9 { break }
      units = units &* 10 &+ Int64(digit)
      index &+= 1
    }
    var places = 0
    if index < piece.count {
      guard let mark, piece[index] == mark else { return nil }
      index &+= 1
      places = piece.count &- index
      if places > scale { return nil }
      while index < piece.count {
        digit = piece[index] &- 0x30
        if digit > 9 { return nil }
        units = units &* 10 &+ Int64(digit)
        index &+= 1
      }
    }
    // The last character was no digit.
    if digit > 9 { return nil }
    while places < scale {
      units = units &* 10
      places &+= 1
    }
    return isNegative ? -units : units
  }

  @inline(never) private static func long(_ piece: Piece, scale: Int, mark: UInt8?) -> Number {
    var index = 0
    let sign = piece.count > 0 ? piece[0] : 0
    let isNegative = sign == UInt8(ascii: "-")
    if isNegative || sign == UInt8(ascii: "+") { index = 1 }
    var units: UInt64 = 0
    var overflows = false
    let whole = index
    while index < piece.count {
      let digit = piece[index] &- 0x30
      if digit > 9 { break }
      overflows = take(digit, &units) || overflows
      index += 1
    }
    var digits = index - whole
    var places = 0
    if index < piece.count {
      guard let mark, piece[index] == mark else { return Number(verdict: .notANumber) }
      index += 1
      while index < piece.count {
        let digit = piece[index] &- 0x30
        if digit > 9 { return Number(verdict: .notANumber) }
        if places < scale {
          overflows = take(digit, &units) || overflows
          places += 1
        } else if digit != 0 {
          overflows = true
        }
        digits += 1
        index += 1
      }
    }
    if digits == 0 { return Number(verdict: .notANumber) }
    while places < scale {
      overflows = take(0, &units) || overflows
      places += 1
    }
    if overflows || units > UInt64(Int64.max) { return Number(verdict: .outOfRange) }
    return Number(verdict: .fits, units: isNegative ? -Int64(units) : Int64(units))
  }

  /// Appends a digit; whether that was too much.
  @inline(always) private static func take(_ digit: UInt8, _ units: inout UInt64) -> Bool {
    let (product, first) = units.multipliedReportingOverflow(by: 10)
    let (sum, second) = product.addingReportingOverflow(UInt64(digit))
    units = sum
    return first || second
  }
}
