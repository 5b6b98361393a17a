import Catalog
import Postgres
import Semantics
import Tabular
import Warehouse

/// Parts of a date that are worked out together, from the same knowledge.
struct PartsTogether {
  /// Groups, labels, opportunities and KPIs.
  var parts: Set<String>
  /// Levels of which each customer's list of labels is written; nil: those of these labels.
  var lists: Set<Int>?
  var known: Knowledge
  /// Labels that are published whatever was expected of them; nil: all.
  var accepted: Set<String>?
}

extension NightRun {
  func publish(
    _ todo: Uncomputed, of date: BusinessDate, _ order: ComputingOrder, _ loader: Loader
  ) throws -> ComputingOutcome {
    let together = PartsTogether(
      parts: todo.ready, known: try loader.database.knowledge(on: date), accepted: order.accepted)
    let work = try stage(together, loader) { _ in true }
    var computed = parts(work, together, todo.needs ?? PartNeeds(project.catalog))
    computed.restatement = order.restatement.map { .opened(because: $0.reason, approver: $0.approver) }
    let held = Dictionary(uniqueKeysWithValues: work.staged.held.map { (Part.label($0.key), $0.value) })
    computed.stale = todo.waiting.sorted { $0.key < $1.key }.map { ComputedParts.Stale($0.key, missing: $0.value) }
    computed.stale += held.sorted { $0.key < $1.key }.map {
      ComputedParts.Stale($0.key, missing: [], objection: $0.value)
    }
    let number = try publish(computed, loader)
    var outcome = ComputingOutcome(date: date)
    outcome.indicators = project.catalog.definitions.groups.reduce(0) {
      $0 + (todo.ready.contains(Part.group($1.id)) ? $1.indicators.count : 0)
    }
    outcome.labels = work.plan.labels.count - held.count
    outcome.opportunities = work.plan.opportunities.count
    outcome.found = work.staged.found
    outcome.kpis = work.plan.kpis.count
    outcome.stale = todo.waiting
    outcome.held = work.staged.held
    for part in computed.parts where !part.holes.isEmpty { outcome.preliminary[part.name] = part.holes }
    outcome.restatement = number
    return outcome
  }

  /// Where it cannot be published, nothing of it stays.
  func publish(_ computed: ComputedParts, _ loader: Loader) throws -> Int? {
    do { return try loader.database.publish(computed, at: clock.now) } catch {
      try? loader.database.abandon(computed.computation)
      throw error
    }
  }

  struct StagedWork {
    var computation: Computation
    var plan: SemanticPlan
    var staged: Compute.Staged
  }

  /// Works parts out; nobody sees them yet. Whatever goes wrong, nothing of them stays.
  ///
  /// - Parameter isGood: what lies in staging; where it says no, it goes.
  func stage(
    _ together: PartsTogether, _ loader: Loader, _ isGood: (StagedWork) throws -> Bool
  ) throws -> StagedWork {
    let (catalog, database) = (project.catalog, loader.database)
    let computation = try database.beginComputation(
      of: together.known.date, run: loader.run.ticket, catalog: catalog.fingerprint, known: together.known.batch,
      at: clock.now)
    let plan = SemanticPlan(catalog) { together.parts.contains($0) }
    do {
      let sessions = SessionPool(settings, application: loader.run.ticket.applicationName)
      let staged = try Compute(catalog, plan, together.known, database, sessions, controls: project.controlTotals)
        .stage(computation, accepting: together.accepted, lists: together.lists) { together.parts.contains($0) }
      let work = StagedWork(computation: computation, plan: plan, staged: staged)
      if try !isGood(work) { try database.abandon(computation) }
      return work
    } catch {
      try? database.abandon(computation)
      throw error
    }
  }

  /// What is published of it: everything but the labels that are held back.
  func parts(_ work: StagedWork, _ together: PartsTogether, _ needs: PartNeeds) -> ComputedParts {
    let logic = Logic(project.catalog)
    let inputs = together.known.inputs(of: needs.assets)
    let holes = Holes(project.feeds, together.known)
    var computed = ComputedParts(work.computation)
    computed.tables = work.staged.tables
    computed.readings = work.staged.readings
    let ready = together.parts.subtracting(work.staged.held.keys.map { Part.label($0) })
    let lists = together.lists ?? Set(work.plan.labelLevels)
    computed.parts = ready.sorted().map {
      .init(
        $0, logic: logic.fingerprint(of: $0), inputs: inputs[$0] ?? "", holes: needs.looks[$0].map(holes.of) ?? [:])
    }
    computed.parts += lists.sorted().map {
      .init(Part.labels(level: $0), logic: logic.labels(level: $0), inputs: "")
    }
    return computed
  }
}
