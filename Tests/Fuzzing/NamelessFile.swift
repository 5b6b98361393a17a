import Glibc

/// A file that has no name any more, and a path as long as it is open.
struct NamelessFile: ~Copyable {
  private let descriptor: Int32
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: [UInt8]) {
    var name = Array("/dev/shm/granary-fuzz-XXXXXX".utf8CString)
    descriptor = unsafe mkstemp(&name)
    precondition(descriptor >= 0)
    unsafe unlink(name)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      precondition(count > 0)
      written += count
    }
  }

  deinit { close(descriptor) }
}
