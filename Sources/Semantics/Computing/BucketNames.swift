import Catalog
import Tabular

/// What people call the stretches between the edges of a bucket: `1万–5万元`, `600万元以上`.
struct BucketNames {
  let unit: String

  func names(_ edges: [Constant]) -> [String] {
    let texts = edges.map(BucketNames.short)
    guard let first = texts.first, let last = texts.last else { return [] }
    return ["\(first)\(unit)以下"] + zip(texts, texts.dropFirst()).map { "\($0)–\($1)\(unit)" } + ["\(last)\(unit)以上"]
  }

  /// In 万 or 亿 where that takes two places at most; otherwise with its thousands set apart.
  static func short(_ edge: Constant) -> String {
    let (units, scale): (Int64, Int) =
      switch edge {
      case .integer(let value): (value, 0)
      case .decimal(let units, let scale): (units, scale)
      default: (0, -1)
      }
    guard scale >= 0 else { return Label.text(edge) }
    let one = (0..<scale).reduce(Int64(1)) { one, _ in one * 10 }
    for (size, sign) in [(Int64(100_000_000), "亿"), (10_000, "万")] where units.magnitude >= (size * one).magnitude {
      let hundredth = size / 100 * one
      if units % hundredth == 0 { return trimmed(Amount(units: Int128(units / hundredth), scale: 2)) + sign }
    }
    return trimmed(Amount(units: Int128(units), scale: scale))
  }

  /// Without the zeros at the end of a fraction.
  private static func trimmed(_ amount: Amount) -> String {
    let text = amount.grouped
    guard text.contains(".") else { return text }
    let short = text.reversed().drop { $0 == "0" }.reversed().map(String.init).joined()
    return short.hasSuffix(".") ? String(short.dropLast()) : short
  }
}

extension Definitions {
  /// The unit of an expression that is an indicator alone; empty of any other.
  func unit(of expression: Expression) -> String {
    guard case .name(let id) = expression.form else { return "" }
    return indicators.first { $0.id == id }?.unit ?? ""
  }
}
