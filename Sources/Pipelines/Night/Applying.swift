package import Postgres
import Tabular
package import Warehouse

/// `granary apply`: the catalog into the warehouse, under the run lock, because nobody may load meanwhile.
package struct Applying {
  let project: Project
  let settings: ConnectionSettings
  let clock: Clock

  package init(project: Project, settings: ConnectionSettings, clock: Clock) {
    self.project = project
    self.settings = settings
    self.clock = clock
  }

  /// Answers what was applied. An empty plan is applied too: it writes down the catalog's version.
  ///
  /// - Parameter tell: whose query stands in the way, and what the plan refuses.
  package func apply(_ tell: (String) -> Void) throws -> CatalogPlan {
    try Database(settings).migrate()
    let run = try ActiveRun.begin(settings, command: "apply", at: clock.now)
    let plan = try run.database.plan(project.catalog)
    for refusal in plan.refusals { tell(refusal.description) }
    try run.database.apply(plan, run: run.ticket, at: clock.now, waiting: tell)
    try run.finish("applied", at: clock.now)
    return plan
  }
}
