import Catalog
import Postgres
import Tabular
import Warehouse

/// What all threads share while customers are worked out.
struct TileTask: Sendable {
  let plan: SemanticPlan
  let surroundings: Surroundings
  let rows: [SortedRows]
  let bands: [BandPlan]
  let firstDays: [Int32]
  let labels: LabelPlan
  let groups: [(group: Int, table: StagedTable)]
  let bits: LabelBits
  /// Whom the day alone would give values that are held.
  let raw: LabelBits
  let homes: Homes
  let terms: [HomeTerm]
  let candidates = Candidates()
}

/// What a KPI asks of customers.
struct HomeTerm: Sendable {
  var expression: Expression
  var isCondition: Bool
}

/// Works out tiles of customers, one after the other: their indicators, their labels, what KPIs count of them.
final class TileWorker {
  /// Customers of a tile: few enough that their columns stay in near memory, and a multiple of 64, so that no two threads
  /// write the same word of bits.
  static let tile = 256

  private let task: TileTask
  private let folds: [CustomerFold]
  private let indicators: IndicatorPrograms
  private let labels: [LabelProgram]
  private let terms: [Program]
  private let opportunities: OpportunityPrograms
  private var found: [Candidates.Candidate] = []
  private let homePlace: Int?
  private(set) var sums: HomeSums
  private let writers: [GroupRows]

  init(_ task: TileTask) {
    self.task = task
    folds = zip(task.bands, task.rows).map { CustomerFold($0, layout: $1.layout, tile: TileWorker.tile) }
    indicators = IndicatorPrograms(task.plan, task.surroundings, firstDays: task.firstDays)
    let slot = IndicatorPrograms.slots(task.plan)
    labels = task.labels.programs(slot, task.surroundings)
    terms = task.terms.map {
      Program($0.expression, slot: slot, texts: task.surroundings.texts, date: task.surroundings.date)
    }
    opportunities = OpportunityPrograms(task.plan, slot, task.surroundings)
    homePlace = task.plan.home.map(slot)
    sums = HomeSums(terms: task.terms.count)
    let texts = TextBytes(task.surroundings.texts)
    writers = task.groups.map { group, table in
      let columns = task.plan.groups[group].indicators.map { (place: slot($0.id), type: $0.type) }
      return GroupRows(table, columns: columns, texts: texts)
    }
  }

  func run(_ number: Int, _ sessions: SessionPool) throws {
    let identities = task.surroundings.identities
    let first = number * TileWorker.tile
    let tile = first..<min(first + TileWorker.tile, identities.count)
    let count = tile.count
    let isThere = identities.isThere[tile]
    guard isThere.contains(true) else { return }
    for (fold, rows) in zip(folds, task.rows) {
      fold.begin()
      for customer in tile { fold.fold(rows, of: customer, at: customer - first) }
    }
    let known = Array(isThere)
    let attributes = [identities.isPerson, identities.isCompany, identities.isServed].map { flags in
      Vector(values: flags[tile].map { $0 ? 1 : 0 }, isKnown: known)
    }
    let columns = indicators.run(attributes, count: count) { place in
      folds[place.fact].column(place.slot, count: count)
    }
    for label in labels {
      label.decide(
        columns, tile, isThere: identities.isThere, isServed: attributes[2], into: task.bits, rawBits: task.raw)
    }
    decideMatrices(tile, attributes[2], columns)
    opportunities.decide(columns, first: first, isThere: isThere, isServed: attributes[2], into: &found)
    let homes = homePlace.map { columns[$0] }
    if let homes {
      for row in 0..<count where homes.isKnown[row] { task.homes[first + row] = homes.values[row] }
      let unpriced = unpriced(columns, count)
      for (term, program) in terms.enumerated() {
        let asked = task.terms[term]
        sums.add(
          term, program.run(columns, count: count), isCondition: asked.isCondition,
          unpriced: asked.isCondition ? [] : unpriced.of(asked.expression), homes: homes, isServed: attributes[2])
      }
    }
    for writer in writers {
      writer.add(columns, first: first, count: count, homes: homes)
      try writer.send(sessions, isLast: false)
    }
  }

  /// Of the tile, which indicators have an amount without a price.
  private func unpriced(_ columns: [Vector], _ count: Int) -> UnpricedIndicators {
    guard folds.contains(where: { !$0.unpriced.isEmpty }), task.terms.contains(where: { !$0.isCondition }) else {
      return UnpricedIndicators()
    }
    let bySlot = folds.map { Dictionary(grouping: $0.unpriced, by: \.slot) }
    return UnpricedIndicators(indicators, columns, count: count) { place in
      (bySlot[place.fact][place.slot] ?? []).map(\.place)
    }
  }

  func finish(_ sessions: SessionPool) throws {
    for writer in writers { try writer.send(sessions, isLast: true) }
    task.candidates.add(found)
  }

  /// Which of many keys a customer's rows name.
  private func decideMatrices(_ tile: Range<Int>, _ isServed: Vector, _ columns: [Vector]) {
    let date = task.surroundings.date.daysSince2000
    for (matrix, label) in zip(task.labels.matrices, task.labels.matrixPlaces(labels)) {
      let rows = task.rows[matrix.fact]
      let layout = rows.layout
      for customer in tile {
        for index in rows.rows(of: customer) {
          let row = unsafe rows.row(index)
          guard unsafe Int32(truncatingIfNeeded: row[0] >> 32) <= date else { continue }
          if layout.isHeld, unsafe Int32(truncatingIfNeeded: row[1]) <= date { continue }
          func has(_ bit: Int) -> Bool { unsafe row[layout.bits + bit >> 6] >> Int64(bit & 63) & 1 != 0 }
          if let filter = matrix.filter, !has(filter) { continue }
          guard has(layout.filters + matrix.key) else { continue }
          guard let place = unsafe label.byKey[row[layout.values + matrix.key]],
            task.bits.has(place, .population, customer)
          else { continue }
          task.bits.set(place, .yes, customer)
        }
      }
    }
  }
}
