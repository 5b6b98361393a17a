import Foundation
import Tabular

/// A lock on a file, held for one call; it ends with the process too, and children do not inherit it.
enum FileLock {
  /// Waits for it, then does the work.
  static func holding<R>(_ path: String, _ body: () throws -> R) throws -> R {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FileSystem.makeFolder(folder)
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw WarehouseError(.unavailable, path, "cannot be opened", hint: "may you write in this folder?")
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw StorageError(place: path, code: errno) }
    }
    return try body()
  }
}
