import Glibc

/// Whether two files are the same: for who may take one away only where the other is sure to be there.
extension FileSystem {
  /// Whether both paths name one file; no where nothing is at either.
  package static func isOneFile(_ path: String, _ other: String) throws(StorageError) -> Bool {
    guard let one = try status(path), let two = try status(other) else { return false }
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  /// Whether two files hold the same bytes; no where nothing is at either path.
  package static func isEqual(_ path: String, _ other: String) throws(StorageError) -> Bool {
    guard let one = try opened(path) else { return false }
    defer { close(one) }
    guard let two = try opened(other) else { return false }
    defer { close(two) }
    return try isEqual(one, two, place: path)
  }

  /// The same of files that are open for reading, from their beginnings.
  ///
  /// - Parameter place: how an error calls them.
  package static func isEqual(_ file: Int32, _ other: Int32, place: String) throws(StorageError) -> Bool {
    let size = 1 << 18
    var offset = 0
    while true {
      let one = try part(of: file, at: offset, size, place)
      let two = try part(of: other, at: offset, size, place)
      if one != two { return false }
      if one.isEmpty { return true }
      offset += one.count
    }
  }

  /// As many bytes as are asked for, fewer only at the file's end.
  private static func part(of file: Int32, at offset: Int, _ size: Int, _ place: String) throws(StorageError)
    -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(file, buffer.baseAddress.map { unsafe $0 + done }, size - done, offset + done)
      }
      if count == 0 { break }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw StorageError(place: place, code: errno)
      }
      done += count
    }
    bytes.removeLast(size - done)
    return bytes
  }

  private static func opened(_ path: String) throws(StorageError) -> Int32? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    return file >= 0 ? file : try nothing(at: path)
  }
}
