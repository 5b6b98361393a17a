import ArgumentParser
import Catalog
import Pipelines
import Semantics
import Tabular
import Warehouse

struct SemanticsGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "semantics", abstract: "Indicators, labels and KPIs: what is scanned for them, and working them out.",
    subcommands: [SemanticsPlanCommand.self, SemanticsRunCommand.self])
}

struct SemanticsPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "What a date's indicators, labels and KPIs take: scans, columns, bytes, owners.",
    discussion: """
      granary semantics plan
      granary semantics plan --date 2025-11-20 --json
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The business date its windows are seen from; without one, they are shown by name.")
  var date: BusinessDate?

  func run() throws {
    try ending {
      let project = try common.open()
      let report = SemanticPlanReport(SemanticPlan(project.catalog), on: date)
      if common.json { print(JSONLine.text(report)) } else { for line in report.lines { print(line) } }
      return .published
    }
  }
}

struct SemanticsRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Works out what of a business date is still to do.",
    discussion: """
      Nights do this by themselves. What is published of a date stays as it is.

      granary semantics run --date 2025-11-20
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date.") var date: BusinessDate

  func run() throws {
    try ending {
      let project = try common.open()
      let night = try reach.night(project, progress: common.json ? .silent : NightProgress())
      let outcome = try night.compute(date)
      if common.json {
        print(JSONLine.text(ComputingReport(outcome, of: date)))
      } else {
        for line in ComputingReport(outcome, of: date).lines { print(line) }
      }
      return outcome?.stale.isEmpty ?? true ? .published : .partial
    }
  }
}
