import Feeds
import Foundation
import Tabular

/// Brings what senders have delivered into the archive.
struct Intake {
  let project: Project
  var tokens = ClientTokens()

  var archive: Archive { Archive(root: project.path(project.night.archiveFolder)) }
  private var drop: DropFolder { DropFolder(root: project.path(project.night.dropFolder)) }

  /// Whether anything of a feed waits to be brought in or loaded. What an API has, only asking tells.
  func hasArrived(_ feed: Feed, on date: BusinessDate, known: Set<String>) throws(StorageError) -> Bool {
    if try isWaiting(feed, on: date, known: known) { return true }
    guard case .file(let data, let control) = feed.arrival else { return false }
    for number in Feed.numbers(data) {
      if try look(data, control, number, date)?.delivery.isComplete == true { return true }
    }
    return false
  }

  /// A data file in the drop folder without the file that completes it.
  func incomplete(_ feed: Feed, on date: BusinessDate) throws(StorageError) -> Feeds.Delivery? {
    guard case .file(let data, let control) = feed.arrival else { return nil }
    for number in Feed.numbers(data) {
      if let found = try look(data, control, number, date), !found.delivery.isComplete { return found.delivery }
    }
    return nil
  }

  /// Whether the archive holds what was never loaded: a run that was killed got no further.
  func isWaiting(_ feed: Feed, on date: BusinessDate, known: Set<String>) throws(StorageError) -> Bool {
    try archive.deliveries(of: feed.id, on: date).contains { !known.contains($0.ledgerName) }
  }

  /// The days that stand in names of the drop folder, by one look at it: where a correction of a published date may lie.
  /// A file's number in a name may pass for a day; whoever asks then looks at the day itself.
  func datesInDrop() throws(StorageError) -> Set<BusinessDate> {
    var dates: Set<BusinessDate> = []
    for path in try FileSystem.tree(below: drop.root).map(\.path) {
      let name = Array((path.split(separator: "/").last ?? "").utf8.filter { $0 != UInt8(ascii: "-") })
      guard name.count >= 8 else { continue }
      for start in 0...(name.count - 8) {
        if let date = BusinessDate(String(decoding: name[start..<start + 8], as: UTF8.self)) { dates.insert(date) }
      }
    }
    return dates
  }

  /// Takes every complete delivery of a business date out of the drop folder, or fetches an API's pages.
  ///
  /// - Parameters:
  ///   - last: the number of the last delivery in the ledger.
  ///   - asking: whether an API is asked: not for what is live already, nor while something of it waits to be loaded.
  ///     What it answers a second time word for word is no delivery.
  func bringIn(_ feed: Feed, on date: BusinessDate, after last: Int, asking: Bool) throws {
    switch feed.arrival {
    case .file(let data, let control):
      for number in Feed.numbers(data) {
        guard let found = try find(data, control, number, date) else { continue }
        let kept = try archive.deliveries(of: feed.id, on: date).last { $0.file.name == found.delivery.data }
        if let kept, try FileSystem.isOneFile(kept.file.path, drop.root + "/" + found.delivery.data) {
          // Archived already, and then a crash.
          try takeOut(found.delivery, keptIn: kept)
        } else if found.delivery.isComplete {
          let kept = try archive.keep(feed.id, on: date, batchNumber: number, after: last) { folder in
            try drop.keep(found.delivery, data: found.data, control: found.control, in: folder, by: .link)
          }
          try takeOut(found.delivery, keptIn: kept)
        }
      }
    case .pages(let address):
      guard asking else { return }
      let kept = try archive.deliveries(of: feed.id, on: date).last
      do {
        _ = try archive.keep(feed.id, on: date, batchNumber: 1, after: last) { folder in
          let file = try fetch(address, feed, date, into: folder)
          if let kept, try FileSystem.isEqual(kept.file.path, file.path) { throw NoNews() }
          return file
        }
      } catch is NoNews {}
    }
  }

  /// An API said again what it had said.
  private struct NoNews: Error {}

  /// Takes out of the drop folder what the archive holds now.
  ///
  /// The control file goes first: after a crash in between, a data file alone is no delivery yet, while a control file
  /// alone would pass for that of the next file of its name.
  private func takeOut(_ delivery: Feeds.Delivery, keptIn kept: ArchivedDelivery) throws {
    let folder = URL(fileURLWithPath: kept.file.path).deletingLastPathComponent()
    for name in [delivery.control, delivery.data].compactMap(\.self) {
      let path = drop.root + "/" + name
      let copy = folder.appending(path: URL(fileURLWithPath: name).lastPathComponent).path
      do throws(StorageError) {
        // Across file systems the archive has copies; what was just copied goes, what a sender has put there since stays.
        var isKept = try FileSystem.isOneFile(copy, path)
        if !isKept { isKept = try FileSystem.isEqual(copy, path) }
        if isKept { try FileSystem.remove(path) }
      } catch {
        throw StorageError(place: "drop folder, \(name)", code: error.code)
      }
    }
  }

  private struct Found {
    var delivery: Feeds.Delivery
    var data: FilePattern
    var control: FilePattern?
  }

  /// As far as it may be looked at: what a sender has put there in the place of a file is no delivery yet, and told of
  /// where it is taken.
  private func look(_ data: String, _ control: String?, _ number: Int, _ date: BusinessDate) throws(StorageError)
    -> Found?
  {
    do throws(FeedError) { return try find(data, control, number, date) } catch {
      if let machine = StorageError(error) { throw machine }
      return nil
    }
  }

  private func find(_ data: String, _ control: String?, _ number: Int, _ date: BusinessDate) throws(FeedError) -> Found?
  {
    let files = Feed.pattern(data, number)
    let companion = control.map { Feed.pattern($0, number) }
    return try drop.delivery(of: date, data: files, control: companion)
      .map { Found(delivery: $0, data: files, control: companion) }
  }
}
