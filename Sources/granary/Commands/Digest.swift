import ArgumentParser
import Pipelines
import Tabular
import Warehouse

struct Digest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What the warehouse holds as of a business date, in a few bytes: equal content, equal digests.",
    discussion: """
      granary digest --date 2025-11-20
      granary digest --date 2025-11-20 --known-at 2025-11-20T06:00:00
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date; without one, the newest in the ledger.")
  var date: BusinessDate?

  @Option(help: "What was live at that moment of the night's zone, not now.")
  var knownAt: String?

  func run() throws {
    try ending {
      let project = try common.open()
      let zone = project.night.zone
      let moment = try knownAt.map { text in
        guard let moment = Moment(text, in: zone) else {
          throw ValidationError("--known-at is no moment; write it as 2025-11-20T06:00:00")
        }
        return moment
      }
      let database = try Database(try reach.site(of: project.folder).open(), as: "granary digest")
      guard let date = try date ?? database.lastDate() else {
        throw ValidationError("the ledger is empty: say a --date")
      }
      let digest = try database.digest(asOf: date, knownAt: moment)
      if common.json {
        print(JSONLine.text(DigestJSON(digest)))
      } else {
        print(digest.description)
      }
      return .published
    }
  }
}

private struct DigestJSON: Encodable {
  struct Table: Encodable {
    var table: String
    var rows: Int
    var sum: String
  }
  var formatVersion = "1.0"
  var command = "digest"
  var date: String
  var digest: String
  var tables: [Table]

  init(_ digest: ContentDigest) {
    date = digest.businessDate.description
    self.digest = digest.overall.description
    tables = digest.lines.map { Table(table: $0.name, rows: $0.rows, sum: $0.sum.description) }
  }
}
