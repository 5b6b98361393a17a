import Tabular
import Warehouse

extension Compute {
  /// The values of the planned KPIs, of which nothing is staged.
  func kpis() throws -> [KPIValues.Value] {
    let surroundings = try surroundings()
    let scanned = try scan(surroundings)
    let terms = HomeTerms(plan)
    let customers = surroundings.identities.count
    let task = TileTask(
      plan: plan, surroundings: surroundings, rows: scanned.map(\.rows),
      bands: plan.facts.map { BandPlan($0, on: date) }, firstDays: scanned.map(\.firstDay),
      labels: try LabelPlan(plan, database, catalog, known, texts: surroundings.texts, customers: customers),
      groups: [], bits: LabelBits([], customers: customers), raw: LabelBits([], customers: customers),
      homes: Homes(customers: customers), terms: terms.list)
    return KPIValues(
      plan, terms, try work(task), totals: scanned.map(\.totals),
      tree: try OrganisationTree(database, catalog, known), texts: surroundings.texts
    ).values
  }
}
