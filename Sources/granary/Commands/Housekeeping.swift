import ArgumentParser
import Pipelines
import Tabular

struct Housekeeping: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drops what has outlived its period: superseded batches, archived files, rejects, lines of the ledger.",
    discussion: """
      granary housekeeping --dry-run
      granary housekeeping --date 2025-11-20

      The periods stand in Pipelines/night.yaml. What is live stays, and a superseded batch stays at least as long as its
      asset's file says. Every tick that publishes something does this by itself. A reader in the way is not waited for:
      then this ends with 75, and can be tried again.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date periods are counted back from; without one, the newest in the ledger.")
  var date: BusinessDate?
  @Flag(help: "Only say what would go.") var dryRun = false

  func run() throws {
    try ending {
      let project = try common.open()
      let night = try reach.night(project, progress: NightProgress.silent)
      let latest = project.night.latestDate(at: night.clock.now)
      if let date, date > latest {
        throw ValidationError("--date \(date) has not come yet; the latest business date is \(latest)")
      }
      guard let found = try dryRun ? night.expired(asOf: date) : night.keepHouse(asOf: date) else {
        throw ValidationError("the ledger is empty: there is nothing to keep or to drop")
      }
      let report = HousekeepingReport(found, isDry: dryRun)
      if common.json {
        print(JSONLine.text(report))
      } else {
        for line in report.lines { print(line) }
      }
      for warning in report.warnings { printError(warning) }
      return report.warnings.isEmpty ? .published : .locked
    }
  }
}
