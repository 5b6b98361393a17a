/// Where canonical rows go, a whole row at a time, its values in the order of the table's columns.
///
/// `Postgres.BinaryRows` writes them in PostgreSQL's binary COPY format; tests write them as text.
package protocol RowWriter: ~Copyable {
  /// Takes in a row; nothing of it is kept in place.
  mutating func write(_ row: Span<RowValue>)
}

/// One canonical value on its way into a table.
@safe package enum RowValue: BitwiseCopyable {
  case null
  case boolean(Bool)
  /// 64-bit integer column.
  case integer(Int64)
  /// `units` of 10^-scale in a decimal column.
  case decimal(_ units: Int64, scale: Int32)
  case date(BusinessDate)
  /// Microseconds since 2000-01-01 00:00:00 of the bank's local time.
  case timestamp(Int64)
  /// UTF-8 without a NUL byte, somewhere that stays as it is while the row is written.
  case text(UnsafeRawBufferPointer)
}
