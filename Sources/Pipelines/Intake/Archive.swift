import Feeds
import Foundation
import Tabular

/// One delivery in the archive: complete, and never changed again.
struct ArchivedDelivery: Hashable, Sendable {
  var file: FeedFile
  /// The place in the order of arrival, from 1; its folder's name.
  var number: Int
  /// 1, and from 2 up the number the sender gave a correction.
  var batchNumber: Int

  var date: BusinessDate { file.businessDate }
  /// How the ledger names it: what is archived and not in the ledger has still to be loaded.
  var ledgerName: String { "\(number)/\(file.name)" }
  /// The number in such a name.
  static func number(inLedgerName name: String) -> Int? { name.split(separator: "/").first.flatMap { Int($0) } }
}

/// The archive: `<folder>/<feed>/<date>/<number>/`, one folder a delivery.
///
/// A delivery leaves the drop folder as soon as it is here: from then on the archive and the ledger alone say what has
/// still to be loaded, so a crash at any point loses nothing and loads nothing twice.
struct Archive: Sendable {
  var root: String

  private func folder(of feed: String, _ date: BusinessDate) -> String { "\(root)/\(feed)/\(date)" }

  /// Where an API's pages are collected that a later fetch may go on with.
  func begunPages(of feed: String, on date: BusinessDate) -> String { folder(of: feed, date) + "/.pages" }

  private func numbers(in folder: String) throws(StorageError) -> [Int] {
    try FileSystem.names(in: folder).compactMap { Int($0) }.sorted()
  }

  /// Everything kept of a feed and business date, in order of arrival.
  func deliveries(of feed: String, on date: BusinessDate) throws(StorageError) -> [ArchivedDelivery] {
    let folder = folder(of: feed, date)
    var found: [ArchivedDelivery] = []
    for number in try numbers(in: folder) {
      guard let manifest = try Manifest.read(in: "\(folder)/\(number)") else { continue }
      found.append(manifest.delivery(number, in: "\(folder)/\(number)", on: date))
    }
    return found
  }

  /// Business dates before one of which anything of a feed is kept, oldest first.
  func dates(of feed: String, before date: BusinessDate) throws(StorageError) -> [BusinessDate] {
    try FileSystem.names(in: "\(root)/\(feed)").compactMap { BusinessDate($0) }.filter { $0 < date }.sorted()
  }

  /// Where what leaves the archive is put first, by a single rename: it is in the archive as a whole or not at all.
  private var leaving: String { root + "/.leaving" }

  func remove(_ delivery: ArchivedDelivery, of feed: String) throws(StorageError) {
    let place = folder(of: feed, delivery.date)
    do throws(StorageError) {
      try removeLeftovers()
      try FileSystem.makeFolder(root)
      try FileSystem.rename("\(place)/\(delivery.number)", to: leaving)
      try removeLeftovers()
      // The last one takes the date's folder along; one that holds anything stays.
      unsafe rmdir(place)
    } catch {
      throw StorageError(place: "archive of \(feed) \(delivery.date)", code: error.code)
    }
  }

  /// What a run that was killed had already taken out.
  func removeLeftovers() throws(StorageError) { try FileSystem.remove(leaving) }

  /// Gathers a delivery's files and makes them one of the archive by a single rename: whole or not at all.
  ///
  /// - Parameters:
  ///   - last: the last delivery that the ledger knows of; the archive may have let it go, and no other takes its number.
  ///   - gather: puts the files into the folder it is given, and says what they are.
  func keep(
    _ feed: String, on date: BusinessDate, batchNumber: Int, after last: Int, _ gather: (String) throws -> FeedFile
  ) throws -> ArchivedDelivery {
    let place = folder(of: feed, date)
    let arriving = place + "/.arriving"
    defer { try? FileSystem.remove(arriving) }
    do {
      // What a crash left here is still in the drop folder, or at its sender's.
      try FileSystem.remove(arriving)
      try FileSystem.makeFolder(place)
      try FileSystem.makeFolder(arriving, mode: 0o700)
      let file = try gather(arriving)
      let manifest = Manifest(file, batchNumber: batchNumber)
      try manifest.write(in: arriving)
      let number = max(try numbers(in: place).last ?? 0, last) + 1
      try FileSystem.rename(arriving, to: "\(place)/\(number)")
      for folder in [place, "\(root)/\(feed)"] { try FileSystem.synchronize(folder) }
      return manifest.delivery(number, in: "\(place)/\(number)", on: date)
    } catch let error as StorageError {
      throw StorageError(place: "archive of \(feed) \(date)", code: error.code)
    }
  }
}

/// `delivery.json` in a delivery's folder: which of its files is which, and what the control file said.
private struct Manifest: Codable {
  var data: String
  var name: String
  var bytes: Int
  var control: String?
  var controlName: String?
  var batchNumber: Int

  init(_ file: FeedFile, batchNumber: Int) {
    data = String(file.path.split(separator: "/").last ?? "")
    name = file.name
    bytes = file.bytes
    control = file.control
    controlName = file.controlName
    self.batchNumber = batchNumber
  }

  func delivery(_ number: Int, in folder: String, on date: BusinessDate) -> ArchivedDelivery {
    let file = FeedFile(
      path: folder + "/" + data, name: name, businessDate: date, bytes: bytes, control: control,
      controlName: controlName)
    return ArchivedDelivery(file: file, number: number, batchNumber: batchNumber)
  }

  static func read(in folder: String) throws(StorageError) -> Manifest? {
    guard let bytes = try FileSystem.contents(of: folder + "/delivery.json") else { return nil }
    return try? JSONDecoder().decode(Manifest.self, from: Data(bytes))
  }

  func write(in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let path = folder + "/delivery.json"
    try FileSystem.write(Array(encoder.encode(self)), to: path)
    // The folder appears under its number when all of it is on disk.
    try FileSystem.synchronize(folder)
  }
}
