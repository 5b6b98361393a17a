import Catalog
import Semantics
package import Tabular
import Warehouse

/// What is to be worked out again of earlier dates, why, and who has approved it.
package struct RebuildingOrder: Hashable, Sendable {
  package var restatement: ComputingOrder.Restatement
  /// Every part, not only those whose logic has changed.
  package var isAll = false
  /// From all that is known now, not from what was known when it was published.
  package var isKnownNow = false
  /// Only parts that were worked out without a delivery that has come since, from all that is known now.
  package var isForLate = false

  package init(
    _ restatement: ComputingOrder.Restatement, isAll: Bool = false, isKnownNow: Bool = false, isForLate: Bool = false
  ) {
    self.restatement = restatement
    self.isAll = isAll
    self.isKnownNow = isKnownNow
    self.isForLate = isForLate
  }
}

/// What of a date is worked out again, and what became of it.
package struct Rebuilding: Hashable, Sendable {
  package var date: BusinessDate
  /// Parts by the newest batch that they know: each of these is one computation.
  package var together: [Int64: Set<String>] = [:]
  /// Parts that were never published for the date.
  package var new: Set<String> = []
  /// Parts that wait for feeds, which ones.
  package var waiting: [String: [String]] = [:]
  /// Parts whose rows have outlived their period: they stay as they are.
  package var dropped: [String] = []
  /// Nil: nothing was to do, or nothing was done.
  package var restatement: Int?
  package var seconds = 0.0

  package init(date: BusinessDate) { self.date = date }

  package var parts: [String] { together.values.joined().sorted() }
}

extension NightRun {
  /// What a rebuild of these dates would work out; nothing is changed.
  package func rebuildable(
    from first: BusinessDate, to last: BusinessDate, isAll: Bool, isKnownNow: Bool, isForLate: Bool = false
  ) throws -> [Rebuilding] {
    let database = try Database(settings)
    return try database.computedDates(from: first, to: last).map {
      try rebuildable($0, isAll: isAll, isKnownNow: isKnownNow, isForLate: isForLate, database)
    }
  }

  /// Works dates out again, oldest first, for what holds on one follows from those before it. What comes of a date is
  /// published under one number; where it stops between two of its computations, the next rebuild goes on.
  package func rebuild(
    from first: BusinessDate, to last: BusinessDate, _ order: RebuildingOrder,
    _ ended: (Rebuilding) -> Void = { _ in }
  ) throws -> [Rebuilding] {
    try holdingTheLock(for: "semantics rebuild") { loader in
      try loader.database.computedDates(from: first, to: last).map { date in
        try loader.run.note("rebuilding \(date)")
        progress.work("Rebuilding", "\(date)")
        let began = ContinuousClock.now
        var todo = try rebuildable(
          date, isAll: order.isAll, isKnownNow: order.isKnownNow, isForLate: order.isForLate, loader.database)
        try rebuild(&todo, order, loader)
        progress.clear()
        todo.seconds = (ContinuousClock.now - began).seconds
        ended(todo)
        return todo
      }
    }
  }

  private func rebuild(_ todo: inout Rebuilding, _ order: RebuildingOrder, _ loader: Loader) throws {
    let needs = PartNeeds(project.catalog)
    for (known, parts) in todo.together.sorted(by: { $0.key < $1.key }) {
      let lists = Set(parts.compactMap(Part.level))
      let together = PartsTogether(
        parts: parts.filter { Part.level($0) == nil }, lists: lists,
        known: try loader.database.knowledge(on: todo.date, upTo: known), accepted: nil)
      let work = try stage(together, loader) { _ in true }
      var computed = self.parts(work, together, needs)
      computed.restatement =
        todo.restatement.map { .number($0) }
        ?? .opened(because: order.restatement.reason, approver: order.restatement.approver)
      if todo.restatement == nil {
        computed.stale = todo.waiting.sorted { $0.key < $1.key }.map { .init($0.key, missing: $0.value) }
      }
      todo.restatement = try publish(computed, loader)
    }
  }

  private func rebuildable(
    _ date: BusinessDate, isAll: Bool, isKnownNow: Bool, isForLate: Bool, _ database: Database
  ) throws -> Rebuilding {
    let logic = Logic(project.catalog)
    let live = try database.computedParts(on: date)
    let stale = try database.staleParts(on: date)
    let published = try database.publishedDates(from: date)[date] ?? []
    let missing = project.feeds.filter { $0.schedule.isDue(on: date) && !published.contains($0.id) }
    let late = Set(isForLate ? try database.holes(on: date).filter(\.hasCome).flatMap(\.parts) : [])
    let now = isKnownNow || isForLate ? try database.knowledge(on: date).batch : nil
    let newest = live.values.map(\.known).max() ?? 0
    var todo = Rebuilding(date: date)
    // Each level's list of labels is as new as the newest of its labels.
    var lists: [Int: Int64] = [:]
    for (part, assets) in PartNeeds(project.catalog).assets.sorted(by: { $0.key < $1.key }) {
      let known: Int64
      if let published = live[part] {
        let isWanted = isForLate ? late.contains(part) : isAll || published.logic != logic.fingerprint(of: part)
        guard isWanted else { continue }
        guard !published.isDropped else {
          todo.dropped.append(part)
          continue
        }
        known = now ?? published.known
      } else {
        // What waits for a feed or for a person is the night's.
        guard stale[part] == nil, !isForLate else { continue }
        let absent = missing.filter { assets.contains($0.asset) }.map(\.id).sorted()
        guard absent.isEmpty else {
          todo.waiting[part] = absent
          continue
        }
        todo.new.insert(part)
        known = now ?? newest
      }
      todo.together[known, default: []].insert(part)
      if let level = project.catalog.definitions.labels.first(where: { Part.label($0.id) == part })?.level {
        lists[level] = max(lists[level] ?? 0, known, now ?? live[Part.labels(level: level)]?.known ?? 0)
      }
    }
    for (level, known) in lists where live[Part.labels(level: level)]?.isDropped != true {
      todo.together[known, default: []].insert(Part.labels(level: level))
    }
    return todo
  }
}
