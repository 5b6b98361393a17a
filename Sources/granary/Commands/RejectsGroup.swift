import ArgumentParser
import Catalog
import Pipelines
import Tabular
import Warehouse

struct RejectsGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects", abstract: "What could not come in: where and why, never the contents.",
    subcommands: [List.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The rejects of a delivery by item and rule, or one by one.",
      discussion: """
        granary rejects list T/declaration --date 2025-11-20
        granary rejects list T/declaration --date 2025-11-20 --all
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions

    @Argument(help: "The feed.") var feed: String
    @Option(help: "The business date; without one, the newest in the ledger.") var date: BusinessDate?
    @Flag(help: "Every reject with its line and byte offset.") var all = false

    func run() throws {
      try ending {
        let project = try common.open()
        let feed = try project.named(feed)
        let database = try Database(try reach.site(of: project.folder).open(), as: "granary rejects")
        guard let asset = project.catalog.asset(feed.asset), let date = try date ?? database.lastDate(),
          let report = try RejectsReport(feed, of: asset, on: date, database)
        else {
          print("Nothing of \(feed.id) \(feed.zh) was opened for that date.")
          return .published
        }
        if common.json {
          print(all ? JSONLine.text(report.each) : JSONLine.text(report.groups))
        } else {
          for line in all ? report.eachLines : report.lines { print(line) }
        }
        return .published
      }
    }
  }
}
