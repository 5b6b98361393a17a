import Foundation

/// How numbers are written: exact arithmetic on what the warehouse answered, rounded half away from zero, once.
struct Figure {
  /// Without the 万 or 亿 it may be counted in: `元` of `万元`.
  let unit: String
  let words: Words
  /// What one of its units is: 10,000 of `万元`.
  private let factor: Decimal

  init(unit: String, _ words: Words) {
    (self.unit, factor) = Figure.counted(unit)
    self.words = words
  }

  /// `万元/人` counts ten thousand of `元/人`.
  static func counted(_ unit: String) -> (unit: String, factor: Decimal) {
    for (sign, factor) in [("万", Decimal(10_000)), ("亿", 100_000_000)] where unit.hasPrefix(sign) && unit.count > 1 {
      return (String(unit.dropFirst()), factor)
    }
    return (unit, 1)
  }

  var isPercent: Bool { unit == "%" }
  private var isMoney: Bool { unit.contains("元") }

  /// What a number is divided by to be read, and the sign for it.
  struct Size {
    var by: Decimal
    var sign: String
    static let one = Size(by: 1, sign: "")
  }

  /// From the largest to the smallest.
  private var sizes: [Size] {
    words.language == .zh
      ? [Size(by: 100_000_000, sign: words(.largeScale)), Size(by: 10_000, sign: words(.smallScale)), .one]
      : [Size(by: 1_000_000_000, sign: words(.largeScale)), Size(by: 1_000_000, sign: words(.smallScale)), .one]
  }

  private func size(of magnitude: Decimal) -> Size {
    if isPercent { return .one }
    return sizes.first { magnitude >= $0.by && (isMoney || $0.by == 1 || magnitude >= 100_000) } ?? .one
  }

  /// The number to read, and what it is of: `42.60` `亿元`, `1,204` `户`, `0.89%`.
  func written(_ value: Decimal) -> (number: String, unit: String) {
    if isPercent { return (Figure.fixed(value * 100, 2) + "%", "") }
    let (number, size) = read(value)
    return (number, named(size))
  }

  private func read(_ value: Decimal) -> (number: String, size: Size) {
    let whole = value * factor
    let fitting = size(of: whole.magnitude)
    let places = fitting.by == 1 && !isMoney && Figure.isWhole(whole) ? 0 : 2
    return (Figure.fixed(whole / fitting.by, places), fitting)
  }

  /// `亿元`, `bn CNY`
  private func named(_ size: Size) -> String {
    let unit = words.unit(unit)
    return words.language == .zh || size.sign.isEmpty || unit.isEmpty ? size.sign + unit : size.sign + " " + unit
  }

  /// Short, for reading: `42.60亿`, `0.89%`, `1,204`. In English by millions.
  func short(_ value: Decimal) -> String {
    if isPercent { return Figure.fixed(value * 100, 2) + "%" }
    let (number, size) = read(value)
    return number + size.sign
  }

  /// With its unit, where the short form does not carry it already.
  func shortWithUnit(_ value: Decimal) -> String {
    let written = written(value)
    let isApart = words.language == .en && size(of: (value * factor).magnitude).sign.isEmpty && !written.unit.isEmpty
    return written.number + (isApart ? " " : "") + written.unit
  }

  /// Every digit that is there, for hovering and for tables.
  func exact(_ value: Decimal) -> String {
    if isPercent { return Figure.plain(value * 100) + "%" }
    return Figure.grouped(Figure.plain(value * factor)) + (unit.isEmpty ? "" : " " + words.unit(unit))
  }

  /// How a column is written: one size for all of it, so that its figures stand below each other; small enough for the
  /// smallest to be seen.
  func column(_ values: [Decimal?]) -> Column {
    let magnitudes = values.compactMap { $0.map { ($0 * factor).magnitude } }
    guard !isPercent, let largest = magnitudes.max() else { return Column(figure: self, size: .one, places: 2) }
    let smallest = magnitudes.filter { $0 > 0 }.min() ?? largest
    let widest = sizes.firstIndex { $0.by == size(of: largest).by } ?? sizes.count - 1
    let fitting = sizes[widest...].first { smallest / $0.by >= Decimal(string: "0.1")! } ?? .one
    let isWhole = fitting.by == 1 && !isMoney && magnitudes.allSatisfy(Figure.isWhole)
    return Column(figure: self, size: fitting, places: isWhole ? 0 : 2)
  }

  struct Column {
    let figure: Figure
    let size: Size
    let places: Int

    func text(_ value: Decimal) -> String {
      figure.isPercent ? figure.short(value) : Figure.fixed(value * figure.factor / size.by, places)
    }
    /// For its head; empty where each figure says it.
    var unit: String { figure.isPercent ? "" : figure.named(size) }
  }

  /// The values of an axis, all at the same scale, with as many places as tell one from the next.
  func axis(_ ticks: [Decimal]) -> [String] {
    let ticks = ticks.map { $0 * factor }
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
    let largest = ticks.map(\.magnitude).max() ?? 0
    let fitting =
      isPercent ? Size(by: Decimal(string: "0.01")!, sign: "%") : sizes.first { largest >= $0.by } ?? .one
    let places = (0...4).first { Figure.rounded(step / fitting.by, $0) == step / fitting.by } ?? 4
    return ticks.map { Figure.fixed($0 / fitting.by, places) + fitting.sign }
  }

  /// What differs too little to be seen does not differ.
  func seen(_ difference: Decimal) -> Decimal { isPercent ? Figure.rounded(difference, 4) : difference }

  /// A difference, with its sign: of a percentage in points.
  func difference(_ value: Decimal) -> String {
    let sign = value > 0 ? "+" : ""
    return isPercent ? words(.points, sign + Figure.fixed(value * 100, 2)) : sign + short(value)
  }
}
