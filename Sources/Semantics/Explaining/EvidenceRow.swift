import Catalog
import Postgres
import Tabular
import Warehouse

/// A row of one customer as definitions see it, and where it came from.
struct EvidenceRow: Sendable {
  var day: Int32
  /// Of rows that hold: the day another takes its place.
  var until: Int32
  /// What orders rows: their time, the date they were delivered for, their batch and line.
  var order: [Int64]
  /// By the names of the plan.
  var columns: [String: Int64?]

  var batch: Int64 { order[2] }
  var line: Int64 { order[3] }

  func isBefore(_ other: EvidenceRow) -> Bool { order.lexicographicallyPrecedes(other.order) }
}

extension FactSource {
  /// The rows of the parties it is restricted to, read as a night reads them.
  func evidence(_ connection: Connection, _ surroundings: Surroundings) throws -> [EvidenceRow] {
    guard let query = query() else { return [] }
    let stored = stored
    let isHeld = plan.fact.rows == .held
    let isVersions = asset.keeps == .versions
    let ends = ends
    var found: [EvidenceRow] = []
    var columns = stored.map { _ in Vector(values: [], isKnown: []) }
    try connection.copyOut(query, doing: "read \(plan.fact.id) of one customer") { row in
      var values = row.cursor()
      _ = values.integer()
      let moment = values.moment(time)
      let end = values.integer()
      for place in stored.indices {
        let value = values.value(stored[place].type, surroundings.texts)
        columns[place].values.append(value ?? 0)
        columns[place].isKnown.append(value != nil)
      }
      let order = (0..<3).map { _ in values.integer() ?? 0 }
      var until = Int32.max
      if isHeld, let end {
        until = isVersions ? Int32(truncatingIfNeeded: end) : ends[end]?.daysSince2000 ?? Int32.max
      }
      found.append(
        EvidenceRow(day: moment?.day ?? .max, until: until, order: [moment?.order ?? .max] + order, columns: [:]))
    }
    let days = found.map(\.day)
    for name in plan.names {
      let recipe = ColumnRecipe(name, plan.fact, stored: stored, surroundings)
      let made = recipe.column(columns, days: days, count: found.count)
      for row in found.indices { found[row].columns[name] = .some(made[row]) }
    }
    return found.sorted { $0.isBefore($1) }
  }
}
