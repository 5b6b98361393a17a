package import Catalog
import Tabular

extension ValueType {
  /// A value in words: `true`, `1,234.56`, `2025-11-20`, `2025-11-20 09:30:00`.
  package func text(_ value: Int64, _ texts: TextPool) -> String {
    switch self {
    case .boolean: return value == 0 ? "false" : "true"
    case .integer: return Amount(units: Int128(value), scale: 0).grouped
    case .decimal(let scale): return Amount(units: Int128(value), scale: scale).grouped
    case .date: return ValueType.date(value)
    case .timestamp:
      let day = Days.day(of: value)
      let second = Int((value - day * 86_400_000_000) / 1_000_000)
      let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return "\(ValueType.date(day)) \(clock.joined(separator: ":"))"
    case .text: return texts.text(value)
    }
  }

  private static func date(_ day: Int64) -> String {
    Int32(exactly: day).map { BusinessDate(daysSince2000: $0).description } ?? "\(day)"
  }
}
