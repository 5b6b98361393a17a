import ArgumentParser
import SampleBank
import Tabular

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a bank's nights: the senders' files, the pages of the API, and the answer key.")

  @Option(help: "The folder to write to.") var out: String
  @Option(help: "The last business date, such as 2025-11-20.") var date: String
  @Option(help: "How many business dates, ending at --date.") var days = 1
  @Option(help: "Customers on the first date; one in five is an enterprise.") var customers = 1000
  @Option(help: "Equal seeds give equal bytes.") var seed: UInt64 = 1
  @Option(help: "The share of records that are dirty, 0 to 0.5.") var dirt = 0.01
  @Option(help: "Postings a date instead of five for each customer.") var postingsPerDay: Int?
  @Option(help: "zlib's level, 1 to 9; at 6 packing takes longer than all the rest.") var compression = 5
  @Option(help: "Breaks a date that each reconciliation must find, put into clean records; 0 to 100.") var breaks = 0
  @Flag(help: "Write faulty deliveries of the last date too, with what must come of each, below OUT/faults.")
  var faults = false

  func validate() throws {
    guard BusinessDate(date) != nil else { throw ValidationError("--date is no day; write it as 2025-11-20") }
    guard 1...1000 ~= days else { throw ValidationError("--days must be 1 to 1,000") }
    guard 1...10_000_000 ~= customers else { throw ValidationError("--customers must be 1 to 10,000,000") }
    guard 0...0.5 ~= dirt else { throw ValidationError("--dirt must be 0 to 0.5") }
    guard 0...1_000_000_000 ~= postingsPerDay ?? 0 else {
      throw ValidationError("--postings-per-day must be 0 to 1,000,000,000")
    }
    guard 0...100 ~= breaks else { throw ValidationError("--breaks must be 0 to 100") }
    guard !faults || days >= 3 else { throw ValidationError("--faults needs --days 3 or more") }
    guard 1...9 ~= compression else { throw ValidationError("--compression must be 1 to 9") }
  }

  func run() throws {
    guard let date = BusinessDate(date) else { preconditionFailure("validated above") }
    let options = Generation.Options(
      folder: out, date: date, days: days, customers: customers, seed: seed, dirt: dirt,
      postingsPerDay: postingsPerDay, compression: compression, faults: faults, breaks: breaks)
    let terminal = Terminal()
    let clock = ContinuousClock()
    var summary = Generation.Summary()
    let time = try clock.measure { summary = try Generation(options).run(progress: terminal.show) }
    terminal.clear()
    print(
      "\(out): \(days) dates to \(date), \(Amount.grouped(String(summary.records))) records",
      "(\(Amount.grouped(String(summary.postings))) postings), \(Amount.grouped(String(summary.dirty))) answers,",
      "\(Amount.grouped(String(summary.differences))) differences,",
      "\(Terminal.seconds(time))")
  }
}
