import Glibc

/// A file on its way into the drop folder: `.NAME.partial`, beside where it will be.
///
/// What an earlier transfer left of it is kept, so the next one goes on where that ended.
@safe package final class PartialFile {
  private let folder: Folder
  private let name: String
  private let path: String
  private let file: Int32
  /// The most bytes it may have; more is another file than the one that was looked at.
  private let limit: Int
  package private(set) var bytes: Int
  /// Why a transfer was stopped.
  private(set) var problem: FeedError.Problem?

  static func name(for name: String) -> String { ".\(name).partial" }

  /// - Parameters:
  ///   - path: what errors call the file.
  ///   - isKept: whether what is there already is of the same file.
  init(_ name: String, in folder: consuming Folder, path: String, limit: Int, isKept: Bool) throws(FeedError) {
    let partial = PartialFile.name(for: name)
    let file = unsafe openat(
      folder.descriptor, partial, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o640)
    guard file >= 0 else {
      throw FeedError(file: path, errno == ELOOP ? .folder(.notRegular) : .unwritable(errno: errno))
    }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw FeedError(file: path, .folder(.notRegular))
    }
    self.folder = folder
    self.name = name
    self.path = path
    self.file = file
    self.limit = limit
    bytes = Int(status.st_size)
    if !isKept || bytes > limit, !clear() {
      throw FeedError(file: path, .unwritable(errno: errno))
    }
  }

  deinit { close(file) }

  /// False where it cannot be kept.
  func append(_ more: UnsafeRawBufferPointer) -> Bool {
    guard more.count <= limit - bytes else {
      problem = .folder(.changed)
      return false
    }
    var done = 0
    while done < more.count {
      let count = unsafe write(file, more.baseAddress.map { unsafe $0 + done }, more.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        problem = .unwritable(errno: errno)
        return false
      }
      done += count
      bytes += count
    }
    return true
  }

  /// Forgets what is there.
  @discardableResult
  func clear() -> Bool {
    guard ftruncate(file, 0) == 0 else {
      problem = .unwritable(errno: errno)
      return false
    }
    bytes = 0
    return true
  }

  /// Takes it away.
  func discard() { unsafe unlinkat(folder.descriptor, PartialFile.name(for: name), 0) }

  /// Gives the file its name, and the time the sender's has: by that and its size it is known again.
  package func publish(as stamp: RemoteStamp) throws(FeedError) {
    let times = [timespec(tv_sec: stamp.modified ?? 0, tv_nsec: 0), timespec(tv_sec: stamp.modified ?? 0, tv_nsec: 0)]
    guard unsafe futimens(file, times) == 0, fsync(file) == 0,
      unsafe renameat(folder.descriptor, PartialFile.name(for: name), folder.descriptor, name) == 0
    else { throw FeedError(file: path, .unwritable(errno: errno)) }
    try folder.sync()
  }
}
