import CMalloc
import Glibc
import Tabular

/// Memory that only a program's start needed.
enum StartMemory {
  /// Gives back what reading the project took, so that a load begins with what it needs: free heap, and the pages of
  /// code that ran once. Those come again from the system's cache where they are wanted after all.
  static func giveBack() {
    malloc_trim(0)
    guard let maps = try? FileSystem.text(of: "/proc/self/maps") else { return }
    for line in maps.split(separator: "\n") {
      // 7f3c08a00000-7f3c08f00000 r-xp 00028000 fe:00 1234  /lib/x86_64-linux-gnu/libc.so.6
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      // Code, which nobody writes: what is given back is what the file holds.
      guard fields.count == 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
      let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard bounds.count == 2 else { continue }
      unsafe madvise(UnsafeMutableRawPointer(bitPattern: bounds[0]), Int(bounds[1] - bounds[0]), MADV_DONTNEED)
    }
  }
}
