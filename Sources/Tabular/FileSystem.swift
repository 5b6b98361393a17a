import Glibc

/// Files and folders by path, asked so that what cannot be told is never taken for what is not there.
///
/// Foundation answers both with "no", leaves out what it could not list, and ends the process where a rename or a flush
/// fails. A night that takes an unreadable folder for an empty one says that all is well.
package enum FileSystem {
  package enum Kind: Hashable, Sendable { case file, folder, other }

  /// Something below a folder.
  package struct Entry: Hashable, Sendable {
    /// From that folder on.
    package var path: String
    package var kind: Kind
  }

  /// What a path names, a link as a link; nil where nothing is there.
  package static func kind(of path: String) throws(StorageError) -> Kind? {
    guard let about = try status(path) else { return nil }
    switch about.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Of a link, not of where it leads; nil where nothing is there.
  static func status(_ path: String) throws(StorageError) -> stat? {
    var about = stat()
    return unsafe fstatat(AT_FDCWD, path, &about, AT_SYMLINK_NOFOLLOW) == 0 ? about : try nothing(at: path)
  }

  /// Where a link leads; nil where nothing is there, or no link.
  package static func target(ofLink path: String) throws(StorageError) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path, &buffer, buffer.count)
    if count < 0, errno == EINVAL { return nil }
    guard count >= 0 else { return try nothing(at: path) }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The names in a folder, in order; none where it is not there. Names that are not UTF-8 are nobody's.
  package static func names(in folder: String) throws(StorageError) -> [String] {
    try entries(in: folder).map(\.path).sorted()
  }

  /// Everything below a folder, folders before what they hold; links are not followed.
  package static func tree(below root: String) throws(StorageError) -> [Entry] {
    var found: [Entry] = []
    for entry in try entries(in: root).sorted(by: { $0.path < $1.path }) {
      found.append(entry)
      guard entry.kind == .folder else { continue }
      for inner in try tree(below: root + "/" + entry.path) {
        found.append(Entry(path: entry.path + "/" + inner.path, kind: inner.kind))
      }
    }
    return found
  }

  /// A file's bytes, or so many of its first; nil where it is not there.
  package static func contents(of path: String, atMost limit: Int = .max) throws(StorageError) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return try nothing(at: path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = unsafe read(file, &buffer, min(buffer.count, limit - bytes.count))
      if count == 0 { break }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw StorageError(place: path, code: errno)
      }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// A file's text, what is not UTF-8 in it replaced.
  package static func text(of path: String) throws(StorageError) -> String? {
    try contents(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func entries(in folder: String) throws(StorageError) -> [Entry] {
    guard let listing = unsafe opendir(folder) else { return try nothing(at: folder) ?? [] }
    defer { unsafe closedir(listing) }
    var found: [Entry] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(listing) else {
        if errno != 0 { throw StorageError(place: folder, code: errno) }
        return found
      }
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in unsafe Array(raw.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self), name != ".", name != ".." else { continue }
      let known: Kind? =
        switch Int32(unsafe entry.pointee.d_type) {
        case Int32(DT_REG): .file
        case Int32(DT_DIR): .folder
        case Int32(DT_UNKNOWN): try kind(of: folder + "/" + name)
        default: .other
        }
      if let known { found.append(Entry(path: name, kind: known)) }
    }
  }

  /// Nil where the last call failed because nothing is there.
  static func nothing<Found>(at path: String) throws(StorageError) -> Found? {
    guard errno == ENOENT || errno == ENOTDIR else { throw StorageError(place: path, code: errno) }
    return nil
  }
}
