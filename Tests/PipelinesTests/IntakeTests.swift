import Feeds
import Foundation
import Tabular
import Testing

@testable import Pipelines

/// What a crash leaves in the drop folder once its delivery is in the archive.
@Suite struct IntakeTests {
  @Test func aCrashBeforeTheDropFolderWasEmptied() throws {
    let place = try IntakePlace()
    defer { place.remove() }
    try place.drop("one")
    try place.bringIn()
    #expect(place.names == [])
    #expect(try place.archived == ["one"])

    // Killed before either file was taken out; after the control file was.
    for names in [[place.data, place.control], [place.data]] {
      try place.linkBack(names)
      try place.bringIn()
      #expect(place.names == [])
      #expect(try place.archived == ["one"])
    }
  }

  @Test func anotherFileOfThatNameIsAnotherDelivery() throws {
    let place = try IntakePlace()
    defer { place.remove() }
    try place.drop("one")
    try place.bringIn()
    // The old data file was left behind, and the sender has begun anew with the control file: that one stays.
    try place.linkBack([place.data])
    try place.write(place.control, "ROWS=2;TAX=0.00;MD5=0")
    try place.bringIn()
    #expect(place.names == [place.control])
    try place.write(place.data, "two")
    try place.bringIn()
    #expect(place.names == [])
    #expect(try place.archived == ["one", "two"])
  }

  /// The second page was not of the same delivery as the first: nothing is kept of either, and all is asked for again.
  @Test func aFailedFetchLeavesNothing() throws {
    let bank = try TestBank(customers: 60)
    let fault = SenderFile(bank.folder + "/.granary/bank/api/social-insurance/fault")
    try fault.write(Array("changes_page_size".utf8))
    #expect(try bank.run(TestBank.last, only: "G/social").feeds[0].isPublished == false)
    let archive = bank.project.path(bank.project.night.archiveFolder) + "/G/social"
    let left = try FileManager.default.subpathsOfDirectory(atPath: archive).filter { $0 != TestBank.last.description }
    #expect(left == [])
    try fault.write([])
    #expect(try bank.run(TestBank.last, only: "G/social").feeds[0].isPublished)
  }

  @Test func anArchiveThatCannotBeWritten() throws {
    let place = try IntakePlace()
    defer { place.remove() }
    try place.drop("one")
    try Data().write(to: URL(fileURLWithPath: place.folder + "/.granary/archive"))
    let error = #expect(throws: StorageError.self) { try place.bringIn() }
    #expect(error?.description.hasPrefix("archive of T/declaration 2025-11-20: error: ") == true)
    #expect(place.names == [place.control, place.data])
  }
}

/// A project with a drop folder, for one feed with a control file.
private struct IntakePlace {
  let folder: String
  let intake: Intake
  let feed: Feed
  let date: BusinessDate
  let data = "TAX_DECL_20251120.txt.gz"
  let control = "TAX_DECL_20251120.ctl"

  init() throws {
    let files = FileManager.default
    folder = files.temporaryDirectory.appending(path: "granary-intake-\(UUID().uuidString)").path
    let root = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardized.path
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["Catalog", "Pipelines"] { try files.copyItem(atPath: "\(root)/\(name)", toPath: "\(folder)/\(name)") }
    let project = try #require(Project.read(at: folder).project)
    intake = Intake(project: project)
    feed = try #require(project.feed("T/declaration"))
    date = try #require(BusinessDate("2025-11-20"))
    try files.createDirectory(atPath: drop, withIntermediateDirectories: true)
  }

  private var drop: String { folder + "/.granary/bank/drop/T" }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// As a sender does: under another name first.
  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(drop)/\(name)"), options: .atomic)
  }

  func drop(_ text: String) throws {
    try write(data, text)
    try write(control, "ROWS=1;TAX=0.00;MD5=0")
  }

  func bringIn() throws { try intake.bringIn(feed, on: date, after: 0, asking: true) }

  /// Puts names of the newest archived delivery into the drop folder again: the state before they were taken out.
  func linkBack(_ names: [String]) throws {
    let kept = try #require(try intake.archive.deliveries(of: feed.id, on: date).last)
    let archive = URL(fileURLWithPath: kept.file.path).deletingLastPathComponent().path
    for name in names { try FileManager.default.linkItem(atPath: "\(archive)/\(name)", toPath: "\(drop)/\(name)") }
  }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: drop)) ?? []).sorted() }

  var archived: [String] {
    get throws {
      try intake.archive.deliveries(of: feed.id, on: date).map {
        String(decoding: FileManager.default.contents(atPath: $0.file.path) ?? Data(), as: UTF8.self)
      }
    }
  }
}
