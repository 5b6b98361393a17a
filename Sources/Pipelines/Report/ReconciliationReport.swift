package import Tabular
package import Warehouse

/// What the reconciliations of a date came to, and for each difference the rows that were summed up: where they came
/// from, never what they hold.
package struct ReconciliationReport: Encodable, Sendable {
  package struct One: Encodable, Sendable {
    var reconciliation: String
    var zh: String
    var compared: Int
    var breaks: Int
    /// The first differences, each with the places of its rows.
    var evidence: [[String]]
  }

  var formatVersion = "1.0"
  var command = "reconcile"
  var date: String
  var reconciliations: [One]

  /// - Parameter limit: how many differences of each are shown.
  package init(on date: BusinessDate, limit: Int, _ database: Database) throws {
    self.date = date.description
    reconciliations = try database.reconciliations(on: date).map { outcome in
      One(
        reconciliation: outcome.reconciliation, zh: outcome.zh, compared: outcome.compared, breaks: outcome.breaks,
        evidence: outcome.breaks == 0
          ? [] : try database.evidence(of: outcome.reconciliation, on: date, limit: limit))
    }
  }

  package var isEmpty: Bool { reconciliations.isEmpty }

  package var lines: [String] {
    var table = TextTable([.left, .right, .right])
    table.add(["reconciliation", "compared", "differ"])
    for one in reconciliations {
      table.add(["\(one.reconciliation) \(one.zh)", one.compared.grouped, one.breaks.grouped])
    }
    var lines = table.lines
    for one in reconciliations where one.breaks > 0 {
      lines.append("\(one.reconciliation) \(one.zh)")
      lines += one.evidence.map { "  " + ($0.isEmpty ? "no row on either side" : $0.joined(separator: ", ")) }
      let rest = one.breaks - one.evidence.count
      if rest > 0 { lines.append("  … and \(rest.grouped) more") }
    }
    let differ = reconciliations.contains { $0.breaks > 0 }
    return lines
      + (differ
        ? ["keys and sums: select * from reconciliation_break where biz_date = '\(date)', as a clearance that may"]
        : [])
  }
}
