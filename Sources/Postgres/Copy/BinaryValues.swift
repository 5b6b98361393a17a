package import Tabular

/// A row may also be written value by value; one that is begun is ended or abandoned before anything else.
extension BinaryRows {
  package mutating func beginRow() {
    reserve(2)
    fields = 0
    cursor.put(Int16(truncatingIfNeeded: columns))
  }

  package mutating func endRow() {
    precondition(fields == columns, "a row with another number of values than its table has columns")
    start = end
    rows += 1
  }

  package mutating func abandonRow() { end = start }

  package mutating func null() {
    next()
    cursor.null()
  }

  package mutating func boolean(_ value: Bool) {
    next()
    cursor.boolean(value)
  }

  package mutating func integer(_ value: Int64) {
    next()
    cursor.integer(value)
  }

  /// 32-bit integer column; the marts have none, the ledger has.
  package mutating func smallInteger(_ value: Int32) {
    next()
    cursor.smallInteger(value)
  }

  package mutating func date(_ value: BusinessDate) {
    next()
    cursor.date(value)
  }

  package mutating func timestamp(_ microseconds: Int64) { integer(microseconds) }

  package mutating func decimal(_ units: Int64, scale: Int) {
    next()
    cursor.decimal(units, scale: scale)
  }

  /// The bytes of `span` in `range`: UTF-8 without a NUL byte.
  package mutating func text(_ span: RawSpan, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= span.byteCount, "a range outside its text")
    next(range.count)
    unsafe span.withUnsafeBytes { source in unsafe cursor.text(UnsafeRawBufferPointer(rebasing: source[range])) }
  }

  /// All of `bytes`: UTF-8 without a NUL byte.
  package mutating func text(_ bytes: UnsafeRawBufferPointer) {
    next(bytes.count)
    unsafe cursor.text(bytes)
  }

  /// The same bytes do for `bytea`.
  package mutating func text(_ value: String) {
    let utf8 = Array(value.utf8)
    text(unsafe utf8.span.bytes, 0..<utf8.count)
  }

  private mutating func next(_ text: Int = 0) {
    reserve(BinaryCursor.largest + text)
    fields += 1
  }
}
