import Feeds
import Foundation
import Tabular

/// What was seen at a sender's server: `.granary/mirror/<endpoint>.json`. Where it is lost, files are looked at and
/// perhaps fetched once more, and what comes a second time is a duplicate; nothing else depends on it.
final class MirrorNotes {
  struct Note: Codable {
    /// As it was looked at last, and since when it looks so.
    var seen: RemoteStamp
    var since: Int64
    /// What the partial file is of.
    var begun: RemoteStamp?
    /// What was brought into the drop folder.
    var kept: RemoteStamp?
  }

  private let path: String
  private var notes: [String: Note]
  private var asked: Set<String> = []

  init(path: String) throws(FeedError) {
    self.path = path
    do throws(StorageError) {
      let bytes = try FileSystem.contents(of: path)
      notes = bytes.flatMap { try? JSONDecoder().decode([String: Note].self, from: Data($0)) } ?? [:]
    } catch { throw FeedError(file: path, .unreadable(errno: error.code)) }
  }

  /// Notes a look, and answers for how many seconds the file has looked so.
  func see(_ file: String, _ stamp: RemoteStamp, at now: Moment) -> Int {
    asked.insert(file)
    let moment = now.secondsSince1970
    if let note = notes[file], note.seen == stamp { return Int(max(0, moment - note.since)) }
    let before = notes[file]
    notes[file] = Note(seen: stamp, since: moment, begun: before?.begun, kept: before?.kept)
    return 0
  }

  /// Whether what is there of a file already is of this stamp; from now on it is. On disk before the first byte is.
  func begin(_ file: String, _ stamp: RemoteStamp) throws(FeedError) -> Bool {
    let isKept = notes[file]?.begun == stamp
    notes[file]?.begun = stamp
    if !isKept { try write() }
    return isKept
  }

  func keep(_ file: String, _ stamp: RemoteStamp) {
    notes[file]?.begun = nil
    notes[file]?.kept = stamp
  }

  /// Whether the file we have may be the one that is there now, by what size and time do not show.
  func isSame(_ file: String, _ stamp: RemoteStamp) -> Bool {
    guard let known = notes[file]?.kept?.tag, let tag = stamp.tag else { return true }
    return known == tag
  }

  /// Forgets a file that its sender has no more.
  func forget(_ file: String) -> Bool { notes.removeValue(forKey: file) != nil }

  func write() throws(FeedError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    do { try FileSystem.replace(path, with: Array(encoder.encode(notes))) } catch {
      throw FeedError(file: path, .unwritable(errno: StorageError(error, place: path).code))
    }
  }

  /// Leaves out what was not asked for and has been as it is for a month: it is of dates gone by.
  func close(at now: Moment) throws(FeedError) {
    notes = notes.filter { asked.contains($0.key) || now.secondsSince1970 - $0.value.since < 31 * 86_400 }
    try write()
  }
}

/// One run at a time asks a server: another one would fetch the same files.
final class MirrorTurn {
  private let file: Int32

  /// Nil where another run has its turn.
  init?(in folder: String, of name: String) throws(FeedError) {
    do throws(StorageError) { try FileSystem.makeFolder(folder) } catch {
      throw FeedError(file: folder, .unwritable(errno: error.code))
    }
    let path = "\(folder)/\(name).lock"
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard file >= 0 else { throw FeedError(file: path, .unwritable(errno: errno)) }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      if number == EINTR { continue }
      close(file)
      guard number == EWOULDBLOCK else { throw FeedError(file: path, .unwritable(errno: number)) }
      return nil
    }
    self.file = file
  }

  deinit { close(file) }
}
