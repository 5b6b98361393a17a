import Glibc

extension FileSystem {
  /// Makes a folder, and those it is in, where they are not there.
  package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(StorageError) {
    if unsafe mkdir(path, mode) == 0 || errno == EEXIST { return }
    let number = errno
    guard number == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else {
      throw StorageError(place: path, code: number)
    }
    try makeFolder(String(path[..<end]), mode: mode)
    guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else { throw StorageError(place: path, code: errno) }
  }

  /// Gives a file or folder another name on the same file system, in one step; what had the name is gone.
  package static func rename(_ path: String, to other: String) throws(StorageError) {
    guard unsafe Glibc.rename(path, other) == 0 else { throw StorageError(place: other, code: errno) }
  }

  /// Takes away a file, or a folder with all it holds; nothing where nothing is there.
  package static func remove(_ path: String) throws(StorageError) {
    guard let kind = try kind(of: path) else { return }
    if kind == .folder {
      for name in try names(in: path) { try remove(path + "/" + name) }
    }
    let result = unsafe kind == .folder ? rmdir(path) : unlink(path)
    guard result == 0 || errno == ENOENT else { throw StorageError(place: path, code: errno) }
  }

  /// Writes a file anew; when this returns its bytes are on disk, its name when its folder is.
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(StorageError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw StorageError(place: path, code: errno) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw StorageError(place: path, code: errno)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw StorageError(place: path, code: errno) }
  }

  /// Puts a file in the place of another of that name, which is there until then.
  ///
  /// - Parameter prepare: does what the new file needs before it has its name.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o644, _ prepare: (String) throws -> Void = { _ in }
  ) throws {
    let fresh = path + ".new"
    do {
      try write(bytes, to: fresh, mode: mode)
      try prepare(fresh)
      try rename(fresh, to: path)
    } catch {
      unsafe unlink(fresh)
      throw error
    }
  }

  /// A file's bytes, or which names a folder holds, are on disk afterwards.
  package static func synchronize(_ path: String) throws(StorageError) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw StorageError(place: path, code: errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw StorageError(place: path, code: errno) }
  }
}
