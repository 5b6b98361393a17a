import ArgumentParser
import Pipelines
import Semantics
import Tabular
import Warehouse

extension RejectsGroup {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A file for the sender: its rejects as they were delivered, each with its line and the reason.",
      discussion: """
        granary rejects export T/declaration --date 2025-11-20 --as 3
        granary rejects export T/declaration back.txt --date 2025-11-20 --as 3

        In the sender's own form and encoding, not compressed, for its owner alone to read (mode 0600). The reason stands in
        columns before a delimited record, behind the end of a fixed-width one, and in members granary_… of a JSON object.
        Preamble, heading, footer, trailer and totals are there where the form has them, and are of this file.
        Without a FILE it goes to the outbox that the feed names (sender: { rejects: … }). A file that is there stays, unless
        --replace says that it may go.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var which: DeliveryOptions

    @Argument(help: "Where to write it.") var file: String?
    @Flag(help: "The operator's word: a file of that name that is there may go.") var replace = false
    @Option(name: .customLong("as"), help: "With whose clearance: 1 to 4, or a login: analyst3. Without it, 2.")
    var reader: String?

    func run() throws {
      try ending {
        let project = try common.open()
        let clearance = try Reader.level(reader, project.catalog)
        let database = try Database(try reach.site(of: project.folder).open(), as: "granary rejects")
        guard let delivery = try which.delivery(in: project, database) else {
          print("Nothing of \(which.feed) was opened for that date.")
          return .published
        }
        let made = try RejectsExport(
          delivery, to: file, replacing: replace, in: project, clearance: clearance, database)
        guard let export = made else {
          print("No rejects and no duplicates in \(delivery.entry.fileName): no file was written.")
          return .published
        }
        if common.json {
          print(JSONLine.text(export.page))
        } else {
          for line in export.lines { print(line) }
        }
        return .published
      }
    }
  }
}
