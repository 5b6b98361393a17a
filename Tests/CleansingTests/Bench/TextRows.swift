import Tabular

/// A `RowWriter` that a person can read: values between bars, one row a line.
struct TextRows: RowWriter {
  private(set) var rows: [String] = []

  mutating func write(_ row: Span<RowValue>) {
    rows.append(row.indices.map { TextRows.text(row[$0]) }.joined(separator: " | "))
  }

  private static func text(_ value: RowValue) -> String {
    switch value {
    case .null: "NULL"
    case .boolean(let value): String(value)
    case .integer(let value): String(value)
    case .decimal(let units, let scale): Amount(units: Int128(units), scale: Int(scale)).description
    case .date(let value): value.description
    case .timestamp(let microseconds): text(microseconds: microseconds)
    case .text(let bytes): unsafe String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func text(microseconds: Int64) -> String {
    let day = Int64(86_400_000_000)
    let days = Int32(microseconds / day - (microseconds % day < 0 ? 1 : 0))
    let seconds = Int(microseconds - Int64(days) * day) / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : String($0) }
    return "\(BusinessDate(daysSince2000: days)) \(clock.joined(separator: ":"))"
  }
}
