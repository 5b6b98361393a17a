import Foundation

/// Digits: rounded once, thousands apart.
extension Figure {
  /// A share of one as per cent.
  static func percent(_ share: Decimal, places: Int = 1) -> String { fixed(share * 100, places) + "%" }

  static func signedPercent(_ share: Decimal) -> String { (share > 0 ? "+" : "") + percent(share) }

  static func isWhole(_ value: Decimal) -> Bool { rounded(value, 0) == value }

  static func rounded(_ value: Decimal, _ places: Int) -> Decimal {
    var (value, result) = (value, Decimal())
    unsafe NSDecimalRound(&result, &value, places, .plain)
    return result
  }

  /// So many places, thousands apart by commas.
  static func fixed(_ value: Decimal, _ places: Int) -> String {
    let text = plain(rounded(value, places))
    let halves = text.split(separator: ".")
    let fraction = halves.count == 2 ? String(halves[1]) : ""
    let padded = fraction + String(repeating: "0", count: max(0, places - fraction.count))
    let whole = grouped(String(halves[0]))
    return places == 0 ? whole : whole + "." + padded
  }

  static func plain(_ value: Decimal) -> String { "\(value)" }

  /// Commas between thousands of a plain number.
  static func grouped(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let halves = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    var whole = ""
    for (place, digit) in halves[0].reversed().enumerated() {
      if place > 0, place % 3 == 0 { whole.append(",") }
      whole.append(digit)
    }
    return (isNegative ? "-" : "") + String(whole.reversed()) + (halves.count == 2 ? "." + halves[1] : "")
  }
}

extension Decimal {
  /// Of the server's text; nil of NULL, and of what is no number.
  init?(answer: String?) {
    guard let answer, answer != "NaN", let value = Decimal(string: answer) else { return nil }
    // A ratio comes with twenty places; six say everything.
    self = answer.contains(".") ? Figure.rounded(value, 6) : value
  }

  var double: Double { NSDecimalNumber(decimal: self).doubleValue }
}
