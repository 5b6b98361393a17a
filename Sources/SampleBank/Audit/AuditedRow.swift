import Tabular

/// A record that loads, as far as an agreement reads it.
struct AuditedRow: Sendable {
  /// Where it was delivered.
  struct Place: Hashable, Sendable, Comparable {
    let day: Int
    let line: Int

    static func < (a: Place, b: Place) -> Bool { (a.day, a.line) < (b.day, b.line) }
  }

  let place: Place
  /// Canonical, by field; empty where no agreement reads it.
  let values: [String]
  /// A digest of all values: a record that says what the one before it said is no new version.
  let content: UInt64

  static func key(_ fields: [Int], _ values: [String]) -> String {
    fields.map { values[$0] }.joined(separator: "|")
  }

  /// In the smallest parts; an item in two fields is negative in the second one.
  func units(_ amount: Int, _ layout: Layout, scale: Int) -> Int64 {
    var (text, sign): (String, Int64) = (values[amount], 1)
    if let split = layout.split, split.positive == amount, text.isEmpty { (text, sign) = (values[split.negative], -1) }
    guard let value = Amount(text, scale: scale) else { preconditionFailure("\(layout.feed): no amount has loaded") }
    return sign * Int64(value.units)
  }
}
