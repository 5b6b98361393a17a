import ArgumentParser
import Pipelines
import Semantics
import Tabular
import Warehouse

extension RejectsGroup {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A delivery's rejects by line, item and reason, and what to do about each reason.",
      discussion: """
        granary rejects show T/declaration --date 2025-11-20 --rule check_digit
        granary rejects show T/declaration --batch 57 --limit 1000
        granary rejects show T/declaration --date 2025-11-20 --raw --as 3

        The records themselves (--raw) are as sensitive as the highest item of their asset: a clearance below that reads
        none of them. A record that cannot be read in the sender's encoding is shown in base64.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var which: DeliveryOptions

    @Option(help: "One item, such as uscc.") var item: String?
    @Option(help: "One rule, such as check_digit.") var rule: String?
    @Option(help: "How many are shown.") var limit = 50
    @Flag(help: "With the records as they were delivered.") var raw = false
    @Option(name: .customLong("as"), help: "With whose clearance: 1 to 4, or a login: analyst3. Without it, 2.")
    var reader: String?

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit is 1 or more") }
    }

    func run() throws {
      try ending {
        let project = try common.open()
        let clearance = try raw ? Reader.level(reader, project.catalog) : nil
        let database = try Database(try reach.site(of: project.folder).open(), as: "granary rejects")
        guard let delivery = try which.delivery(in: project, database) else {
          print("Nothing of \(which.feed) was opened for that date.")
          return .published
        }
        let shown = try RejectsShown(
          delivery, item: item, rule: rule, limit: limit, clearance: clearance, database)
        if common.json {
          print(JSONLine.text(shown.page))
        } else {
          for line in shown.lines { print(line) }
        }
        return .published
      }
    }
  }
}
