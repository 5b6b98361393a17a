import ArgumentParser
import Pipelines
import Tabular
import Warehouse

extension RejectsGroup {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How many records, by feed, date, batch, item and rule.",
      discussion: """
        granary rejects list
        granary rejects list T/declaration --date 2025-11-20
        granary rejects list --from 2025-11-01 --to 2025-11-20 --rule code_table
        granary rejects list T/declaration --every-batch        with those that a correction or a replay has replaced
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var dates: DateOptions

    @Argument(help: "One feed; without it, all of them.") var feed: String?
    @Option(help: "One batch, by its number.") var batch: Int64?
    @Option(help: "One item, such as uscc.") var item: String?
    @Option(help: "One rule, such as check_digit.") var rule: String?
    @Flag(help: "Also of deliveries that something later stands for.") var everyBatch = false

    func run() throws {
      try ending {
        let project = try common.open()
        let feed = try feed.map { try project.named($0) }
        let database = try Database(try reach.site(of: project.folder).open(), as: "granary rejects")
        let question = RejectQuestion(
          feed: feed?.id, dates: dates.range, batch: batch, item: item, rule: rule, isOfEveryBatch: everyBatch)
        let report = try RejectsReport(question, in: project, database)
        if common.json {
          print(JSONLine.text(report.groups))
        } else {
          for line in report.lines { print(line) }
        }
        return .published
      }
    }
  }
}
