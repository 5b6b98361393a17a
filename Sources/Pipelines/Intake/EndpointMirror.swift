import Feeds
import Foundation
import Tabular

/// One sender's server, asked for what is due.
struct EndpointMirror: Sendable {
  let project: Project
  let clock: Clock
  let progress: NightProgress
  let folder: RemoteFolder

  private var drop: DropFolder { DropFolder(root: project.path(project.night.dropFolder)) }
  private var notesFolder: String { project.stateFolder + "/mirror" }

  func bring(_ feeds: [Feed], on dates: [BusinessDate]) -> Mirrored {
    var mirrored = Mirrored()
    let awaited = dates.flatMap { date in feeds.filter { $0.schedule.isDue(on: date) }.map { ($0, date) } }
    guard !awaited.isEmpty else { return mirrored }
    do throws(FeedError) {
      guard let turn = try MirrorTurn(in: notesFolder, of: folder.name) else {
        let why = Diagnostic(
          at: folder.location, "endpoint \(folder.name): another run is asking it",
          hint: "when that one has ended, run this again")
        for (feed, date) in awaited { mirrored.note(feed, date, why) }
        return mirrored
      }
      defer { withExtendedLifetime(turn) {} }
      let notes = try MirrorNotes(path: "\(notesFolder)/\(folder.name).json")
      do throws(FeedError) { try bring(awaited, notes, &mirrored) } catch {
        // What was seen before it failed stays seen.
        try notes.write()
        throw error
      }
      try notes.close(at: clock.now)
    } catch {
      for (feed, date) in awaited where mirrored.reason(feed, date) == nil {
        mirrored.note(feed, date, error.diagnostic)
      }
      if error.isLasting { mirrored.close(folder.name, error.diagnostic) }
    }
    return mirrored
  }

  private func bring(
    _ awaited: [(Feed, BusinessDate)], _ notes: MirrorNotes, _ mirrored: inout Mirrored
  ) throws(FeedError) {
    var asking = SenderFiles(folder: folder, session: try RemoteSession(folder), notes: notes, now: clock.now)
    for (feed, date) in awaited {
      do throws(FeedError) { try bring(feed, date, &asking, &mirrored) } catch {
        guard error.isOfOneFile else { throw error }
        mirrored.note(feed, date, error.diagnostic)
      }
    }
  }

  /// What the server has of a feed and date that we have not.
  private func bring(
    _ feed: Feed, _ date: BusinessDate, _ asking: inout SenderFiles, _ mirrored: inout Mirrored
  ) throws(FeedError) {
    guard case .file(let data, let control) = feed.arrival, let source = feed.source else { return }
    let archived = try archived(feed, date)
    for number in Feed.numbers(data) {
      let pattern = Feed.pattern(data, number)
      let companion = control.map { Feed.pattern($0, number) }
      guard let stamp = try asking.look(pattern, on: date, in: drop) else {
        // Whoever cannot be asked for names is asked up to the first number that is not there and never was.
        if !folder.hasNames, !archived.contains(where: { $0.batchNumber > number }) { break }
        continue
      }
      var delivery = RemoteDelivery(date: date, data: RemotePart(pattern, stamp), template: feed.control)
      if let companion {
        guard let stamp = try asking.look(companion, on: date, in: drop) else {
          mirrored.note(feed, date, feed.incomplete(pattern.path(on: date), companion.path(on: date), on: date))
          continue
        }
        delivery.control = RemotePart(companion, stamp)
      }
      guard try !has(delivery, archived, asking.notes) else { continue }
      let age = asking.age(pattern, on: date)
      guard companion != nil || age >= source.settles else {
        let problem = FeedError(file: pattern.path(on: date), .folder(.settling(seconds: source.settles)))
        mirrored.note(feed, date, problem.diagnostic)
        continue
      }
      progress.work("Fetching", "\(pattern.path(on: date)) from \(folder.name)")
      try asking.fetch(delivery, into: drop)
    }
  }

  private func archived(_ feed: Feed, _ date: BusinessDate) throws(FeedError) -> [ArchivedDelivery] {
    let archive = Archive(root: project.path(project.night.archiveFolder))
    do throws(StorageError) { return try archive.deliveries(of: feed.id, on: date) } catch {
      throw FeedError(file: error.place, .unreadable(errno: error.code))
    }
  }

  /// Whether it lies in the drop folder or was taken from there: files of the same sizes and times. What is not in the
  /// drop folder any more is in the archive, for it is there before it leaves here.
  private func has(
    _ delivery: RemoteDelivery, _ archived: [ArchivedDelivery], _ notes: MirrorNotes
  ) throws(FeedError) -> Bool {
    for part in [delivery.data, delivery.control].compactMap(\.self) {
      let path = part.pattern.path(on: delivery.date)
      guard notes.isSame(path, part.stamp) else { return false }
      let isArchived = archived.contains { kept in
        guard kept.file.name == path || kept.file.controlName == path else { return false }
        let copy = URL(fileURLWithPath: kept.file.path).deletingLastPathComponent()
          .appending(path: part.pattern.name(on: delivery.date)).path
        var about = stat()
        guard unsafe lstat(copy, &about) == 0 else { return false }
        return part.stamp.isOf(bytes: Int(about.st_size), modified: about.st_mtim.tv_sec)
      }
      let isHere = try drop.has(part, on: delivery.date)
      guard isArchived || isHere else { return false }
    }
    return true
  }
}

extension FeedError {
  /// Whether another file of the same server may come all the same.
  fileprivate var isOfOneFile: Bool {
    switch problem {
    case .remote(_, .denied), .remote(_, .tooBig), .remote(_, .noFolder), .folder: true
    case .remote(_, .refused(let status)): status != 401
    default: false
    }
  }

  /// Whether it stays until somebody mends something.
  fileprivate var isLasting: Bool {
    switch problem {
    case .request(let problem), .remote(_, let problem): problem.isLasting
    default: false
    }
  }
}
