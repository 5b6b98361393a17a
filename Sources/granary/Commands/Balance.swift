import ArgumentParser
import Pipelines
import Tabular
import Warehouse

struct Balance: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The nightly equation by layer: what came in, what was loaded, what ods, dwd and dws hold of it.",
    discussion: """
      granary balance --date 2025-11-20
      granary balance --date 2025-11-20 --feed X1/posting --json

      Every night proves it by itself: a delivery that a layer does not hold to the row and the cent is not published,
      and nothing is computed of one that was changed since. This only shows what was found.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions
  @OptionGroup var which: LedgerOptions

  func run() throws {
    try ending {
      let project = try common.open()
      let feed = try which.feed.map { try project.named($0) }
      let database = try Database(try reach.site(of: project.folder).open(), as: "granary balance")
      guard let date = try which.date ?? database.lastDate() else {
        throw ValidationError("the ledger is empty: say a --date")
      }
      let report = BalanceReport(
        try database.layers(on: date, feed: feed?.id), feed == nil ? try database.readings(on: date) : [], on: date,
        in: project)
      return shown(report, report.lines, json: common.json)
    }
  }
}
