import Foundation

/// How numbers are written: exact arithmetic on what the warehouse answered, rounded half away from zero, once.
struct Figure {
  let unit: String
  let words: Words

  init(unit: String, _ words: Words) {
    self.unit = unit
    self.words = words
  }

  var isPercent: Bool { unit == "%" }
  private var isMoney: Bool { unit.contains("元") }
  private var isCounted: Bool { ["户", "笔", "次", "个", "人", "张"].contains(unit) }

  /// Short, for reading: `42.60亿`, `0.89%`, `1,204`. In English by millions.
  func short(_ value: Decimal) -> String {
    if isPercent { return Figure.fixed(value * 100, 2) + "%" }
    let (large, small): (Decimal, Decimal) = words.language == .zh ? (100_000_000, 10_000) : (1_000_000_000, 1_000_000)
    let size = value.magnitude
    if size >= large { return Figure.fixed(value / large, 2) + words(.largeScale) }
    if size >= small, isMoney || size >= 100_000 { return Figure.fixed(value / small, 2) + words(.smallScale) }
    return isCounted ? Figure.fixed(value, Figure.isWhole(value) ? 0 : 2) : Figure.fixed(value, 2)
  }

  /// With its unit, where the short form does not carry it already.
  func shortWithUnit(_ value: Decimal) -> String {
    isPercent || unit.isEmpty ? short(value) : short(value) + (words.language == .zh ? "" : " ") + words.unit(unit)
  }

  /// Every digit that is there, for hovering and for tables.
  func exact(_ value: Decimal) -> String {
    if isPercent { return Figure.plain(value * 100) + "%" }
    return Figure.grouped(Figure.plain(value)) + (unit.isEmpty ? "" : " " + words.unit(unit))
  }

  /// A difference, with its sign: of a percentage in points.
  func difference(_ value: Decimal) -> String {
    let sign = value > 0 ? "+" : ""
    return isPercent ? words(.points, sign + Figure.fixed(value * 100, 2)) : sign + short(value)
  }

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
