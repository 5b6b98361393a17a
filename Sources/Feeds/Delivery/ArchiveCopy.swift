import Glibc
import Tabular

/// One file on its way into the archive: copied under a name nobody reads, flushed, then renamed.
struct ArchiveCopy {
  /// Open for reading.
  var source: Int32
  var sourceFolder: Int32
  var name: String
  /// What errors call it.
  var path: String

  /// Bytes kept. The folder itself is flushed by the caller, once for all files.
  func keep(in target: borrowing Folder, by keeping: DropFolder.Keeping) throws(FeedError) -> Int {
    let partial = ".\(name).\(getpid()).partial"
    let before = try status(source)
    if let kept = try target.entry(name) {
      guard kept.isRegular, try isSame(as: name, in: target, before) else {
        throw FeedError(file: path, .folder(.occupied))
      }
      return kept.bytes
    }
    unsafe unlinkat(target.descriptor, partial, 0)
    let isLinked = unsafe keeping == .link && linkat(sourceFolder, name, target.descriptor, partial, 0) == 0
    if !isLinked { try copy(to: partial, in: target) }
    do throws(FeedError) {
      // A linked file has no other copy soon: what its sender wrote must be on disk before the drop folder forgets it.
      if isLinked, fsync(source) != 0 { throw FeedError(file: path, .unwritable(errno: errno)) }
      let after = try status(source)
      guard before.st_size == after.st_size, before.st_mtim.tv_sec == after.st_mtim.tv_sec,
        before.st_mtim.tv_nsec == after.st_mtim.tv_nsec
      else { throw FeedError(file: path, .folder(.changed)) }
      guard unsafe renameat(target.descriptor, partial, target.descriptor, name) == 0 else {
        throw FeedError(file: path, .unwritable(errno: errno))
      }
    } catch {
      unsafe unlinkat(target.descriptor, partial, 0)
      throw error
    }
    return Int(before.st_size)
  }

  private func copy(to partial: String, in target: borrowing Folder) throws(FeedError) {
    let out = unsafe openat(target.descriptor, partial, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    guard out >= 0 else { throw FeedError(file: path, .unwritable(errno: errno)) }
    defer { close(out) }
    do throws(FeedError) {
      try copyBytes(to: out)
      // A file fetched from a sender's server is known again by its time.
      let status = try status(source)
      let times = [status.st_atim, status.st_mtim]
      guard unsafe futimens(out, times) == 0 else { throw FeedError(file: path, .unwritable(errno: errno)) }
      if fsync(out) != 0 { throw FeedError(file: path, .unwritable(errno: errno)) }
    } catch {
      unsafe unlinkat(target.descriptor, partial, 0)
      throw error
    }
  }

  private func copyBytes(to out: Int32) throws(FeedError) {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var offset: off_t = 0
    while true {
      let count = unsafe pread(source, &buffer, buffer.count, offset)
      if count == 0 { return }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw FeedError(file: path, .unreadable(errno: errno))
      }
      offset += off_t(count)
      try writeAll(buffer[..<count], to: out, path: path)
    }
  }

  private func isSame(as name: String, in target: borrowing Folder, _ status: stat) throws(FeedError) -> Bool {
    let kept = try target.openFile(name)
    defer { close(kept) }
    let keptStatus = try self.status(kept)
    if keptStatus.st_ino == status.st_ino, keptStatus.st_dev == status.st_dev { return true }
    guard keptStatus.st_size == status.st_size else { return false }
    do throws(StorageError) { return try FileSystem.isEqual(source, kept, place: path) } catch {
      throw FeedError(file: path, .unreadable(errno: error.code))
    }
  }

  private func status(_ file: Int32) throws(FeedError) -> stat {
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw FeedError(file: path, .unreadable(errno: errno)) }
    return status
  }
}

/// As much as there is, up to `count`; -1 where the system says no. A read may be cut short or interrupted.
func readAll(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  var done = 0
  while done < count {
    let read = unsafe read(file, buffer + done, count - done)
    if read == 0 { return done }
    if read < 0, errno == EINTR { continue }
    guard read > 0 else { return -1 }
    done += read
  }
  return done
}

func writeAll(_ bytes: ArraySlice<UInt8>, to file: Int32, path: String) throws(FeedError) {
  var rest = bytes
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    guard count >= 0 else {
      if errno == EINTR { continue }
      throw FeedError(file: path, .unwritable(errno: errno))
    }
    rest = rest.dropFirst(count)
  }
}
