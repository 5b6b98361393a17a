import Tabular

/// A `RowWriter` that a person can read: values between bars, one row a line.
struct TextRows: RowWriter {
  private(set) var rows: [String] = []
  private var row: [String] = []
  private var isOpen = false

  mutating func beginRow() {
    precondition(!isOpen, "a row was begun inside a row")
    isOpen = true
    row = []
  }

  mutating func endRow() {
    precondition(isOpen, "a row was ended that was not begun")
    isOpen = false
    rows.append(row.joined(separator: " | "))
  }

  mutating func abandonRow() {
    precondition(isOpen, "a row was abandoned that was not begun")
    isOpen = false
  }

  mutating func null() { row.append("NULL") }
  mutating func boolean(_ value: Bool) { row.append(String(value)) }
  mutating func integer(_ value: Int64) { row.append(String(value)) }
  mutating func date(_ value: BusinessDate) { row.append(value.description) }
  mutating func decimal(_ units: Int64, scale: Int) {
    row.append(Amount(units: Int128(units), scale: scale).description)
  }

  mutating func timestamp(_ microseconds: Int64) {
    let day = Int64(86_400_000_000)
    let days = Int32(microseconds / day - (microseconds % day < 0 ? 1 : 0))
    let seconds = Int(microseconds - Int64(days) * day) / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : String($0) }
    row.append("\(BusinessDate(daysSince2000: days)) \(clock.joined(separator: ":"))")
  }

  mutating func text(_ span: RawSpan, _ range: Range<Int>) {
    row.append(
      String(decoding: range.map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }, as: UTF8.self))
  }
}
