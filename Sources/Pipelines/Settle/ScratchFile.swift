import Glibc
import Tabular

/// A file without a name, gone with the process: room for what a load must remember and memory must not hold.
struct ScratchFile: ~Copyable {
  private let descriptor: Int32
  private(set) var end = 0

  /// - Parameter folder: where it lies; nothing is left there after a crash.
  init(in folder: String) throws(StorageError) {
    var template = Array((folder + "/granary.XXXXXX").utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
    guard descriptor >= 0 else { throw StorageError(place: folder, code: errno) }
    unsafe template.withUnsafeBufferPointer { _ = unsafe unlink($0.baseAddress!) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Answers where the bytes begin.
  @discardableResult
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Int {
    let start = end
    while end < start + bytes.count {
      let done = end - start
      let written = unsafe pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(end))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw StorageError(place: "scratch file", code: written < 0 ? errno : ENOSPC) }
      end += written
    }
    return start
  }

  /// Fills `target` from `offset` on; what it is asked for has been appended.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(StorageError) {
    var done = 0
    while done < target.count {
      let got = unsafe pread(descriptor, target.baseAddress! + done, target.count - done, off_t(offset + done))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw StorageError(place: "scratch file", code: got < 0 ? errno : EIO) }
      done += got
    }
  }
}
