import ArgumentParser
import Pipelines
import Tabular

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How a business date stands, from the ledger. It may be asked while a night runs.",
    discussion: """
      granary status
      granary status --line
      granary status X2/balance --date 2025-11-21
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Argument(help: "One feed, in detail.")
  var feed: String?

  @Option(help: "The business date; without one, the newest in the ledger.")
  var date: BusinessDate?

  @Flag(help: "One line.")
  var line = false

  @Flag(help: "End with the night's own code instead of 0.")
  var exitStatus = false

  func run() throws {
    try ending {
      let project = try common.open()
      let feed = try feed.map { try project.named($0) }
      let runner = try reach.night(project, progress: .silent)
      guard let date = try date ?? runner.lastDate() else {
        print("The ledger is empty: no business date was ever run.\n    hint: granary run --date …")
        return .published
      }
      var status = try runner.status(of: date)
      if let feed { status.night.feeds.removeAll { $0.feed != feed.id } }
      if common.json {
        print(NightJSON(status.night, command: "status").text)
      } else if line {
        print(status.line)
      } else {
        for line in feed == nil ? status.lines : status.details { print(line) }
      }
      return exitStatus ? status.exit : .published
    }
  }
}
