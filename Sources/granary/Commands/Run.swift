import ArgumentParser
import Foundation
import Pipelines
import Tabular
import Warehouse

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the night of a business date, or one feed of it.",
    discussion: """
      What is published stays as it is, so running a date again does no work and says so.

      What the date's senders keep on servers of their own (from: of a feed) is brought into the drop folder first.

      granary run --date 2025-11-20
      granary run --date 2025-11-20 --feed X1/posting
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date. granary never takes it from the clock.")
  var date: BusinessDate?

  @Option(help: "One feed alone, such as X1/posting.")
  var feed: String?

  @Flag(help: "The operator's word: another file for a published date replaces it.")
  var correct = false

  func validate() throws {
    if correct, feed == nil { throw ValidationError("--correct needs --feed: say which feed's file is right") }
  }

  func run() throws {
    try ending {
      let project = try common.open()
      guard let date else { throw missingDate(project) }
      let feed = try feed.map { try project.named($0) }
      let runner = try reach.night(project, progress: common.json ? .silent : NightProgress())
      let night = try runner.run(date, only: feed, isCorrection: correct)
      if common.json {
        print(NightJSON(night, command: "run").text)
      } else {
        for line in NightSummary(of: night, clock: project.night).lines { print(line) }
      }
      return night.exit
    }
  }
}

extension Run {
  /// Which date is meant nobody can know; the newest one in the ledger is a good guess to type.
  private func missingDate(_ project: Project) -> any Error {
    let settings = try? reach.site(of: project.folder).reach()
    let last = settings.flatMap { try? Database($0, as: "granary run").lastDate() }
    printError("error: --date is missing; granary never takes it from the clock")
    printError("    hint: granary run --date " + (last.map { "\($0) (the last night in the ledger)" } ?? "2025-11-20"))
    return ended(with: .usage)
  }
}

extension Project {
  /// The feed of that name, or an error that suggests one.
  func named(_ id: String) throws -> Feed {
    if let feed = feed(id) { return feed }
    let known = feeds.map { "\($0.id) \($0.zh)" }.joined(separator: ", ")
    throw ValidationError("there is no feed “\(id)”; there are \(known)")
  }
}
