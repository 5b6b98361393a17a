/// Whole rows as `BinaryRows` made them, on their way to the thread that sends them. Nobody changes them any more.
@safe package final class CopyMessage: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  package let count: Int

  /// Owns the memory from here on.
  @unsafe init(_ base: UnsafeMutableRawPointer, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// Lends the rows.
  package func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try body(unsafe RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: count))
  }
}
