import Catalog
import Postgres
import Semantics
package import Tabular
import Warehouse

extension NightRun {
  /// Works out what of a date is still to do, alone; nil where nothing was.
  package func compute(_ date: BusinessDate, _ order: ComputingOrder = ComputingOrder()) throws -> ComputingOutcome? {
    try holdingTheLock(for: "semantics run") { loader in try compute(date, order, loader) }
  }

  /// Works out what of a date is still to do: everything where nothing is computed yet, and later what was stale and has
  /// its feeds now. What is published of a date stays as it is, whatever comes late: only a restatement changes it.
  func compute(_ date: BusinessDate, _ order: ComputingOrder, _ loader: Loader) throws -> ComputingOutcome? {
    guard !project.catalog.definitions.isEmpty else { return nil }
    let todo = try uncomputed(date, order, loader.database)
    let isWaiting = !todo.waiting.isEmpty && todo.isFirst
    guard order.isFinal ? !todo.ready.isEmpty || isWaiting : !todo.ready.isEmpty && !isWaiting else { return nil }
    try loader.database.proveEvents(on: date, controls: project.controlTotalsOfFeeds, run: loader.run.ticket)
    try loader.run.note("computing \(date)")
    let began = ContinuousClock.now
    var outcome = try publish(todo, of: date, order, loader)
    outcome.seconds = (ContinuousClock.now - began).seconds
    return outcome
  }

  /// Recent dates that a run was killed before it could compute.
  func uncomputedDates(_ database: Database) throws -> [BusinessDate] {
    guard !project.catalog.definitions.isEmpty, try database.isMigrated() else { return [] }
    let first = max(project.night.first, project.night.latestDate(at: clock.now).adding(days: -project.night.catchUp))
    return try database.publishedDates(from: first).keys.sorted().filter { date in
      let todo = try uncomputed(date, ComputingOrder(isFinal: false), database)
      return !todo.ready.isEmpty && (todo.waiting.isEmpty || !todo.isFirst)
    }
  }

  /// Whether what is computed of a date is still kept when a later one is the newest: the last month, and month ends.
  func isKept(_ date: BusinessDate, upTo last: BusinessDate) -> Bool {
    date.isLastOfMonth || date >= last.adding(days: -project.night.keeping.computed)
  }
}
