import Foundation

/// A file that only its owner may read, written beside its place and renamed when it is whole.
final class PrivateFile {
  private let path: String
  private let partial: String
  private let descriptor: Int32
  private var waiting: [UInt8] = []
  private var isDone = false

  /// Folders that are missing are made, for the owner alone too.
  init(_ path: String) throws {
    self.path = path
    partial = path + ".partial"
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw StorageError(error, place: path) }
    // What a killed export left; a link there is removed, not followed.
    unsafe unlink(partial)
    descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw StorageError(place: path, code: errno) }
  }

  deinit {
    close(descriptor)
    if !isDone { unsafe unlink(partial) }
  }

  func write(_ bytes: some Sequence<UInt8>) throws {
    waiting += bytes
    if waiting.count >= 1 << 18 { try flush() }
  }

  func finish() throws {
    try flush()
    guard fsync(descriptor) == 0, unsafe rename(partial, path) == 0 else {
      throw StorageError(place: path, code: errno)
    }
    isDone = true
    let folder = unsafe open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func flush() throws {
    var rest = waiting[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw StorageError(place: path, code: errno) }
      rest = rest.dropFirst(written)
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
