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

  /// Short, for reading: `42.60亿`, `0.89%`, `1,204`. In English by millions.
  func short(_ value: Decimal) -> String {
    if isPercent { return Figure.fixed(value * 100, 2) + "%" }
    let (large, small): (Decimal, Decimal) = words.language == .zh ? (100_000_000, 10_000) : (1_000_000_000, 1_000_000)
    let size = value.magnitude
    if size >= large { return Figure.fixed(value / large, 2) + words(.largeScale) }
    if size >= small, isMoney || size >= 100_000 { return Figure.fixed(value / small, 2) + words(.smallScale) }
    return Figure.fixed(value, !isMoney && Figure.isWhole(value) ? 0 : 2)
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

  /// The values of an axis, all at the same scale, with as many places as tell one from the next.
  func axis(_ ticks: [Decimal]) -> [String] {
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
    let (large, small): (Decimal, Decimal) = words.language == .zh ? (100_000_000, 10_000) : (1_000_000_000, 1_000_000)
    let size = ticks.map(\.magnitude).max() ?? 0
    let (scale, sign) =
      isPercent
      ? (Decimal(string: "0.01")!, "%")
      : size >= large ? (large, words(.largeScale)) : size >= small ? (small, words(.smallScale)) : (1, "")
    let places = (0...4).first { Figure.rounded(step / scale, $0) == step / scale } ?? 4
    return ticks.map { Figure.fixed($0 / scale, places) + sign }
  }

  /// What differs too little to be seen does not differ.
  func seen(_ difference: Decimal) -> Decimal { isPercent ? Figure.rounded(difference, 4) : difference }

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
