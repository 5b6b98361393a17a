import ArgumentParser
import Pipelines
import Tabular
import Warehouse

extension RejectsGroup {
  struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay",
      abstract: "Reads a delivery once more after its catalog or mapping was mended; what is clean now comes in.",
      discussion: """
        granary check && granary plan && granary apply
        granary rejects replay T/declaration --date 2025-11-20 --dry-run
        granary rejects replay T/declaration --date 2025-11-20
        granary rejects replay T/declaration --from 2025-11-01 --to 2025-11-20

        The delivery is loaded again from the archive, whole, into the same business date: rejected goes down, loaded goes
        up, the equation has to close and every gate to open, and readers see the old rows or the new ones, never a part.
        The old batch and its rejects stay in the ledger. Where nothing would come in, nothing is done. A delivery that was
        refused for its rejects is replayed like one that is published.

        0: nothing is rejected any more · 2: published, or left as it is, with rejects · 3: there is nothing to replay
        · 4: refused, by a gate or because loaded records would go · 5: the archive no longer has the file
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var dates: DateOptions

    @Argument(help: "The feed, such as T/declaration.") var feed: String
    @Flag(help: "Only say what would come in and what would remain.") var dryRun = false
    @Flag(help: "The operator's word: records that are loaded and that today's catalog rejects may go.")
    var acceptLosses = false

    func validate() throws {
      if dates.range == nil {
        throw ValidationError("say which --date, or --from and --to; granary never takes it from the clock")
      }
    }

    func run() throws {
      try ending {
        let project = try common.open()
        let feed = try project.named(feed)
        let night = try reach.night(project, progress: common.json ? .silent : NightProgress())
        let order = ReplayOrder(isDry: dryRun, isLossAccepted: acceptLosses)
        guard let range = dates.range else { return .usage }
        let replays = try night.replay(feed, on: range, order) { replay in
          let report = ReplayReport(replay, in: project)
          if common.json {
            print(JSONLine.text(report))
          } else {
            for line in report.lines { print(line) }
            if let why = report.diagnostic { printError(why.description) }
          }
        }
        if replays.isEmpty {
          printError("Nothing of \(feed.id) \(feed.zh) of these dates is published, or held back for its rejects.")
          return .partial
        }
        return Pipelines.ExitCode.worst(replays.map(\.exit))
      }
    }
  }
}
