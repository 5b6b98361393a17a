import ArgumentParser
import Catalog
import Foundation
import Pipelines
import Semantics
import Tabular
import Warehouse

struct AudienceGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audience", abstract: "Which customers have a combination of labels (客群).",
    discussion: """
      granary audience count "CORP_TAX_GROWTH and not AML_WATCH" --as 2
      granary audience list "RETAIL_TIER=P or 客群=高端" --for 营销 --limit 20

      not A is true of whom A is about and known not to be true of: who is unknown is in neither.
      """,
    subcommands: [Count.self, List.self])

  struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How many customers it is true of.",
      discussion: "granary audience count - --timing < audiences.txt")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "Labels with and, or, not, parentheses, LABEL=VALUE; - reads one a line.") var audience: String
    @Flag(help: "Says on stderr how long an answer took.") var timing = false

    func run() throws {
      try ending {
        let desk = try AudienceDesk(common, reach, reading)
        return try audience == "-" ? countLines(desk) : countOne(desk)
      }
    }

    private func countOne(_ desk: AudienceDesk) throws -> Pipelines.ExitCode {
      let count = try desk.count(audience, SourceLocation(file: "audience", line: 1, column: 1))
      print(common.json ? JSONLine.text(desk.page(audience, count)) : "\(count)")
      if timing { desk.sayTiming() }
      return .published
    }

    /// One answer a line; where a line cannot be answered it says why on stderr, and `-` stands for it.
    private func countLines(_ desk: AudienceDesk) throws -> Pipelines.ExitCode {
      var code = Pipelines.ExitCode.published
      var number = 0
      while let line = readLine() {
        number += 1
        guard !line.allSatisfy(\.isWhitespace) else { continue }
        do {
          let count = try desk.count(line, SourceLocation(file: "-", line: number, column: 1))
          print(common.json ? JSONLine.text(desk.page(line, count)) : "\(count)")
        } catch let error as ReadingError {
          printError(error.description)
          print("-")
          code = error.exitCode
        }
      }
      if timing { desk.sayTiming() }
      return code
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The customers it is true of, in order of their numbers.",
      discussion: """
        granary audience list "CORP_TAX_GROWTH and not AML_WATCH" --for 营销 --limit 100

        A label says what it may be used for (purpose:); a list is handed out for nothing else.
        """)
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @OptionGroup var reading: ReadingOptions
    @Argument(help: "Labels with and, or, not, parentheses, LABEL=VALUE.") var audience: String
    @Option(help: "How many customers are shown.") var limit = 100
    @Option(name: .customLong("for"), help: ArgumentHelp("What the list is for.", valueName: "purpose"))
    var purpose: String?

    func run() throws {
      try ending {
        let desk = try AudienceDesk(common, reach, reading)
        let customers = try desk.members(audience, for: purpose, limit: max(0, limit))
        if common.json {
          var page = desk.page(audience, customers.count)
          page.customers = customers
          print(JSONLine.text(page))
        } else {
          for customer in customers { print(customer) }
        }
        return .published
      }
    }
  }
}

/// Options of commands that read as somebody, of one business date.
struct ReadingOptions: ParsableArguments {
  @Option(help: "The business date; without one, the newest that is computed.") var date: BusinessDate?
  @Option(
    name: .customLong("as"), help: "With whose clearance: 1 to 4, or a login: analyst2. Without it, 2.")
  var reader: String?
}

/// What one invocation asks, and how long the answers took.
private final class AudienceDesk {
  struct Page: Encodable {
    var formatVersion = "1.0"
    var command = "audience"
    var audience: String
    var date: String
    var level: Int
    var count: Int
    var customers: [Int64]?
  }

  private let reader: AudienceReader
  private let purposes: Purposes
  private let date: BusinessDate
  private var milliseconds: [Double] = []

  init(_ common: CommonOptions, _ reach: WarehouseOptions, _ reading: ReadingOptions) throws {
    let project = try common.open()
    let database = try Database(try reach.site(of: project.folder).open(), as: "granary audience")
    reader = try AudienceReader(
      database, as: Reader(reading.reader, project.catalog, database), project.catalog)
    purposes = Purposes(project.catalog.definitions)
    guard let date = try reading.date ?? reader.lastDate() else {
      throw ReadingError(.awaited, "audience", "no labels are computed yet", hint: "granary tick")
    }
    self.date = date
  }

  func count(_ text: String, _ location: SourceLocation) throws -> Int {
    let clock = ContinuousClock()
    let start = clock.now
    let count = try reader.count(try Audience(text, reader.shelf, at: location), on: date)
    milliseconds.append((clock.now - start) / .milliseconds(1))
    return count
  }

  func members(_ text: String, for purpose: String?, limit: Int) throws -> [Int64] {
    let audience = try Audience(text, reader.shelf)
    try purposes.allow(audience, for: purpose)
    return try reader.members(audience, on: date, limit: limit)
  }

  func page(_ text: String, _ count: Int) -> Page {
    Page(audience: text, date: date.description, level: reader.reader.level, count: count)
  }

  func sayTiming() {
    let sorted = milliseconds.sorted()
    guard !sorted.isEmpty else { return }
    let at = { (share: Double) in
      String(format: "%.2f", sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)])
    }
    printError("\(sorted.count) answered: p50 \(at(0.5)) ms, p95 \(at(0.95)) ms, longest \(at(1)) ms")
  }
}

extension ReadingError {
  var exitCode: Pipelines.ExitCode {
    switch kind {
    case .mistake: .usage
    case .awaited: .partial
    case .forbidden: .notPermitted
    }
  }
}
