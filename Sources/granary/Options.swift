import ArgumentParser
import Foundation
import Pipelines
import Tabular

/// Options every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: "The project: the folder with Catalog/ and Pipelines/.")
  var project = "."

  @Flag(help: "One JSON object on stdout, amounts as strings.")
  var json = false
}

/// Options of commands that reach the warehouse.
struct WarehouseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A given PostgreSQL: host=… dbname=…, or service=….",
      discussion:
        "Without it, and without PGHOST or PGSERVICE, granary starts its own in .granary/. Never a password: use .pgpass."
    ))
  var warehouse: String?

  @Option(
    help: ArgumentHelp("The clock: 2025-11-20T02:10:00 in the night's zone. It decides what is due, never content."))
  var now: String?
}

/// Of which deliveries of the ledger a report is.
struct LedgerOptions: ParsableArguments {
  @Option(help: "The business date; without one, the newest in the ledger.") var date: BusinessDate?
  @Option(help: "One feed.") var feed: String?
}

/// A day given on the command line, `2025-11-20` or `20251120`.
extension BusinessDate: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
