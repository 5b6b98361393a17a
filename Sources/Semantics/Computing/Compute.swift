package import Catalog
package import Postgres
import Synchronization
package import Tabular
package import Warehouse

/// Works out one business date from what is known of it: scans each fact once, folds customer by customer, stages what is
/// to be published.
package struct Compute {
  package let catalog: DataCatalog
  package let plan: SemanticPlan
  package let known: Knowledge
  package let database: Database
  package let sessions: SessionPool
  /// By asset, what the equations of its feeds are closed over.
  package let controls: [String: ControlTotal]
  /// Threads that read, and then fold and write.
  static let threads = 2

  package init(
    _ catalog: DataCatalog, _ plan: SemanticPlan, _ known: Knowledge, _ database: Database, _ sessions: SessionPool,
    controls: [String: ControlTotal] = [:]
  ) {
    self.catalog = catalog
    self.plan = plan
    self.known = known
    self.database = database
    self.sessions = sessions
    self.controls = controls
  }

  var date: BusinessDate { known.date }

  /// What lies in staging, and labels that are held back with the reason.
  package struct Staged {
    package var tables: [StagedTable]
    package var held: [String: String]
    /// How many opportunities were found.
    package var found: Int
    /// What was read, fact by fact, and is all that was loaded.
    package var readings: [Reading]
  }

  /// - Parameters:
  ///   - accepted: labels that a person has looked at: what was expected of them does not hold them back; nil: nothing does.
  ///   - lists: levels of which each customer's own list of labels is written; nil: those that have one of these labels.
  ///   - isWanted: which groups, labels and KPIs are written.
  package func stage(
    _ computation: Computation, accepting accepted: Set<String>? = [], lists: Set<Int>? = nil,
    isWanted: (String) -> Bool
  ) throws -> Staged {
    let surroundings = try surroundings()
    let scanned = try scan(surroundings)
    let groups = try plan.groups.enumerated().filter { isWanted(Part.group($0.element.id)) }.map { place, group in
      (group: place, table: try database.stageIndicators(group, of: computation))
    }
    let terms = HomeTerms(plan)
    let task = try task(surroundings, scanned, terms, writing: groups)
    let (labels, bits) = (task.labels, task.bits)
    let sums = try work(task)
    var tables = groups.map(\.table)
    let previous = try StoredBits(
      labels.numbers, customers: surroundings.identities.count, database,
      asked: labels.entries.map(\.label.id), before: date, known)
    let held = accepted.map { accepted in
      Guards(labels: labels, bits: bits, previous: previous).objections().filter { !accepted.contains($0.key) }
    }
    let rows = LabelRows(
      labels: labels, bits: bits, raw: task.raw, known: known, database: database, sessions: sessions,
      previous: previous, held: Set((held ?? [:]).keys))
    tables += try rows.stage(computation, lists: lists, homes: task.homes, texts: surroundings.texts)
    let values = try kpis(terms, sums, scanned, surroundings.texts)
    tables += try values.stage(computation, database, sessions)
    let found = try opportunities(task, computation, into: &tables)
    return Staged(tables: tables, held: held ?? [:], found: found, readings: scanned.compactMap(\.reading))
  }

  /// How many were found.
  private func opportunities(
    _ task: TileTask, _ computation: Computation, into tables: inout [StagedTable]
  ) throws -> Int {
    guard !plan.opportunities.isEmpty else { return 0 }
    let state = try OpportunityState(
      database, known, without: Set(plan.opportunities.map { Part.opportunity($0.id) }))
    let rows = OpportunityRows(plan: plan, date: date, database: database, sessions: sessions)
    let found = rows.found(task.candidates.sorted, state)
    tables += try rows.stage(found, computation, homes: task.homes, texts: task.surroundings.texts)
    return found.count
  }

  func surroundings() throws -> Surroundings {
    let texts = TextPool()
    var lookups: [LookupName: Lookup] = [:]
    for plan in plan.facts {
      for name in plan.names {
        guard let column = plan.fact.column(name), case .lookup(let asset, let item, _) = column.source,
          let found = catalog.asset(asset), lookups[LookupName(asset: asset, item: item)] == nil
        else { continue }
        lookups[LookupName(asset: asset, item: item)] = try Lookup(
          database, found, item: item, type: column.type, known, texts: texts)
      }
    }
    return Surroundings(
      date: date, texts: texts, identities: try Identities(database, known),
      rates: try Rates(database, catalog, known, texts: texts), lookups: lookups)
  }

  /// - Parameter groups: those that are written, each with where to.
  func task(
    _ surroundings: Surroundings, _ scanned: [Scanned], _ terms: HomeTerms,
    writing groups: [(group: Int, table: StagedTable)]
  ) throws -> TileTask {
    let customers = surroundings.identities.count
    let labels = try LabelPlan(plan, database, catalog, known, texts: surroundings.texts, customers: customers)
    return TileTask(
      plan: plan, surroundings: surroundings, rows: scanned.map(\.rows),
      bands: plan.facts.map { BandPlan($0, on: date) }, firstDays: scanned.map(\.firstDay), labels: labels,
      groups: groups, bits: LabelBits(labels.numbers, customers: customers),
      raw: LabelBits(labels.rawNumbers, customers: customers), homes: Homes(customers: customers), terms: terms.list)
  }

  func kpis(_ terms: HomeTerms, _ sums: HomeSums, _ scanned: [Scanned], _ texts: TextPool) throws -> KPIValues {
    let tree = try OrganisationTree(database, catalog, known)
    return KPIValues(plan, TermBook(plan, terms, sums, totals: scanned.map(\.totals), tree, texts), tree)
  }

  struct Scanned: Sendable {
    var rows: SortedRows
    var totals: Totals
    var firstDay: Int32
    var reading: Reading?
  }

  /// Each fact once; a large one by several readers, each of other batches.
  func scan(_ surroundings: Surroundings) throws -> [Scanned] {
    let scans = try plan.facts.map { plan in
      FactScan(try FactSource(plan, known), surroundings, control: controls[plan.asset.id])
    }
    var pieces: [(fact: Int, part: Int, parts: Int)] = []
    for (place, plan) in plan.facts.enumerated() {
      let parts =
        plan.asset.keeps == .events && plan.asset.volume == .large && !plan.fact.isLatest ? 2 * Compute.threads : 1
      for part in 0..<parts { pieces.append((place, part, parts)) }
    }
    // The large ones first, so that no thread waits long for the last.
    pieces.sort { ($0.parts, $1.fact) > ($1.parts, $0.fact) }
    let found = Mutex<[Int: [(part: Int, found: FactScan.Found)]]>([:])
    let next = Atomic(0)
    let order = pieces
    try Compute.parallel { [sessions] in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < order.count else { return }
        let piece = order[place]
        let result = try sessions.withSession { connection in
          try scans[piece.fact].run(connection, part: piece.part, of: piece.parts)
        }
        found.withLock { $0[piece.fact, default: []].append((piece.part, result)) }
      }
    }
    let all = found.withLock { $0 }
    return try plan.facts.indices.map { fact in
      let parts = (all[fact] ?? []).sorted { $0.part < $1.part }.map(\.found)
      var totals = parts[0].totals
      var read = parts[0].read
      for part in parts.dropFirst() {
        totals.add(part.totals)
        read.add(part.read)
      }
      return Scanned(
        rows: SortedRows(parts.map(\.rows), layout: scans[fact].layout, customers: surroundings.identities.count),
        totals: totals, firstDay: scans[fact].source.begins(oldestRow: parts.map(\.firstDay).min() ?? .max),
        reading: try balanced(read, of: scans[fact].source, surroundings.texts))
    }
  }

  func work(_ task: TileTask) throws -> HomeSums {
    let tiles = (task.surroundings.identities.count + TileWorker.tile - 1) / TileWorker.tile
    let next = Atomic(0)
    let total = Mutex(HomeSums(terms: task.terms.count))
    try Compute.parallel { [sessions] in
      let worker = TileWorker(task)
      while true {
        let tile = next.add(1, ordering: .relaxed).oldValue
        guard tile < tiles else { break }
        try worker.run(tile, sessions)
      }
      try worker.finish(sessions)
      let sums = worker.sums
      total.withLock { $0.add(sums) }
    }
    return total.withLock { $0 }
  }

  /// The same work on all threads; the first error of any is thrown when all have ended.
  static func parallel(_ work: @escaping @Sendable () throws -> Void) throws {
    let threads = (0..<Compute.threads).map { WorkThread<Void>("semantics \($0)", work) }
    let results = threads.map { thread in Result { try thread.join() } }
    for result in results { try result.get() }
  }
}
