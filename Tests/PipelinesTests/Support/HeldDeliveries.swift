import Foundation
import Pipelines
import Tabular

/// A bank whose senders send when they are told to, and which can begin anew as often as a test likes: the same files,
/// the same warehouse with nothing but the catalog in it, the same key of the tokens.
final class HeldDeliveries {
  /// What comes at once: a file, or all that an interface has of a date.
  struct Arrival: Hashable {
    /// Below the bank's folder, in the order they are put there.
    var files: [String]
    var date: BusinessDate
  }

  let bank: TestBank
  /// In the order of dates and names.
  let arrivals: [Arrival]

  private var place: String { bank.folder + "/.granary/bank" }
  private var kept: String { bank.folder + "/kept" }

  init(customers: Int, days: Int, last: BusinessDate) throws {
    bank = try TestBank(customers: customers, days: days, last: last)
    bank.project.night.first = bank.dates[0]
    let kept = bank.folder + "/kept"
    var arrivals: [Arrival] = []
    for part in ["drop", "api"] {
      let folder = "\(kept)/\(part)"
      try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
      try FileManager.default.moveItem(atPath: "\(bank.folder)/.granary/bank/\(part)", toPath: folder)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where !name.hasSuffix(".totals.json") {
        guard let stamp = name.firstMatch(of: /20\d{6}/), let date = BusinessDate(stamp.output) else { continue }
        let file = "\(part)/\(name)"
        let totals = file.replacing(".json", with: ".totals.json")
        arrivals.append(Arrival(files: part == "api" ? [totals, file] : [file], date: date))
      }
    }
    self.arrivals = arrivals.sorted { ($0.date, $0.files[0]) < ($1.date, $1.files[0]) }
    try bank.copyDatabase(bank.name, as: bank.name + "_kept")
  }

  /// Nothing has come yet, and the last date's night begins.
  func begin() throws {
    try bank.copyDatabase(bank.name + "_kept", as: bank.name)
    for part in ["archive", "bank/drop", "bank/api"] {
      try? FileManager.default.removeItem(atPath: "\(bank.folder)/.granary/\(part)")
    }
    for file in Set(arrivals.flatMap(\.files)) {
      let folder = URL(fileURLWithPath: "\(place)/\(file)").deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    bank.now = bank.project.night.zone.moment(of: bank.dates[bank.dates.count - 1], at: TimeOfDay(minutes: 130))
  }

  func deliver(_ arrival: Arrival) throws {
    for file in arrival.files {
      try FileManager.default.copyItem(atPath: "\(kept)/\(file)", toPath: "\(place)/\(file)")
    }
  }

  /// All of a date.
  func deliver(_ date: BusinessDate) throws {
    for arrival in arrivals where arrival.date == date { try deliver(arrival) }
  }
}
