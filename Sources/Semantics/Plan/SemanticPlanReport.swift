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
    var bytes_a_row: Int
    var conditions: Int
    var aggregates: Int
    var organisation_totals: Int
    /// The first day that is looked at; nil: from the beginning.
    var from: String?
  }

  var format_version = "1.0"
  var business_date: String?
  var scans: [Scan]
  var indicators: Int
  var labels: Int
  var kpis: Int

  /// - Parameter date: windows are seen from it; nil: no first day is told.
  package init(_ plan: SemanticPlan, on date: BusinessDate?) {
    business_date = date?.description
    scans = plan.facts.map { one in
      let layout = RowLayout(
        filters: one.filters.count, measures: one.measures.count, isHeld: one.fact.rows == .held,
        isOrdered: one.needsOrder)
      return Scan(
        fact: one.fact.id, zh: one.fact.zh, asset: one.asset.id, owner: one.fact.owner, columns: one.names,
        bytes_a_row: layout.width * 8, conditions: one.filters.count, aggregates: one.slots.count,
        organisation_totals: one.totals.count, from: date.flatMap { one.reach(on: $0).first?.description })
    }
    indicators = plan.steps.count
    labels = plan.labels.count
    kpis = plan.kpis.count
  }

  package var lines: [String] {
    [
      "\(indicators) indicators, \(labels) labels, \(kpis) KPIs by \(scans.count) scans\(business_date.map { " of \($0)" } ?? "")"
    ]
      + scans.map { scan in
        "  \(scan.fact) \(scan.zh)  \(scan.asset)  \(scan.from.map { "from \($0)" } ?? "all days")  \(scan.bytes_a_row) B a row  "
          + "\(scan.conditions) conditions, \(scan.aggregates) aggregates, \(scan.organisation_totals) totals  \(scan.owner)\n"
          + "      \(scan.columns.joined(separator: ", "))"
      }
  }
}
