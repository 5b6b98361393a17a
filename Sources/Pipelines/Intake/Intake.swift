import Feeds
import Foundation
import Tabular

/// Brings what senders have delivered into the archive.
struct Intake {
  let project: Project

  var archive: Archive { Archive(root: project.path(project.night.archiveFolder)) }
  private var drop: DropFolder { DropFolder(root: project.path(project.night.dropFolder)) }

  /// Whether anything of a feed waits to be brought in or loaded. What an API has, only asking tells.
  func hasArrived(_ feed: Feed, on date: BusinessDate, known: Set<String>) -> Bool {
    if isWaiting(feed, on: date, known: known) { return true }
    switch feed.arrival {
    case .pages: return false
    case .file(let data, let control):
      return numbers(data).contains { number in
        ((try? find(data, control, number, date)) ?? nil)?.delivery.isComplete == true
      }
    }
  }

  /// Whether the archive holds what was never loaded: a run that was killed got no further.
  func isWaiting(_ feed: Feed, on date: BusinessDate, known: Set<String>) -> Bool {
    archive.deliveries(of: feed.id, on: date).contains { !known.contains($0.ledgerName) }
  }

  /// The days that stand in names of the drop folder, by one look at it: where a correction of a published date may lie.
  /// A file's number in a name may pass for a day; whoever asks then looks at the day itself.
  func datesInDrop() -> Set<BusinessDate> {
    var dates: Set<BusinessDate> = []
    for case let path as String in FileManager.default.enumerator(atPath: drop.root) ?? .init() {
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
  /// - Parameter isPublished: an API is not asked again for a date that is live.
  func bringIn(_ feed: Feed, on date: BusinessDate, isPublished: Bool) throws {
    switch feed.arrival {
    case .file(let data, let control):
      for number in numbers(data) {
        guard let found = try find(data, control, number, date), found.delivery.isComplete else { continue }
        _ = try archive.keep(feed.id, on: date, batchNumber: number) { folder in
          try drop.keep(found.delivery, data: found.data, control: found.control, in: folder, by: .link)
        }
        for path in [found.delivery.data, found.delivery.control].compactMap(\.self) {
          try FileManager.default.removeItem(atPath: drop.root + "/" + path)
        }
      }
    case .pages(let address):
      guard !isPublished, archive.deliveries(of: feed.id, on: date).isEmpty else { return }
      _ = try archive.keep(feed.id, on: date, batchNumber: 1) { folder in
        try fetch(address, feed, date, into: folder)
      }
    }
  }

  private struct Found {
    var delivery: Feeds.Delivery
    var data: FilePattern
    var control: FilePattern?
  }

  /// `{_nn}` in a pattern is nothing for the first delivery, and `_02`, `_03` for corrections.
  private func numbers(_ data: String) -> ClosedRange<Int> { data.contains(Feed.correctionPlace) ? 1...99 : 1...1 }

  private func find(_ data: String, _ control: String?, _ number: Int, _ date: BusinessDate) throws -> Found? {
    let pattern = { (text: String) in
      FilePattern(
        text.replacing(Feed.correctionPlace, with: number == 1 ? "" : "_\(number < 10 ? "0" : "")\(number)"))
    }
    guard let files = pattern(data) else { preconditionFailure("a feed was read with a pattern that is none") }
    let companion = control.flatMap(pattern)
    return try drop.delivery(of: date, data: files, control: companion)
      .map { Found(delivery: $0, data: files, control: companion) }
  }
}
