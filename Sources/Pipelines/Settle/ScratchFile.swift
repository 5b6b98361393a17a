import Glibc

/// A file without a name, gone with the process: room for what a load must remember and memory must not hold.
struct ScratchFile: ~Copyable {
  private let descriptor: Int32
  private(set) var end = 0

  /// - Parameter folder: where it lies; nothing is left there after a crash.
  init(in folder: String) throws(ScratchError) {
    var template = Array((folder + "/granary.XXXXXX").utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
    guard descriptor >= 0 else { throw ScratchError(folder: folder, code: errno) }
    unsafe template.withUnsafeBufferPointer { _ = unsafe unlink($0.baseAddress!) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Answers where the bytes begin.
  @discardableResult
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ScratchError) -> Int {
    let start = end
    while end < start + bytes.count {
      let done = end - start
      let written = unsafe pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(end))
      guard written > 0 else { throw ScratchError(folder: "", code: written < 0 ? errno : ENOSPC) }
      end += written
    }
    return start
  }

  /// Fills `target` from `offset` on; what it is asked for has been appended.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(ScratchError) {
    var done = 0
    while done < target.count {
      let got = unsafe pread(descriptor, target.baseAddress! + done, target.count - done, off_t(offset + done))
      guard got > 0 else { throw ScratchError(folder: "", code: got < 0 ? errno : EIO) }
      done += got
    }
  }
}

/// The scratch file could not be made, written or read.
struct ScratchError: Error, CustomStringConvertible {
  var folder: String
  var code: Int32
  var description: String {
    let reason = unsafe String(cString: strerror(code))
    return
      "\(folder.isEmpty ? "scratch file" : folder): error: \(reason)\n    hint: free space in that folder, then run again"
  }
}
