import Feeds
import Tabular

/// What a sender's server has, as far as it was asked in this run.
struct SenderFiles: ~Copyable {
  let folder: RemoteFolder
  let notes: MirrorNotes
  private let session: RemoteSession
  private let now: Moment
  /// By folder, asked once.
  private var names: [String: Set<String>] = [:]
  private var ages: [String: Int] = [:]

  init(folder: RemoteFolder, session: consuming RemoteSession, notes: MirrorNotes, now: Moment) {
    self.folder = folder
    self.session = session
    self.notes = notes
    self.now = now
  }

  /// How a file is stamped; nil where it is not there, and then what was begun of it goes.
  mutating func look(_ pattern: FilePattern, on date: BusinessDate, in drop: DropFolder) throws(FeedError)
    -> RemoteStamp?
  {
    let path = pattern.path(on: date)
    if try isThere(pattern, on: date), let stamp = try session.look(at: pattern.parts(on: date)) {
      ages[path] = notes.see(path, stamp, at: now)
      return stamp
    }
    if notes.forget(path) { try drop.removePartial(of: pattern, on: date) }
    return nil
  }

  /// For how many seconds a file has been as it is.
  func age(_ pattern: FilePattern, on date: BusinessDate) -> Int { ages[pattern.path(on: date)] ?? 0 }

  func fetch(_ delivery: RemoteDelivery, into drop: DropFolder) throws(FeedError) {
    let notes = notes
    try drop.fetch(delivery, by: session) { path, stamp throws(FeedError) in try notes.begin(path, stamp) }
    for part in [delivery.data, delivery.control].compactMap(\.self) {
      notes.keep(part.pattern.path(on: delivery.date), part.stamp)
    }
    try notes.write()
  }

  /// A name that is not in its folder need not be asked about.
  private mutating func isThere(_ pattern: FilePattern, on date: BusinessDate) throws(FeedError) -> Bool {
    guard folder.hasNames else { return true }
    let parts = pattern.parts(on: date).dropLast()
    let key = parts.joined(separator: "/")
    if names[key] == nil {
      guard let found = try session.names(in: Array(parts)) else {
        throw FeedError(folder.location, .remote(endpoint: folder.name, .noFolder(key.isEmpty ? "itself" : key)))
      }
      names[key] = found
    }
    return names[key]?.contains(pattern.name(on: date)) ?? false
  }
}
