import Foundation
import Tabular

/// Makes the faults of a bank's last date and writes them, each into a folder of its own.
struct FaultDesk {
  /// Everything before the last dot of `fault.json` and the files; `faults/01-wrong_row_count/`.
  static let folder = "faults"

  let bank: String
  let date: BusinessDate
  private let totals: [BusinessDate: DayTotals]

  /// `dates`: the bank's, of which the last is spoiled and the two before may be.
  init(_ bank: String, dates: [BusinessDate]) throws {
    guard let date = dates.last, dates.count >= 3 else {
      throw BankError(bank, "faults need three dates", hint: "--days 3 or more")
    }
    self.bank = bank
    self.date = date
    totals = try Dictionary(
      uniqueKeysWithValues: dates.suffix(2).map { date in
        let path = "\(bank)/\(Folders.answers)/\(date.compact).totals.json"
        guard let data = FileManager.default.contents(atPath: path) else { throw BankError(path, "cannot be read") }
        return (date, try JSONDecoder().decode(DayTotals.self, from: data))
      })
  }

  var dayBefore: BusinessDate { date.adding(days: -1) }

  func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    for (number, spoiled) in try all().enumerated() {
      let place = "\(bank)/\(FaultDesk.folder)/\(Spelling.padded(number + 1, 2))-\(spoiled.fault.name)"
      for (part, files) in [("arrives", spoiled.arrives), ("heals", spoiled.heals)] {
        for file in files { try put(file.bytes, "\(place)/\(part)/\(file.path)") }
      }
      try put(encoder.encode(spoiled.fault) + [UInt8(ascii: "\n")], "\(place)/fault.json")
    }
  }

  private func all() throws -> [FaultCase] {
    try countFaults() + arrivalFaults() + packingFaults() + repetitionFaults() + columnFaults() + serverFaults()
  }

  private func put(_ bytes: some Collection<UInt8>, _ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw BankError(folder, "cannot be made", hint: "choose a folder you may write to") }
    let file = try DeliveryFile(path, .none)
    try file.write(bytes)
    try file.close()
  }

  func goods(_ sender: FaultSender, on date: BusinessDate? = nil) throws -> Goods {
    try Goods(sender, on: date ?? self.date, in: bank)
  }

  func totals(of sender: FaultSender, on date: BusinessDate? = nil) -> FeedTotals? {
    totals[date ?? self.date]?.feeds[sender.feed]
  }
}

extension FaultDesk {
  /// What is the same in most faults: a delivery comes at 02:40, somebody runs its feed, and it is refused; at 08:40 the
  /// good one comes and a tick takes it in.
  func refused(
    _ name: String, _ sender: FaultSender, _ meaning: String, _ arrives: [FaultFile], _ place: String,
    _ problem: String,
    _ hint: String
  ) throws -> FaultCase {
    FaultCase(
      fault: Fault(
        name: name, meaning: meaning, feed: sender.feed, date: date.description, awaited: [date.description],
        fault: run(
          sender, exit: 4, Fault.Message(place: place, problem: problem, hint: hint), ledger: ["refused"]),
        healing: tick(sender, ledger: ["refused", "published"])),
      arrives: arrives, heals: try goods(sender).files)
  }

  /// The feed alone, by hand.
  func run(
    _ sender: FaultSender, at time: String = "02:40", exit: Int32, _ message: Fault.Message?, ledger: [String],
    loaded: Int? = nil
  ) -> Fault.Step {
    Fault.Step(
      now: "\(date)T\(time):00", command: ["run", "--date", date.description, "--feed", sender.feed], exit: exit,
      message: message, ledger: ledger, loaded: loaded)
  }

  /// The tick that heals, and says nothing.
  func tick(_ sender: FaultSender, at time: String = "08:40", ledger: [String], isLoading: Bool = true) -> Fault.Step {
    let totals = totals(of: sender)
    let exit: Int32 = isLoading && (totals?.rejected ?? 0) > 0 ? 2 : 0
    return Fault.Step(
      now: "\(date)T\(time):00", command: ["tick"], exit: exit, ledger: ledger, loaded: totals?.loaded)
  }
}
