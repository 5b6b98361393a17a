import Catalog
import Postgres
import Tabular
import Warehouse

/// All KPIs of a date at every organisation: what stands below an organisation is part of it.
struct KPIValues {
  private(set) var values: [KPIValue] = []

  init(_ plan: SemanticPlan, _ terms: TermBook, _ tree: OrganisationTree) {
    let cells = SmallCells(tree)
    for step in plan.kpis {
      let numerator = terms[step.numerator]
      let denominator = step.denominator.map { terms[$0] }
      // Each term by itself: else what one KPI hides of a term another one that has it too would show.
      let hidden =
        step.kpi.lowered == nil ? [] : numerator.hidden(cells).union(denominator.map { $0.hidden(cells) } ?? [])
      for organisation in tree.organisations {
        var value = KPIValue(step.kpi, organisation, numerator, denominator)
        value.isHidden = hidden.contains(organisation)
        values.append(value)
      }
    }
  }

  func stage(_ computation: Computation, _ database: Database, _ sessions: SessionPool) throws -> [StagedTable] {
    var tables: [StagedTable] = []
    for level in 1...4 {
      let mine = values.filter { $0.kpi.level == level }
      guard !mine.isEmpty else { continue }
      let table = try database.stage(.kpis(level: level), of: computation)
      try table.copyRows(sessions) { copy in
        var rows = table.newRows()
        for value in mine { value.write(&rows) }
        try copy.write(&rows)
      }
      tables.append(table)
    }
    return tables
  }
}
