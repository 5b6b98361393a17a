import ArgumentParser
import Pipelines
import Tabular

struct Backfill: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs every business date of a range, oldest first.",
    discussion: """
      Loads what the drop folder and the archive hold and the ledger does not; what is published stays as it is.

      granary backfill --from 2025-10-01 --to 2025-10-31
      granary backfill --from 2025-10-01 --to 2025-10-31 --feed X1/posting --dry-run
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The first business date.")
  var from: BusinessDate

  @Option(help: "The last business date.")
  var to: BusinessDate

  @Option(help: "One feed alone.")
  var feed: String?

  @Flag(help: "Only say which dates have something to load.")
  var dryRun = false

  func validate() throws {
    if to < from { throw ValidationError("--to is before --from") }
  }

  func run() throws {
    try ending {
      let project = try common.open()
      let feed = try feed.map { try project.named($0) }
      let runner = try reach.night(project, progress: common.json ? .silent : NightProgress())
      if dryRun {
        for line in try runner.loadable(from: from, to: to, only: feed) { print(line) }
        return .published
      }
      let nights = try runner.backfill(from: from, to: to, only: feed) { night in
        if common.json {
          print(NightJSON(night, command: "backfill").text)
        } else {
          for line in NightSummary(of: night, clock: project.night).lines { print(line) }
          print()
        }
      }
      return ExitCode.worst(nights.map(\.exit))
    }
  }

  typealias ExitCode = Pipelines.ExitCode
}
