import Semantics
import Tabular
import Warehouse

/// What of a date is still to do.
extension NightRun {
  struct Uncomputed {
    /// Nothing of the date is computed yet.
    var isFirst: Bool
    var ready: Set<String> = []
    /// Parts whose feeds have not come, and which.
    var waiting: [String: [String]] = [:]
    var needs: PartNeeds?
  }

  /// Parts of a date that are to be computed.
  func uncomputed(_ date: BusinessDate, _ order: ComputingOrder, _ database: Database) throws -> Uncomputed {
    let published = try database.publishedDates(from: date)[date] ?? []
    let done = try database.computedParts(on: date)
    let stale = try database.staleParts(on: date)
    var todo = Uncomputed(isFirst: done.isEmpty && stale.isEmpty)
    // Most often all is done: then nobody has to know what reads what.
    guard !published.isEmpty, todo.isFirst || !stale.isEmpty || order.restatement != nil else { return todo }
    let needs = PartNeeds(project.catalog)
    todo.needs = needs
    let missing = project.feeds.filter { $0.schedule.isDue(on: date) && !published.contains($0.id) }
    for (part, assets) in needs.assets {
      // What is held back waits for a person, not for a feed.
      let isOpen =
        stale[part].map { $0.objection == nil || order.accepted.contains { Part.label($0) == part } } ?? todo.isFirst
      guard isOpen || order.restatement != nil else { continue }
      let absent = missing.filter { assets.contains($0.asset) }.map(\.id).sorted()
      if absent.isEmpty { todo.ready.insert(part) } else { todo.waiting[part] = absent }
    }
    return todo
  }
}
