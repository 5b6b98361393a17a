import ArgumentParser
import SampleBank
import Tabular

struct BulkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulk",
    abstract: "Write one large delivery of one feed to measure with, and what must come out of it.",
    discussion: "Of postings and logins the accounts they name come too, clean; declarations name nothing.")

  @Argument(help: "Of which feed.")
  var feed: Bulk.Feed
  @Option(help: "The folder to write to; it gets `drop` with the files as senders leave them.") var out: String
  @Option(help: "The rows that must load, as UTF-8 text for COPY.") var clean: String?
  @Option(help: "How many rows, repeats not counted.") var rows: Int
  @Option(help: "How many accounts they are spread over; rounded to pairs.") var accounts = 200_000
  @Flag(help: "Leave those accounts out.") var alone = false
  @Option(help: "Equal seeds give equal bytes.") var seed: UInt64 = 1
  @Option(help: "The share of records that are dirty, 0 to 0.5.") var dirt = 0.01
  @Option(help: "The business date, such as 2025-11-20.") var date: String
  @Option(help: "zlib's level, 1 to 9; at 6 packing takes longer than all the rest.") var compression = 5

  func validate() throws {
    guard BusinessDate(date) != nil else { throw ValidationError("--date is no day; write it as 2025-11-20") }
    guard 1...1_000_000_000 ~= rows else { throw ValidationError("--rows must be 1 to 1,000,000,000") }
    guard 2...20_000_000 ~= accounts else { throw ValidationError("--accounts must be 2 to 20,000,000") }
    guard 0...0.5 ~= dirt else { throw ValidationError("--dirt must be 0 to 0.5") }
    guard 1...9 ~= compression else { throw ValidationError("--compression must be 1 to 9") }
  }

  func run() throws {
    guard let date = BusinessDate(date) else { preconditionFailure("validated above") }
    var options = Bulk.Options(
      feed, folder: out, clean: clean, date: date, rows: rows, accountCount: accounts, seed: seed, dirt: dirt,
      compression: compression)
    options.isAlone = alone
    let bulk = Bulk(options)
    let terminal = Terminal()
    let clock = ContinuousClock()
    let start = clock.now
    let summary = try bulk.run { terminal.show("\(Amount.grouped(String($0))) rows") }
    terminal.clear()
    let parts = [
      ("declared", summary.declared), ("loaded", summary.loaded), ("rejected", summary.rejected),
      ("duplicate", summary.duplicate), ("filtered", summary.filtered),
    ].map { "\(Amount.grouped(String($1))) \($0)" }
    print("\(feed.rawValue): \(parts.joined(separator: ", ")), \(Terminal.seconds(clock.now - start))")
  }
}

extension Bulk.Feed: ExpressibleByArgument {}
