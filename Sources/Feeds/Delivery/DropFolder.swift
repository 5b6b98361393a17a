package import Tabular

/// A delivery found in the drop folder: the data file of a business date, and what completes it.
package struct Delivery: Hashable, Sendable {
  package var businessDate: BusinessDate
  /// Paths below the drop folder.
  package var data: String
  /// Nil where the feed declares none.
  package var control: String?
  /// Bytes of the data file when it was looked at.
  package var bytes: Int
  /// The data file, and the control or marker file where the feed declares one, are there.
  package var isComplete: Bool
}

/// The folder senders put their files into. Nothing in it is ever changed.
package struct DropFolder: Hashable, Sendable {
  package var root: String

  package init(root: String) { self.root = root }

  /// What has arrived for a feed, in the order of business dates; nothing where its folder is not there yet.
  ///
  /// A name that is not the pattern's is not the feed's; a link or special file under such a name is an error.
  package func deliveries(data: FilePattern, control: FilePattern?) throws(FeedError) -> [Delivery] {
    guard let folder = try folder(of: data) else { return [] }
    var deliveries: [Delivery] = []
    for name in try folder.names() {
      guard let date = data.date(of: name), let delivery = try delivery(name, date, folder, data, control) else {
        continue
      }
      deliveries.append(delivery)
    }
    return deliveries.sorted { $0.businessDate < $1.businessDate }
  }

  /// What has arrived for a feed and a business date; nil where its data file is not there.
  package func delivery(
    of date: BusinessDate, data: FilePattern, control: FilePattern?
  ) throws(FeedError) -> Delivery? {
    guard let folder = try folder(of: data) else { return nil }
    return try delivery(data.name(on: date), date, folder, data, control)
  }

  private func delivery(
    _ name: String, _ date: BusinessDate, _ folder: borrowing Folder, _ data: FilePattern, _ control: FilePattern?
  ) throws(FeedError) -> Delivery? {
    guard let entry = try folder.entry(name) else { return nil }
    guard entry.isRegular else { throw FeedError(file: data.path(on: date), .folder(.notRegular)) }
    var isComplete = true
    if let control {
      isComplete = try hasFile(control, on: date)
    }
    return Delivery(
      businessDate: date, data: data.path(on: date), control: control?.path(on: date), bytes: entry.bytes,
      isComplete: isComplete)
  }

  private func hasFile(_ pattern: FilePattern, on date: BusinessDate) throws(FeedError) -> Bool {
    guard let folder = try folder(of: pattern), let entry = try folder.entry(pattern.name(on: date)) else {
      return false
    }
    guard entry.isRegular else { throw FeedError(file: pattern.path(on: date), .folder(.notRegular)) }
    return true
  }

  /// The folder a pattern's files are in, without following links below the root.
  func folder(of pattern: FilePattern) throws(FeedError) -> Folder? {
    var folder = try Folder.open(root, name: ".")
    for part in pattern.folders {
      guard let inner = try folder.folder(part) else { return nil }
      folder = inner
    }
    return folder
  }
}
