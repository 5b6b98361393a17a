import Catalog
import Tabular
import Warehouse

extension NightRun {
  /// Compares what must agree, once all that is due of it has come: on this date, and, where something of it was loaded,
  /// on the later ones too: what came may be what they are compared with, or the opening they had not.
  /// Nothing is held back for a difference; it is found, kept and told.
  func reconcile(_ date: BusinessDate, hasLoaded: Bool, _ loader: Loader) throws -> [ReconciliationOutcome] {
    guard !project.catalog.reconciliations.isEmpty else { return [] }
    let warehouse = try loader.database.appliedWarehouse()
    let published = try loader.database.publishedDates(from: date)
    let later = hasLoaded ? published.keys.filter { $0 > date }.sorted() : []
    return try ([date] + later).flatMap { day in
      let complete = project.catalog.reconciliations.filter { isComplete($0, on: day, published) }
      try loader.run.note("reconciling \(day)")
      return try loader.database.reconcile(
        complete, in: warehouse, on: day, run: loader.run.ticket, at: clock.now)
    }
  }

  /// Recent dates that a run was killed before it could compare.
  func unreconciled(_ database: Database) throws -> [BusinessDate] {
    let first = max(project.night.first, project.night.latestDate(at: clock.now).adding(days: -project.night.catchUp))
    let published = try database.publishedDates(from: first)
    guard !project.catalog.reconciliations.isEmpty, !published.isEmpty else { return [] }
    let warehouse = try database.appliedWarehouse()
    return try published.keys.sorted().filter { date in
      let complete = project.catalog.reconciliations.filter { isComplete($0, on: date, published) }
      return try !database.unreconciled(complete, in: warehouse, on: date).isEmpty
    }
  }

  /// Whether something of it was published for the date, and nothing that is due is missing.
  private func isComplete(
    _ one: Reconciliation, on date: BusinessDate, _ published: [BusinessDate: Set<String>]
  ) -> Bool {
    let there = published[date] ?? []
    let feeds = project.feeds.filter { one.assets.contains($0.asset) }
    return feeds.contains { there.contains($0.id) }
      && feeds.allSatisfy { there.contains($0.id) || !$0.schedule.isDue(on: date) }
  }
}
