import ArgumentParser
import Catalog
import Pipelines
import Semantics
import Tabular
import Warehouse

struct ExplainGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Why a customer has a value or a label, and why not, down to the line of the file.",
    discussion: """
      granary explain label CORP_TAX_GROWTH --customer 81204 --date 2025-11-20 --as 2
      granary explain indicator txn_in_amt__all__d30 --customer 81204
      granary explain scorecard SCI_INNOV --customer 81204
      granary explain opportunity OPP_LARGE_INFLOW --customer 81204 --date 2025-11-20
      granary explain kpi KPI_NPL_RATIO --org 0000

      It is worked out again from the rows that are live now, by the evaluator of the night, and compared with what was
      published.
      """,
    subcommands: [OfIndicator.self, OfLabel.self, OfScorecard.self, OfOpportunity.self, OfKPI.self])

  struct OfIndicator: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "indicator", abstract: "An indicator of a customer: its rule, its window, the rows that count.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "txn_in_amt__all__d30") var name: String
    @Option(help: "The customer's number.") var customer: Int64

    func run() throws {
      try ending { try explaining(common, reach, reading) { try $0.indicator(name, customer: customer) } }
    }
  }

  struct OfLabel: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "label", abstract: "A label of a customer: every test of its rule, and what would make it true.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "CORP_TAX_GROWTH") var name: String
    @Option(help: "The customer's number.") var customer: Int64

    func run() throws {
      try ending { try explaining(common, reach, reading) { try $0.label(name, customer: customer) } }
    }
  }

  struct OfScorecard: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "scorecard", abstract: "A customer's score: the points of every characteristic, and what cost most.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "SCI_INNOV") var name: String
    @Option(help: "The customer's number.") var customer: Int64

    func run() throws {
      try ending { try explaining(common, reach, reading) { try $0.scorecard(name, customer: customer) } }
    }
  }

  struct OfOpportunity: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "opportunity",
      abstract: "An opportunity of a customer: its rule, and what was found before that keeps it back.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "OPP_LARGE_INFLOW") var name: String
    @Option(help: "The customer's number.") var customer: Int64

    func run() throws {
      try ending { try explaining(common, reach, reading) { try $0.opportunity(name, customer: customer) } }
    }
  }

  struct OfKPI: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "kpi", abstract: "A KPI of an organisation: numerator, denominator, the organisations below it.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "KPI_NPL_RATIO") var name: String
    @Option(name: .customLong("org"), help: "The organisation's number.") var organisation: String

    func run() throws {
      try ending { try explaining(common, reach, reading) { try $0.kpi(name, organisation: organisation) } }
    }
  }
}

private func explaining(
  _ common: CommonOptions, _ reach: WarehouseOptions, _ reading: ReadingOptions,
  _ explain: (Explain) throws -> Explanation
) throws -> Pipelines.ExitCode {
  let project = try common.open()
  let clearance = try Reader.level(reading.reader, project.catalog)
  let database = try Database(try reach.site(of: project.folder).open(), as: "granary explain")
  guard let date = try reading.date ?? database.lastComputedDate() else {
    throw ReadingError(.awaited, "explain", "nothing is computed yet", hint: "granary tick")
  }
  let explanation = try explain(Explain(project.catalog, database, on: date, clearance: clearance))
  if common.json {
    print(JSONLine.text(explanation))
  } else {
    for line in explanation.lines { print(line) }
  }
  return .published
}
