import Catalog
import Postgres
import Semantics
package import Tabular
import Warehouse

/// What was worked out of a date.
package struct ComputingOutcome: Hashable, Sendable {
  package var date: BusinessDate
  package var indicators = 0
  package var labels = 0
  package var kpis = 0
  /// Parts that wait, and the feeds they wait for.
  package var stale: [String: [String]] = [:]
  package var seconds = 0.0

  package init(date: BusinessDate) { self.date = date }
}

extension NightRun {
  /// Works out what of a date is still to do, alone; nil where nothing was.
  package func compute(_ date: BusinessDate) throws -> ComputingOutcome? {
    try holdingTheLock(for: "semantics run") { loader in try compute(date, isFinal: true, loader) }
  }

  /// Works out what of a date is still to do: everything where nothing is computed yet, and later what was stale and has
  /// its feeds now. What is published of a date stays as it is, whatever comes late: only a restatement changes it.
  ///
  /// - Parameter isFinal: what is not there by now is not waited for: its dependants become stale. Otherwise nothing is
  ///   done before all of it can be.
  func compute(_ date: BusinessDate, isFinal: Bool, _ loader: Loader) throws -> ComputingOutcome? {
    let catalog = project.catalog
    guard !catalog.definitions.isEmpty else { return nil }
    let began = ContinuousClock.now
    let database = loader.database
    let todo = try uncomputed(date, database)
    guard !todo.ready.isEmpty || (isFinal && !todo.waiting.isEmpty && todo.isFirst) else { return nil }
    guard isFinal || todo.waiting.isEmpty || !todo.isFirst else { return nil }
    try loader.run.note("computing \(date)")
    let computation = try database.beginComputation(
      of: date, run: loader.run.ticket, catalog: catalog.fingerprint, at: clock.now)
    let plan = SemanticPlan(catalog) { todo.ready.contains($0) }
    let sessions = SessionPool(settings, application: loader.run.ticket.applicationName)
    var computed = ComputedParts(computation)
    do {
      computed.tables = try Compute(catalog, plan, on: date, database, sessions).stage(computation) {
        todo.ready.contains($0)
      }
    } catch {
      try? database.abandon(computation)
      throw error
    }
    let logic = Logic(catalog)
    let inputs = try database.liveInputs(of: todo.needs, upTo: date)
    computed.parts = todo.ready.sorted().map { part in
      ComputedParts.Part(part, logic: logic.fingerprint(of: part), inputs: inputs[part] ?? "")
    }
    computed.parts += plan.labelLevels.map { level in
      ComputedParts.Part(Part.labels(level: level), logic: logic.labels(level: level), inputs: "")
    }
    computed.stale = todo.waiting.sorted { $0.key < $1.key }.map { ComputedParts.Stale($0.key, missing: $0.value) }
    try database.publish(computed, at: clock.now)
    var outcome = ComputingOutcome(date: date)
    outcome.indicators = catalog.definitions.groups.reduce(0) {
      $0 + (todo.ready.contains(Part.group($1.id)) ? $1.indicators.count : 0)
    }
    outcome.labels = plan.labels.count
    outcome.kpis = plan.kpis.count
    outcome.stale = todo.waiting
    outcome.seconds = (ContinuousClock.now - began).seconds
    return outcome
  }

  /// Recent dates that a run was killed before it could compute.
  func uncomputedDates(_ database: Database) throws -> [BusinessDate] {
    guard !project.catalog.definitions.isEmpty, try database.isMigrated() else { return [] }
    let first = max(project.night.first, project.night.latestDate(at: clock.now).adding(days: -project.night.catchUp))
    return try database.publishedDates(from: first).keys.sorted().filter { date in
      let todo = try uncomputed(date, database)
      return !todo.ready.isEmpty && (todo.waiting.isEmpty || !todo.isFirst)
    }
  }

  /// Whether what is computed of a date is still kept when a later one is the newest: the last month, and month ends.
  func isKept(_ date: BusinessDate, upTo last: BusinessDate) -> Bool {
    date.isLastOfMonth || date >= last.adding(days: -31)
  }

  struct Uncomputed {
    /// Nothing of the date is computed yet.
    var isFirst: Bool
    var ready: Set<String> = []
    /// Parts whose feeds have not come, and which.
    var waiting: [String: [String]] = [:]
    var needs: [String: Set<String>] = [:]
  }

  /// Parts of a date that are to be computed.
  func uncomputed(_ date: BusinessDate, _ database: Database) throws -> Uncomputed {
    let published = try database.publishedDates(from: date)[date] ?? []
    let done = try database.computedParts(on: date)
    let stale = try database.staleParts(on: date)
    var todo = Uncomputed(isFirst: done.isEmpty && stale.isEmpty)
    guard !published.isEmpty else { return todo }
    todo.needs = PartNeeds(project.catalog).assets
    let missing = project.feeds.filter { $0.schedule.isDue(on: date) && !published.contains($0.id) }
    for (part, assets) in todo.needs where todo.isFirst || stale[part] != nil {
      let absent = missing.filter { assets.contains($0.asset) }.map(\.id).sorted()
      if absent.isEmpty { todo.ready.insert(part) } else { todo.waiting[part] = absent }
    }
    return todo
  }
}
