import Catalog
package import Tabular

/// A plan for people and machines: each scan with what it reads and for whom.
package struct SemanticPlanReport: Encodable, Sendable {
  struct Scan: Encodable, Sendable {
    var fact: String
    var zh: String
    var asset: String
    var owner: String
    var columns: [String]
    /// What a row takes in memory.
    var bytesARow: Int
    var conditions: Int
    var aggregates: Int
    var organisationTotals: Int
    /// The first day that is looked at; nil: from the beginning.
    var from: String?
  }

  var formatVersion = "1.0"
  var command = "semantics plan"
  var businessDate: String?
  var scans: [Scan]
  var indicators: Int
  var labels: Int
  var opportunities: Int
  var kpis: Int

  /// - Parameter date: windows are seen from it; nil: no first day is told.
  package init(_ plan: SemanticPlan, on date: BusinessDate?) {
    businessDate = date?.description
    scans = plan.facts.map { one in
      let layout = RowLayout(
        filters: one.filters.count, measures: one.measures.count, isHeld: one.fact.rows == .held,
        isOrdered: one.needsOrder)
      return Scan(
        fact: one.fact.id, zh: one.fact.zh, asset: one.asset.id, owner: one.fact.owner, columns: one.names,
        bytesARow: layout.width * 8, conditions: one.filters.count, aggregates: one.slots.count,
        organisationTotals: one.totals.count, from: date.flatMap { one.reach(on: $0).first?.description })
    }
    indicators = plan.steps.count
    labels = plan.labels.count
    opportunities = plan.opportunities.count
    kpis = plan.kpis.count
  }

  package var lines: [String] {
    [
      "\(indicators) indicators, \(labels) labels, \(opportunities) opportunities, \(kpis) KPIs by \(scans.count) scans\(businessDate.map { " of \($0)" } ?? "")"
    ]
      + scans.map { scan in
        "  \(scan.fact) \(scan.zh)  \(scan.asset)  \(scan.from.map { "from \($0)" } ?? "all days")  \(scan.bytesARow) B a row  "
          + "\(scan.conditions) conditions, \(scan.aggregates) aggregates, \(scan.organisationTotals) totals  \(scan.owner)\n"
          + "      \(scan.columns.joined(separator: ", "))"
      }
  }
}
