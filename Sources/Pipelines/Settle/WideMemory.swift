import Glibc

/// Zeroed words that are looked at here and there, all over. Where they are many they come in pages of 2 MB: with the
/// usual ones nearly every look would first have to wait for the page table.
@safe struct WideMemory<Word: FixedWidthInteger & BitwiseCopyable>: ~Copyable {
  let words: UnsafeMutablePointer<Word>

  init(words count: Int) {
    let huge = 1 << 21
    let bytes = count * MemoryLayout<Word>.size
    var pages: UnsafeMutableRawPointer?
    // Fresh pages of the system are zero, and those never touched cost nothing.
    guard bytes >= huge, unsafe posix_memalign(&pages, huge, bytes) == 0, let memory = unsafe pages else {
      guard let memory = unsafe calloc(bytes, 1) else { preconditionFailure("out of memory") }
      unsafe words = memory.bindMemory(to: Word.self, capacity: count)
      return
    }
    unsafe madvise(memory, bytes, Int32(MADV_HUGEPAGE))
    unsafe memset(memory, 0, bytes)
    unsafe words = memory.bindMemory(to: Word.self, capacity: count)
  }

  deinit { unsafe free(words) }
}
