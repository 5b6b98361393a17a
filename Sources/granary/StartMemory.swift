import CMemory
import Glibc

/// Memory that only a program's start needed.
enum StartMemory {
  /// Gives back what reading the project took, so that a load begins with what it needs: free heap, and the pages of
  /// code that ran once. Those come again from the system's cache where they are wanted after all.
  static func giveBack() {
    malloc_trim(0)
    unsafe dl_iterate_phdr(
      { object, _, _ in
        guard let object = unsafe object?.pointee else { return 0 }
        for index in 0..<(unsafe Int(object.dlpi_phnum)) {
          let segment = unsafe object.dlpi_phdr[index]
          // Code, which nobody writes: what is given back is what the file holds.
          guard segment.p_type == PT_LOAD, Int32(segment.p_flags) & (PF_X | PF_W) == PF_X else { continue }
          let start =
            unsafe (UInt(object.dlpi_addr) + UInt(segment.p_vaddr)) / StartMemory.pageSize * StartMemory.pageSize
          let end = unsafe UInt(object.dlpi_addr) + UInt(segment.p_vaddr) + UInt(segment.p_filesz)
          unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_DONTNEED)
        }
        return 0
      }, nil)
  }

  private static let pageSize = UInt(sysconf(Int32(_SC_PAGESIZE)))
}
