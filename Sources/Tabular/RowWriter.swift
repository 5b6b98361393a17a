/// Where canonical rows go, one value after the other in the order of the table's columns.
///
/// `Postgres.BinaryRows` writes them in PostgreSQL's binary COPY format; tests write them as text.
/// A row is either ended or abandoned: what an abandoned row wrote is forgotten.
package protocol RowWriter: ~Copyable {
  mutating func beginRow()
  mutating func endRow()
  mutating func abandonRow()

  mutating func null()
  mutating func boolean(_ value: Bool)
  /// 64-bit integer column.
  mutating func integer(_ value: Int64)
  /// `units` of 10^-scale in a decimal column.
  mutating func decimal(_ units: Int64, scale: Int)
  mutating func date(_ value: BusinessDate)
  /// Microseconds since 2000-01-01 00:00:00 of the bank's local time.
  mutating func timestamp(_ microseconds: Int64)
  /// UTF-8 text that holds no NUL byte: the bytes of `span` in `range`.
  mutating func text(_ span: RawSpan, _ range: Range<Int>)
}
