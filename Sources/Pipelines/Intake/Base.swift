import Feeds
import Tabular
import Warehouse

/// What a delta is loaded upon: the delivery of the date before on which its feed was due.
struct Base {
  let project: Project
  let database: Database

  /// The date whose delivery must be published before this one's can be; nil where nothing stands in the way.
  ///
  /// A feed's first delivery is everything there is, so it stands upon none; it is the first as long as nothing older is
  /// published and nothing of the date before was ever taken in.
  func missing(of feed: Feed, on date: BusinessDate) throws -> BusinessDate? {
    guard feed.brings != .full, let base = feed.schedule.dueDate(before: date), base >= project.night.first,
      try database.published(feed.id, on: base) == nil, try database.published(feed.id, on: date) == nil
    else { return nil }
    let hasBegun = try database.isPublished(feed.id, before: base) || !database.ledger(on: base, feed: feed.id).isEmpty
    return hasBegun ? base : nil
  }

  /// What the delivery of an open date waits for; nil where nothing of it is there.
  func reason(of feed: Feed, on date: BusinessDate) throws -> Diagnostic? {
    let intake = Intake(project: project)
    if let begun = try intake.incomplete(feed, on: date) { return feed.incomplete(begun, on: date) }
    guard let held = try intake.archive.deliveries(of: feed.id, on: date).first,
      let base = try missing(of: feed, on: date)
    else { return nil }
    return feed.held(held.file.name, on: date, for: base)
  }
}

extension Schedule {
  /// The last date before this one on which it was due; nil where that is more than a year ago.
  func dueDate(before date: BusinessDate) -> BusinessDate? {
    (1...366).lazy.map { date.adding(days: -$0) }.first { isDue(on: $0) }
  }
}
