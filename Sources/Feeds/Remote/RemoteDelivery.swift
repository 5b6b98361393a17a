package import Tabular

/// A file at a sender's server, as it was looked at.
package struct RemotePart: Sendable {
  package var pattern: FilePattern
  package var stamp: RemoteStamp

  package init(_ pattern: FilePattern, _ stamp: RemoteStamp) {
    self.pattern = pattern
    self.stamp = stamp
  }
}

/// A delivery that lies complete at its sender's server.
package struct RemoteDelivery: Sendable {
  package var date: BusinessDate
  package var data: RemotePart
  package var control: RemotePart?
  /// What the control file declares, where it holds more than that the data file is complete.
  package var template: Template?

  package init(date: BusinessDate, data: RemotePart, control: RemotePart? = nil, template: Template? = nil) {
    self.date = date
    self.data = data
    self.control = control
    self.template = template
  }
}

extension DropFolder {
  /// Whether a file lies here as its sender has it now: of the same size and time.
  package func has(_ part: RemotePart, on date: BusinessDate) throws(FeedError) -> Bool {
    guard let folder = try madeFolder(of: part.pattern) else { return false }
    guard let entry = try folder.entry(part.pattern.name(on: date)) else { return false }
    return entry.isRegular && part.stamp.isOf(bytes: entry.bytes, modified: entry.modified)
  }

  /// Brings a delivery here. Its files get their names when all of them are whole and on disk, the data file first; what
  /// a transfer that was cut off has brought is kept for the next one.
  ///
  /// - Parameter begins: says whether what is there of a file already is of the same stamp, and remembers this one.
  package func fetch(
    _ delivery: RemoteDelivery, by session: borrowing RemoteSession,
    _ begins: (_ path: String, RemoteStamp) throws(FeedError) -> Bool
  ) throws(FeedError) {
    let date = delivery.date
    var control: PartialFile?
    if let part = delivery.control, try !has(part, on: date) {
      control = try fetch(part, on: date, by: session, begins) { _ throws(FeedError) in true }
    }
    if try !has(delivery.data, on: date) {
      let file = try fetch(delivery.data, on: date, by: session, begins) { path throws(FeedError) in
        try isDeclared(path, delivery, isControlPartial: control != nil)
      }
      // An old control file is none of the new data.
      if control != nil, let part = delivery.control { try remove(part.pattern.name(on: date), part.pattern) }
      try file.publish(as: delivery.data.stamp)
    }
    if let control, let part = delivery.control { try control.publish(as: part.stamp) }
  }

  /// - Parameter isRight: whether a file made of two transfers is the sender's; one that is not is fetched anew.
  private func fetch(
    _ part: RemotePart, on date: BusinessDate, by session: borrowing RemoteSession,
    _ begins: (String, RemoteStamp) throws(FeedError) -> Bool, isRight: (String) throws(FeedError) -> Bool
  ) throws(FeedError) -> PartialFile {
    let (name, path) = (part.pattern.name(on: date), part.pattern.path(on: date))
    var folder = try Folder.make(root, name: ".")
    for inner in part.pattern.folders { folder = try folder.madeFolder(inner) }
    let isKept = try begins(path, part.stamp)
    let file = try PartialFile(
      name, in: folder, path: path, limit: part.stamp.bytes ?? session.fileLimit, isKept: isKept)
    let isResumed = file.bytes > 0
    do throws(FeedError) {
      try session.fetch(part.pattern.folders + [name], as: part.stamp, into: file, name: path)
      let partial = (part.pattern.folders + [PartialFile.name(for: name)]).joined(separator: "/")
      if isResumed, try !isRight(root + "/" + partial) {
        file.clear()
        try session.fetch(part.pattern.folders + [name], as: part.stamp, into: file, name: path)
      }
    } catch {
      if error.problem == .folder(.changed) { file.discard() }
      throw error
    }
    return file
  }

  /// Whether a data file has the checksum that its control file declares; true where it declares none. What cannot be
  /// read of it is the loader's to refuse.
  private func isDeclared(
    _ path: String, _ delivery: RemoteDelivery, isControlPartial: Bool
  ) throws(FeedError) -> Bool {
    guard let template = delivery.template, let pattern = delivery.control?.pattern,
      let folder = try folder(of: pattern)
    else { return true }
    let name = pattern.name(on: delivery.date)
    guard
      let text = try? controlText(isControlPartial ? PartialFile.name(for: name) : name, in: folder, path: name),
      let checksum = (try? template.read(text, file: name))?.checksum
    else { return true }
    return try FileDigest(path: path, name: delivery.data.pattern.path(on: delivery.date)).agrees(with: checksum)
  }

  /// Takes away what a transfer has left of a file that its sender has no more.
  package func removePartial(of pattern: FilePattern, on date: BusinessDate) throws(FeedError) {
    try remove(PartialFile.name(for: pattern.name(on: date)), pattern)
  }

  private func remove(_ name: String, _ pattern: FilePattern) throws(FeedError) {
    guard let folder = try madeFolder(of: pattern) else { return }
    try folder.remove(name)
  }

  /// The folder of a pattern's files, below a drop folder that need not be there yet.
  private func madeFolder(of pattern: FilePattern) throws(FeedError) -> Folder? {
    _ = try Folder.make(root, name: ".")
    return try folder(of: pattern)
  }

  /// Whether a name below the drop folder is of a file that is under way, and of which one.
  package static func underWay(_ path: String) -> String? {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.popLast(), name.hasPrefix("."), name.hasSuffix(".partial"), name.utf8.count > 9 else {
      return nil
    }
    return (parts + [String(name.dropFirst().dropLast(8))]).joined(separator: "/")
  }
}

extension RemoteStamp {
  /// Whether a file of ours is this one.
  package func isOf(bytes: Int, modified: Int) -> Bool {
    (self.bytes == nil || self.bytes == bytes) && (self.modified ?? 0) == modified
  }
}
