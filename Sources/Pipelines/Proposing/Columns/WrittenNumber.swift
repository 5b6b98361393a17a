/// A number as somebody wrote it: its sign, its digits, what sets its decimal places off.
struct WrittenNumber {
  var isNegative = false
  /// Commas or points set thousands apart.
  var isGrouped = false
  /// Nil: a whole number.
  var places: Int?
  /// In units of 10^-6; nil where it is too large or has more places.
  var millionths: Int128?

  /// Nil where the text is no number written with that decimal mark.
  init?(_ text: [UInt8], mark: UInt8) {
    let group = mark == UInt8(ascii: ".") ? UInt8(ascii: ",") : UInt8(ascii: ".")
    var rest = text[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var digits: Int128 = 0
    var count = 0
    var sinceGroup: Int?
    for byte in rest {
      switch byte {
      case 0x30...0x39:
        guard count < 30 else { return nil }
        digits = digits * 10 + Int128(byte - 0x30)
        count += 1
        if let known = places { places = known + 1 } else { sinceGroup = sinceGroup.map { $0 + 1 } }
      case group where places == nil && (sinceGroup ?? 3) == 3 && 1...3 ~= (sinceGroup == nil ? count : 3):
        sinceGroup = 0
        isGrouped = true
      case mark where places == nil && count > 0: places = 0
      default: return nil
      }
    }
    guard count > 0, places != 0, (sinceGroup ?? 3) == 3 else { return nil }
    let scale = places ?? 0
    guard scale <= 6 else { return }
    let units = (scale..<6).reduce(digits) { units, _ in units * 10 }
    millionths = isNegative ? -units : units
  }
}
