import ArgumentParser
import SampleBank
import Tabular

struct Postings: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write one large posting file to measure with, and what must come out of it.")

  @Option(help: "The posting feed's file, gzip.") var out: String
  @Option(help: "The matching account feed's file, gzip.") var accountsOut: String?
  @Option(help: "The rows that must load, as UTF-8 text for COPY.") var clean: String?
  @Option(help: "How many postings.") var rows: Int
  @Option(help: "How many accounts they fall on; rounded to pairs.") var accounts = 200_000
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
    let sample = PostingSample(
      PostingSample.Options(
        postings: out, accounts: accountsOut, clean: clean, date: date, rows: rows, accountCount: accounts, seed: seed,
        dirt: dirt, compression: compression))
    let terminal = Terminal()
    let clock = ContinuousClock()
    let start = clock.now
    let summary = try sample.run { terminal.show("\(Amount.grouped(String($0))) postings") }
    terminal.clear()
    let parts = [
      ("declared", summary.declared), ("loaded", summary.loaded), ("rejected", summary.rejected),
      ("duplicate", summary.duplicate), ("filtered", summary.filtered),
    ].map { "\(Amount.grouped(String($1))) \($0)" }
    print("\(out): \(parts.joined(separator: ", ")), \(Terminal.seconds(clock.now - start))")
  }
}
