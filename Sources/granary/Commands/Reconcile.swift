import ArgumentParser
import Pipelines
import Tabular
import Warehouse

struct Reconcile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "What must agree and does not: balances against postings, loans against their flows, taxes against sales.",
    discussion: """
      granary reconcile --date 2025-11-20
      granary reconcile --date 2025-11-20 --limit 100 --json

      Every night compares by itself, and so does the next tick where a night was killed; this only shows what was found.
      The rows behind a difference are named by file and line, their contents stay in the marts.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date; without one, the newest in the ledger.") var date: BusinessDate?
  @Option(help: "How many differences of each are shown.") var limit = 10

  func run() throws {
    try ending {
      let project = try common.open()
      let database = try Database(try reach.site(of: project.folder).open(), as: "granary reconcile")
      guard let date = try date ?? database.lastDate() else {
        throw ValidationError("the ledger is empty: say a --date")
      }
      let report = try ReconciliationReport(on: date, limit: max(0, limit), database)
      if common.json {
        print(JSONLine.text(report))
      } else if report.isEmpty {
        print("Nothing was compared for \(date): not all that is due has come, or the catalog compares nothing.")
      } else {
        for line in report.lines { print(line) }
      }
      return .published
    }
  }
}
