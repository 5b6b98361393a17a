import Glibc
package import Tabular

/// A delivery kept in the archive: local, complete, and no longer in the sender's hands.
package struct FeedFile: Hashable, Sendable {
  /// Where the data file is now.
  package var path: String
  /// Its path below the drop folder: what messages, rejects and the ledger call it.
  package var name: String
  package var businessDate: BusinessDate
  package var bytes: Int
  /// What stands in the control file; empty for a marker, nil where the feed has neither.
  package var control: String?
  /// The control file's path below the drop folder.
  package var controlName: String?

  package init(
    path: String, name: String, businessDate: BusinessDate, bytes: Int, control: String? = nil,
    controlName: String? = nil
  ) {
    self.path = path
    self.name = name
    self.businessDate = businessDate
    self.bytes = bytes
    self.control = control
    self.controlName = controlName
  }

  /// A control file is a few lines.
  static let controlLimit = 64 << 10

  /// What the control file declares by `template`; nil where there is none.
  package func declaration(by template: Template) throws(FeedError) -> Declaration? {
    guard let control, let controlName else { return nil }
    return try template.read(control, file: controlName)
  }
}

extension DropFolder {
  /// How a delivered file gets into the archive.
  package enum Keeping: String, Hashable, Sendable {
    /// A copy of its own, which no later writing of the sender's can reach.
    case copy
    /// A second name of the same file where both are on one file system: takes no time and no room, but a sender who
    /// writes into the file instead of replacing it changes the archive too.
    case link
  }

  /// Keeps a complete delivery in `archive`, a folder of the caller's choice, which is made where it is not there.
  ///
  /// Each file appears under its own name when it is whole and on disk, never before. The same bytes again are kept
  /// once; other bytes under a name already taken are an error.
  package func keep(
    _ delivery: Delivery, data: FilePattern, control: FilePattern?, in archive: String, by keeping: Keeping = .copy
  ) throws(FeedError) -> FeedFile {
    guard delivery.isComplete else { throw FeedError(file: delivery.control ?? delivery.data, .folder(.incomplete)) }
    let target = try Folder.make(archive, name: archive)
    let date = delivery.businessDate
    var file = FeedFile(
      path: archive + "/" + data.name(on: date), name: delivery.data, businessDate: date, bytes: 0,
      controlName: delivery.control)
    // The control file first: with it, the data file is not there half.
    if let control {
      let bytes = try keep(control, on: date, in: target, by: keeping)
      guard bytes <= FeedFile.controlLimit else {
        throw FeedError(file: control.path(on: date), .folder(.controlTooBig(limit: FeedFile.controlLimit)))
      }
      file.control = try controlText(control.name(on: date), in: target, path: control.path(on: date))
    }
    file.bytes = try keep(data, on: date, in: target, by: keeping)
    try target.sync()
    return file
  }

  /// Bytes kept.
  private func keep(
    _ pattern: FilePattern, on date: BusinessDate, in target: borrowing Folder, by keeping: Keeping
  ) throws(FeedError) -> Int {
    let path = pattern.path(on: date)
    let name = pattern.name(on: date)
    guard let folder = try folder(of: pattern) else { throw FeedError(file: path, .folder(.incomplete)) }
    let source = try folder.openFile(name)
    defer { close(source) }
    let copier = ArchiveCopy(source: source, sourceFolder: folder.descriptor, name: name, path: path)
    return try copier.keep(in: target, by: keeping)
  }

  func controlText(
    _ name: String, in folder: borrowing Folder, path: String
  ) throws(FeedError) -> String {
    let file = try folder.openFile(name)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: FeedFile.controlLimit)
    let count = unsafe readAll(file, &bytes, bytes.count)
    guard count >= 0 else { throw FeedError(file: path, .unreadable(errno: errno)) }
    bytes.removeLast(bytes.count - count)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let decoder = try TextDecoder(.gb18030, file: path)
    let buffer = TextBuffer(forRecordsOf: max(1, bytes.count))
    let text = unsafe bytes.withUnsafeBufferPointer { bytes -> String? in
      guard let base = bytes.baseAddress else { return "" }
      return unsafe decoder.string(ByteView(base, count: bytes.count), 0..<bytes.count, buffer)
    }
    guard let text else { throw FeedError(file: path, .declaration(.encoding)) }
    return text
  }
}
