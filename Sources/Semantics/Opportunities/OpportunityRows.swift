import Catalog
import Postgres
import Tabular
import Warehouse

/// What is written of opportunities: a row for each that is found.
struct OpportunityRows {
  let plan: SemanticPlan
  let date: BusinessDate
  let database: Database
  let sessions: SessionPool

  struct Found {
    var customer: Int
    var opportunity: Opportunity
    var priority: Int
    var manager: Int64
  }

  /// What of the candidates is given out, by customer and in order of priority.
  func found(_ candidates: [Candidates.Candidate], _ state: OpportunityState) -> [Found] {
    let sieve = Sieve(on: date)
    var found: [Found] = []
    var first = 0
    while first < candidates.count {
      var end = first
      while end < candidates.count, candidates[end].customer == candidates[first].customer { end += 1 }
      let customer = Int(candidates[first].customer)
      let mine = candidates[first..<end].map {
        (opportunity: plan.opportunities[Int($0.opportunity)], priority: Int($0.priority))
      }
      for one in sieve.decide(mine, earlier: state.earlier[customer] ?? []) where one.verdict == .found {
        found.append(
          Found(
            customer: customer, opportunity: one.opportunity, priority: one.priority, manager: candidates[first].manager
          ))
      }
      first = end
    }
    return found
  }

  func stage(
    _ found: [Found], _ computation: Computation, homes: Homes, texts: TextPool
  ) throws -> [StagedTable] {
    try Set(plan.opportunities.map(\.level)).sorted().map { level in
      let table = try database.stage(.opportunities(level: level), of: computation)
      try table.copyRows(sessions) { copy in
        var rows = table.newRows()
        for one in found where one.opportunity.level == level {
          rows.beginRow()
          rows.text(one.opportunity.id)
          rows.integer(Int64(one.customer))
          for text in [homes[one.customer], one.manager] {
            if text >= 0 { rows.text(texts.text(text)) } else { rows.null() }
          }
          rows.smallInteger(Int32(one.priority))
          rows.date(date.adding(days: one.opportunity.limits.expires))
          rows.endRow()
          if rows.isFull { try copy.write(&rows) }
        }
        try copy.write(&rows)
      }
      return table
    }
  }
}
