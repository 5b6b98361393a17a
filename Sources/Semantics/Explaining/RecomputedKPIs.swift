import Tabular
import Warehouse

extension Compute {
  /// The values of the planned KPIs, of which nothing is staged.
  func kpis() throws -> [KPIValue] {
    let surroundings = try surroundings()
    let scanned = try scan(surroundings)
    let terms = HomeTerms(plan)
    let task = try task(surroundings, scanned, terms, writing: [])
    return try kpis(terms, try work(task), scanned, surroundings.texts).values
  }
}
