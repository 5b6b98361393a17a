import Glibc
import Tabular

/// An open folder. Files are looked up, opened, made and renamed relative to it, and links are never followed,
/// so what is opened is in the folder whatever happens to the path meanwhile.
@safe struct Folder: ~Copyable {
  let descriptor: Int32
  /// What errors call it.
  let name: String

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  deinit { close(descriptor) }

  /// Opens the folder at `path`, which the operator chose and may be a link.
  static func open(_ path: String, name: String) throws(FeedError) -> Folder {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FeedError(file: name, .unreadable(errno: errno)) }
    return Folder(descriptor: descriptor, name: name)
  }

  /// Opens the folder `part` in this one; nil where there is none.
  func folder(_ part: String) throws(FeedError) -> Folder? {
    let inner = unsafe openat(descriptor, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    let path = child(part)
    guard inner >= 0 else {
      if errno == ENOENT { return nil }
      if errno == ELOOP || errno == ENOTDIR { throw FeedError(file: path, .folder(.notRegular)) }
      throw FeedError(file: path, .unreadable(errno: errno))
    }
    return Folder(descriptor: inner, name: path)
  }

  /// Opens, and makes where they are not there, all folders of `path`.
  static func make(_ path: String, name: String) throws(FeedError) -> Folder {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      if unsafe mkdir(made, 0o750) != 0, errno != EEXIST { throw FeedError(file: name, .unwritable(errno: errno)) }
      made += "/"
    }
    return try open(path, name: name)
  }

  /// Opens the folder `part` in this one, which is made where it is not there.
  func madeFolder(_ part: String) throws(FeedError) -> Folder {
    if unsafe mkdirat(descriptor, part, 0o750) != 0, errno != EEXIST {
      throw FeedError(file: child(part), .unwritable(errno: errno))
    }
    guard let inner = try folder(part) else { throw FeedError(file: child(part), .unreadable(errno: ENOENT)) }
    return inner
  }

  func child(_ part: String) -> String { name.isEmpty || name == "." ? part : name + "/" + part }

  struct Entry {
    var bytes: Int
    /// Seconds since 1970.
    var modified: Int
    var isRegular: Bool
  }

  /// What `part` is, a link as a link; nil where it is not there.
  func entry(_ part: String) throws(FeedError) -> Entry? {
    var status = stat()
    guard unsafe fstatat(descriptor, part, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FeedError(file: child(part), .unreadable(errno: errno))
    }
    return Entry(
      bytes: Int(status.st_size), modified: status.st_mtim.tv_sec, isRegular: status.st_mode & S_IFMT == S_IFREG)
  }

  /// The names in the folder, in order; those that are not UTF-8 are nobody's pattern and left out.
  func names() throws(FeedError) -> [String] {
    let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let listing = unsafe fdopendir(copy) else {
      throw FeedError(file: name, .unreadable(errno: errno))
    }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(listing) else {
        if errno != 0 { throw FeedError(file: name, .unreadable(errno: errno)) }
        return names.sorted()
      }
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        unsafe Array(raw.prefix { $0 != 0 })
      }
      if let text = String(validating: bytes, as: UTF8.self) { names.append(text) }
    }
  }

  /// Opens a regular file for reading.
  func openFile(_ part: String) throws(FeedError) -> Int32 {
    let file = unsafe openat(descriptor, part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    let path = child(part)
    guard file >= 0 else {
      if errno == ELOOP { throw FeedError(file: path, .folder(.notRegular)) }
      throw FeedError(file: path, .unreadable(errno: errno))
    }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw FeedError(file: path, .folder(.notRegular))
    }
    return file
  }

  /// A name that is not there is none to be taken away.
  func remove(_ part: String) throws(FeedError) {
    if unsafe unlinkat(descriptor, part, 0) != 0, errno != ENOENT {
      throw FeedError(file: child(part), .unwritable(errno: errno))
    }
  }

  func sync() throws(FeedError) {
    if fsync(descriptor) != 0 { throw FeedError(file: name, .unwritable(errno: errno)) }
  }
}
