import Foundation
import Semantics
import Tabular

/// A file that only its owner may read, written beside its place and put there when it is whole. What is there already
/// stays, unless somebody says that it may go.
final class PrivateFile {
  private let path: String
  private let partial: String
  private let isReplacing: Bool
  private let descriptor: Int32
  private var waiting: [UInt8] = []
  private var isDone = false

  /// Folders that are missing are made, for the owner alone too.
  init(_ path: String, replacing isReplacing: Bool) throws {
    self.path = path
    self.isReplacing = isReplacing
    partial = path + ".partial"
    if !isReplacing, try FileSystem.kind(of: path) != nil { throw PrivateFile.taken(path) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileSystem.makeFolder(folder.path, mode: 0o700)
    try PrivateFile.clear(partial, for: path)
    descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw StorageError(place: path, code: errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { throw PrivateFile.busy(path) }
  }

  /// What a killed export left goes, a link with it; what another one is writing stays.
  private static func clear(_ partial: String, for path: String) throws {
    let old = unsafe open(partial, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    defer { if old >= 0 { close(old) } }
    if old >= 0, flock(old, LOCK_EX | LOCK_NB) != 0 { throw busy(path) }
    if old >= 0 || errno != ENOENT { unsafe unlink(partial) }
  }

  private static func taken(_ path: String) -> ReadingError {
    ReadingError(.mistake, path, "there is a file already", hint: "name another one; or, if it may go: --replace")
  }

  private static func busy(_ path: String) -> ReadingError {
    ReadingError(.mistake, path, "another export is writing it", hint: "wait until it has ended")
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
    guard fsync(descriptor) == 0 else { throw StorageError(place: path, code: errno) }
    if isReplacing {
      try FileSystem.rename(partial, to: path)
      isDone = true
    } else if unsafe link(partial, path) != 0 {
      // Somebody may have been faster.
      throw errno == EEXIST ? PrivateFile.taken(path) : StorageError(place: path, code: errno)
    } else {
      unsafe unlink(partial)
      isDone = true
    }
    try FileSystem.synchronize(URL(fileURLWithPath: path).deletingLastPathComponent().path)
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
