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
  package var opportunities = 0
  package var kpis = 0
  /// How many opportunities were found, of all customers.
  package var found = 0
  /// Parts that wait, and the feeds they wait for.
  package var stale: [String: [String]] = [:]
  /// Labels that came out otherwise than was expected, and how.
  package var held: [String: String] = [:]
  package var restatement: Int?
  package var seconds = 0.0

  package init(date: BusinessDate) { self.date = date }
}

/// How a date is to be worked out.
package struct ComputingOrder: Hashable, Sendable {
  /// Why what is published is replaced, and who has approved it.
  package struct Restatement: Hashable, Sendable {
    package var reason: String
    package var approver: String
    package init(reason: String, approver: String) {
      self.reason = reason
      self.approver = approver
    }
  }

  /// What is not there by now is not waited for: its dependants become stale. Otherwise nothing is done before all of it
  /// can be.
  package var isFinal = true
  /// Labels that were held back and that a person has looked at.
  package var accepted: Set<String> = []
  package var restatement: Restatement?

  package init(isFinal: Bool = true, accepted: Set<String> = [], restatement: Restatement? = nil) {
    self.isFinal = isFinal
    self.accepted = accepted
    self.restatement = restatement
  }
}

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
    try loader.run.note("computing \(date)")
    let began = ContinuousClock.now
    var outcome = try publish(todo, of: date, order, loader)
    outcome.seconds = (ContinuousClock.now - began).seconds
    return outcome
  }

  private func publish(
    _ todo: Uncomputed, of date: BusinessDate, _ order: ComputingOrder, _ loader: Loader
  ) throws -> ComputingOutcome {
    let (catalog, database) = (project.catalog, loader.database)
    let number = try order.restatement.map {
      try database.openRestatement(
        of: date, because: $0.reason, approver: $0.approver, run: loader.run.ticket, at: clock.now)
    }
    let computation = try database.beginComputation(
      of: date, run: loader.run.ticket, catalog: catalog.fingerprint, at: clock.now)
    let plan = SemanticPlan(catalog) { todo.ready.contains($0) }
    let staged: Compute.Staged
    do {
      let sessions = SessionPool(settings, application: loader.run.ticket.applicationName)
      staged = try Compute(catalog, plan, on: date, database, sessions).stage(computation, accepting: order.accepted) {
        todo.ready.contains($0)
      }
    } catch {
      try? database.abandon(computation)
      throw error
    }
    var computed = ComputedParts(computation)
    computed.tables = staged.tables
    let logic = Logic(catalog)
    let inputs = try database.liveInputs(of: todo.needs, upTo: date)
    let held = Dictionary(uniqueKeysWithValues: staged.held.map { (Part.label($0.key), $0.value) })
    computed.parts = todo.ready.subtracting(held.keys).sorted().map { part in
      ComputedParts.Part(
        part, restatement: number ?? 0, logic: logic.fingerprint(of: part), inputs: inputs[part] ?? "")
    }
    computed.parts += plan.labelLevels.map { level in
      ComputedParts.Part(
        Part.labels(level: level), restatement: number ?? 0, logic: logic.labels(level: level), inputs: "")
    }
    computed.stale = todo.waiting.sorted { $0.key < $1.key }.map { ComputedParts.Stale($0.key, missing: $0.value) }
    computed.stale += held.sorted { $0.key < $1.key }.map {
      ComputedParts.Stale($0.key, missing: [], objection: $0.value)
    }
    try database.publish(computed, at: clock.now)
    var outcome = ComputingOutcome(date: date)
    outcome.indicators = catalog.definitions.groups.reduce(0) {
      $0 + (todo.ready.contains(Part.group($1.id)) ? $1.indicators.count : 0)
    }
    outcome.labels = plan.labels.count - held.count
    outcome.opportunities = plan.opportunities.count
    outcome.found = staged.found
    outcome.kpis = plan.kpis.count
    outcome.stale = todo.waiting
    outcome.held = staged.held
    outcome.restatement = number
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

  struct Uncomputed {
    /// Nothing of the date is computed yet.
    var isFirst: Bool
    var ready: Set<String> = []
    /// Parts whose feeds have not come, and which.
    var waiting: [String: [String]] = [:]
    var needs: [String: Set<String>] = [:]
  }

  /// Parts of a date that are to be computed.
  func uncomputed(_ date: BusinessDate, _ order: ComputingOrder, _ database: Database) throws -> Uncomputed {
    let published = try database.publishedDates(from: date)[date] ?? []
    let done = try database.computedParts(on: date)
    let stale = try database.staleParts(on: date)
    var todo = Uncomputed(isFirst: done.isEmpty && stale.isEmpty)
    // Most often all is done: then nobody has to know what reads what.
    guard !published.isEmpty, todo.isFirst || !stale.isEmpty || order.restatement != nil else { return todo }
    todo.needs = PartNeeds(project.catalog).assets
    let missing = project.feeds.filter { $0.schedule.isDue(on: date) && !published.contains($0.id) }
    for (part, assets) in todo.needs {
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
