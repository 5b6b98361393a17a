import ArgumentParser
import Pipelines
import Tabular
import Warehouse

struct RejectsGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects", abstract: "What could not come in: where and why, back to its sender, or in after all.",
    discussion: """
      granary rejects list                                                  which reasons, how many, of the newest date
      granary rejects show T/declaration --date 2025-11-20                  which records, and what to do about them
      granary rejects export T/declaration --date 2025-11-20 --as 3         a file for the sender, in its outbox
      granary rejects replay T/declaration --date 2025-11-20 --dry-run      what a mended catalog would let in
      """,
    subcommands: [List.self, Show.self, Export.self, ReplayCommand.self])

  /// Which delivery of a feed.
  struct DeliveryOptions: ParsableArguments {
    @Argument(help: "The feed, such as T/declaration.") var feed: String
    @Option(help: "The business date; without one, the newest of the feed.") var date: BusinessDate?
    @Option(help: "A batch by its number, also one that was replaced; without one, the last decided on.")
    var batch: Int64?

    /// Nil where nothing of the feed was decided on.
    func delivery(in project: Project, _ database: Database) throws -> RejectedDelivery? {
      try RejectedDelivery(project.named(feed), in: project, on: date, batch: batch, database)
    }
  }
}

extension RejectsGroup {
  /// A range of dates, or one, or none.
  struct DateOptions: ParsableArguments {
    @Option(help: "The business date.") var date: BusinessDate?
    @Option(help: "The first business date of a range.") var from: BusinessDate?
    @Option(help: "The last business date of a range.") var to: BusinessDate?

    func validate() throws {
      if date != nil, from != nil || to != nil { throw ValidationError("say --date, or --from and --to") }
      if (from == nil) != (to == nil) { throw ValidationError("a range has both --from and --to") }
      if let from, let to, to < from { throw ValidationError("--to is before --from") }
    }

    var range: ClosedRange<BusinessDate>? {
      if let from, let to { return from...to }
      return date.map { $0...$0 }
    }
  }
}
