import Catalog
import Postgres
import Tabular
import Warehouse

/// Reads the rows of one fact once, for every definition that needs them: decides each condition and works out each value
/// a batch of rows at a time, keeps what belongs to customers, and sums up what belongs to organisations.
struct FactScan: Sendable {
  /// Rows that are decided together: their columns stay in the processor's near memory.
  static let batch = 4096

  let source: FactSource
  let surroundings: Surroundings
  let layout: RowLayout
  private let names: [String]
  private let recipes: [ColumnRecipe]
  private let totals: TotalsPlan
  private let reach: ClosedRange<Int32>
  private let ends: [Int64: Int32]
  private let control: ControlColumns?

  /// - Parameter control: what the equation of the fact's feed is closed over.
  init(_ source: FactSource, _ surroundings: Surroundings, control: ControlTotal? = nil) {
    self.source = source
    self.surroundings = surroundings
    let plan = source.plan
    layout = RowLayout(
      filters: plan.filters.count, measures: plan.measures.count, isHeld: plan.fact.rows == .held,
      isOrdered: plan.needsOrder)
    names = plan.names
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    let stored = source.stored
    recipes = names.map { ColumnRecipe($0, plan.fact, stored: stored, surroundings) }
    totals = TotalsPlan(plan, on: source.date, organisation: plan.fact.organisation.flatMap { places[$0] })
    let days = plan.reach(on: source.date)
    reach = (days.first?.daysSince2000 ?? Int32.min)...days.last.daysSince2000
    ends = source.ends.mapValues(\.daysSince2000)
    self.control = ControlColumns(control, among: stored)
  }

  /// What one reader found.
  struct Found: Sendable {
    var rows: StoredRows
    var totals: Totals
    /// The day of the oldest row, whether it counts or not.
    var firstDay: Int32
    /// All that were read, whether they count or not.
    var read: ControlSums
  }

  /// Reads one part of the rows.
  func run(_ connection: Connection, part: Int = 0, of parts: Int = 1) throws -> Found {
    var store = RowStore(layout)
    var sums = Totals(totals)
    var firstDay = Int32.max
    var read = ControlSums(control)
    if let query = source.query(part: part, of: parts) {
      let programs = FactPrograms(source.plan, names, surroundings)
      var waiting = WaitingBatch(stored: source.stored.count)
      let stored = source.stored
      let time = source.time
      let isHeld = layout.isHeld
      let isVersions = source.asset.keeps == .versions
      let isOrdered = layout.isOrdered
      try connection.copyOut(query, doing: "read \(source.plan.fact.id)") { row in
        var values = row.cursor()
        let customer = values.integer().map(surroundings.identities.customer(of:)) ?? Identities.nobody
        let moment = values.moment(time)
        let end = values.integer()
        waiting.customers.append(customer)
        waiting.moments.append(moment?.order ?? Int64.max)
        waiting.days.append(moment?.day ?? Int32.max)
        if isHeld {
          waiting.untils.append(
            isVersions ? end.map { Int32(truncatingIfNeeded: $0) } ?? Int32.max : end.flatMap { ends[$0] } ?? Int32.max)
        }
        for place in stored.indices {
          let value = values.value(stored[place].type, surroundings.texts, cache: &waiting.words[place])
          waiting.columns[place].values.append(value ?? 0)
          waiting.columns[place].isKnown.append(value != nil)
        }
        if isOrdered {
          for place in 0..<3 { waiting.order[place].append(values.integer() ?? 0) }
        }
        waiting.count += 1
        if waiting.count == FactScan.batch {
          read.add(waiting.columns, count: waiting.count)
          flush(&waiting, programs, into: &store, &sums, &firstDay)
        }
      }
      read.add(waiting.columns, count: waiting.count)
      flush(&waiting, programs, into: &store, &sums, &firstDay)
    }
    return Found(rows: StoredRows(store), totals: sums, firstDay: firstDay, read: read)
  }

  private func flush(
    _ waiting: inout WaitingBatch, _ programs: FactPrograms, into store: inout RowStore, _ sums: inout Totals,
    _ firstDay: inout Int32
  ) {
    let count = waiting.count
    guard count > 0 else { return }
    let columns = recipes.map { $0.column(waiting.columns, days: waiting.days, count: count) }
    let values = programs.measures.map { $0.run(columns, count: count) }
    let counts = programs.filter?.run(columns, count: count)
    let bits = programs.conditions.decide(columns, values: values, count: count)
    let bitsOfRow = bits.byRow()
    for row in 0..<count {
      let day = waiting.days[row]
      firstDay = min(firstDay, day)
      if let counts, !(counts.isKnown[row] && counts.values[row] != 0) { continue }
      guard day <= reach.upperBound else { continue }
      let until = layout.isHeld ? waiting.untils[row] : Int32.max
      guard layout.isHeld ? until > reach.lowerBound : day >= reach.lowerBound else { continue }
      let customer = waiting.customers[row]
      sums.add(row, of: customer, day: day, until: until, columns, bits, values)
      guard customer >= 0 else { continue }
      let words = unsafe store.append()
      unsafe words[0] = Int64(customer) | Int64(day) << 32
      if layout.isHeld { unsafe words[1] = Int64(until) }
      for word in 0..<layout.bitWords {
        unsafe words[layout.bits + word] = bitsOfRow[row * layout.bitWords + word]
      }
      for (place, value) in values.enumerated() { unsafe words[layout.values + place] = value.values[row] }
      if layout.isOrdered {
        unsafe words[layout.order] = waiting.moments[row]
        for place in 0..<3 { unsafe words[layout.order + 1 + place] = waiting.order[place][row] }
      }
    }
    waiting.removeAll()
  }
}

/// The conditions and values of a fact, ready to run; every reader has its own.
private struct FactPrograms {
  let filter: Program?
  let conditions: Conditions
  let measures: [Program]

  init(_ plan: FactPlan, _ names: [String], _ surroundings: Surroundings) {
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    let made = { (expression: Expression) in
      Program(expression, slot: { places[$0] ?? 0 }, texts: surroundings.texts, date: surroundings.date)
    }
    filter = plan.fact.filter.map(made)
    conditions = Conditions(plan.filters, made: made)
    measures = plan.measures.map(made)
  }
}

/// Rows that were read and not decided yet, a column each.
private struct WaitingBatch {
  var count = 0
  var customers: [Int32] = []
  var days: [Int32] = []
  var untils: [Int32] = []
  var moments: [Int64] = []
  var columns: [Vector]
  var order: [[Int64]] = [[], [], []]
  /// Texts each column had lately.
  var words: [WordCache]

  init(stored: Int) {
    columns = (0..<stored).map { _ in Vector(values: [], isKnown: []) }
    words = (0..<stored).map { _ in WordCache() }
  }

  mutating func removeAll() {
    count = 0
    customers.removeAll(keepingCapacity: true)
    days.removeAll(keepingCapacity: true)
    untils.removeAll(keepingCapacity: true)
    moments.removeAll(keepingCapacity: true)
    for place in columns.indices {
      columns[place].values.removeAll(keepingCapacity: true)
      columns[place].isKnown.removeAll(keepingCapacity: true)
    }
    for place in order.indices { order[place].removeAll(keepingCapacity: true) }
  }
}
