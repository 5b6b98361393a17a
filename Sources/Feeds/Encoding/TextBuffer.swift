import Glibc

/// The reader's own UTF-8 text: one allocation for the life of the reader, rewritten by every record that needs it.
///
/// Its capacity is fixed from the longest record allowed, so a decoder that checks the record's length once
/// need not check every byte it writes: GB18030 grows by half at most.
@safe final class TextBuffer {
  let base: UnsafeMutablePointer<UInt8>
  let capacity: Int

  init(forRecordsOf limit: Int) {
    // A record may be copied whole, and then each field decoded behind the copy.
    capacity = limit + limit + limit / 2 + 64
    guard let memory = unsafe calloc(capacity, 1) else { preconditionFailure("out of memory") }
    unsafe base = memory.bindMemory(to: UInt8.self, capacity: capacity)
  }

  deinit { unsafe free(base) }

  @inline(__always) func view(_ count: Int) -> ByteView {
    assert(count <= capacity)
    return unsafe ByteView(base, count: count)
  }

  /// Copies `bytes` to the beginning.
  @inline(__always) func copy(_ bytes: ByteView) {
    precondition(bytes.count <= capacity)
    unsafe base.update(from: bytes.base, count: bytes.count)
  }
}
