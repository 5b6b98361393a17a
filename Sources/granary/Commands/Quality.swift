import ArgumentParser
import Catalog
import Pipelines
import Tabular
import Warehouse

struct Quality: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How far the values of a business date are as their standards advise (落标率).",
    discussion: """
      granary quality
      granary quality --date 2025-11-20 --feed T/registration

      What a standard demands makes a reject: granary rejects list. What it only advises is loaded, and counted here.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions
  @OptionGroup var which: LedgerOptions

  func run() throws {
    try ending {
      let project = try common.open()
      let feed = try which.feed.map { try project.named($0) }
      let database = try Database(try reach.site(of: project.folder).open(), as: "granary quality")
      guard let date = try which.date ?? database.lastDate() else {
        print("The ledger is empty: no business date was ever run.\n    hint: granary run --date …")
        return .published
      }
      let report = QualityReport(try database.quality(on: date, feed: feed?.id), on: date, in: project)
      return shown(report.page, report.lines, json: common.json)
    }
  }
}
