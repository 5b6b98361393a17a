import Feeds
import Foundation
import Synchronization
import Tabular

/// Brings what senders hold ready on their own servers into the drop folder, before anybody looks there.
///
/// It asks only for files that are awaited, by names that our own patterns make. A sender whose server is down or not to
/// be trusted delivers nothing, and holds nobody else back: each server is asked on a thread of its own.
struct Mirror {
  let project: Project
  let clock: Clock
  let progress: NightProgress

  func bring(_ feeds: [Feed], on dates: [BusinessDate]) -> Mirrored {
    let senders = Dictionary(grouping: feeds.filter { $0.source != nil }) { $0.source?.folder.name ?? "" }
    let threads = senders.sorted { $0.key < $1.key }.compactMap { name, feeds -> WorkThread<Mirrored>? in
      guard let folder = feeds.first?.source?.folder else { return nil }
      let one = EndpointMirror(project: project, clock: clock, progress: progress, folder: folder)
      return WorkThread("mirror \(name)") { one.bring(feeds, on: dates) }
    }
    var mirrored = Mirrored()
    for thread in threads {
      do { mirrored.add(try thread.join()) } catch { preconditionFailure("a mirror's thread throws nothing") }
    }
    progress.clear()
    return mirrored
  }

  /// What a tick looks at: older dates are a backfill's.
  func recentDates() -> [BusinessDate] {
    let last = project.night.latestDate(at: clock.now)
    return (0..<project.night.catchUp).reversed().map { last.adding(days: -$0) }.filter { $0 >= project.night.first }
  }
}

/// What came of asking senders' servers.
struct Mirrored: Sendable {
  private struct Awaited: Hashable {
    var feed: String
    var date: BusinessDate
  }

  private var reasons: [Awaited: Diagnostic] = [:]
  /// Servers that let nobody in until somebody has mended something, by their endpoints' names.
  private(set) var closed: [String: Diagnostic] = [:]

  /// Why nothing more of a feed and date has come.
  func reason(_ feed: Feed, _ date: BusinessDate) -> Diagnostic? { reasons[Awaited(feed: feed.id, date: date)] }

  mutating func note(_ feed: Feed, _ date: BusinessDate, _ why: Diagnostic) {
    reasons[Awaited(feed: feed.id, date: date)] = why
  }

  mutating func close(_ endpoint: String, _ why: Diagnostic) { closed[endpoint] = why }

  mutating func add(_ other: Mirrored) {
    reasons.merge(other.reasons) { $1 }
    closed.merge(other.closed) { $1 }
  }
}
