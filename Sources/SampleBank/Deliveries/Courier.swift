import Foundation
import Tabular

/// Takes what senders write to where the bank looks for it: its drop folder, or the pages of an API.
struct Courier: Sendable {
  /// Holds `drop` and `api`.
  let folder: String
  let seed: UInt64
  /// The share of records that are dirty, 0 to 0.5.
  let dirt: Double
  /// zlib's, 1 to 9.
  let compression: Int

  /// - Parameter loaded: is told of each record that loads, its canonical values and its line.
  func delivery(
    _ layout: Layout, on date: BusinessDate, loaded: (([String], Int) -> Void)? = nil
  ) throws -> Delivery {
    let path = layout.endpoint.map { "\($0.folder)/\(date.compact).json" } ?? "drop/" + layout.fileName(on: date)
    let packing = path.hasSuffix(".gz") ? DeliveryFile.Packing.gzip(level: compression) : .none
    return try Delivery(
      layout, on: date, path: "\(folder)/\(path)", packing: packing, dirt: dirt, seed: seed, loaded: loaded)
  }

  /// A small file in the drop folder, written after the data it speaks of.
  func write(_ text: String, to name: String) throws { try put(text, "drop/" + name) }

  func writePageTotals(_ text: String, of layout: Layout, on date: BusinessDate) throws {
    guard let endpoint = layout.endpoint else { preconditionFailure("\(layout.feed) is not served") }
    try put(text, "\(endpoint.folder)/\(date.compact).totals.json")
  }

  /// Makes folders below the courier's own.
  func prepare(_ folders: [String]) throws {
    for path in folders.map({ "\(folder)/\($0)" }) {
      do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      } catch { throw BankError(path, "cannot be made", hint: "choose a folder you may write to") }
    }
  }

  private func put(_ text: String, _ path: String) throws {
    let file = try DeliveryFile("\(folder)/\(path)", .none)
    try file.write(text.utf8)
    try file.close()
  }
}
