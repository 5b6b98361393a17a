import Catalog
import Feeds
import Foundation
import Glibc
import Tabular
import Testing
import Warehouse

@testable import Pipelines

/// What the machine does not give is no sender's mistake: nothing is decided, and the next attempt may go well.
@Suite struct UnreadableTests {
  /// The archive holds the delivery and does not give it back. Refused, it would never be looked at again.
  @Test func anArchivedFileThatCannotBeReadIsTriedAgain() throws {
    let bank = try TestBank(customers: 60)
    let feed = try #require(bank.project.feed("X1/account"))
    let intake = Intake(project: bank.project)
    try intake.bringIn(feed, on: TestBank.last, after: 0, asking: false)
    let kept = try #require(try intake.archive.deliveries(of: feed.id, on: TestBank.last).last)
    try FileSystem.rename(kept.file.path, to: kept.file.path + ".elsewhere")
    let first = try bank.run(TestBank.last, only: feed.id).feeds[0]
    guard case .awaited(_, let why?) = first.ending else {
      Issue.record("\(first.ending)")
      return
    }
    #expect(why.description.contains("cannot be read: No such file or directory"))
    #expect(try bank.database.ledger(on: TestBank.last, feed: feed.id).map(\.status) == [.abandoned])
    #expect(try bank.ask("select count(*) from pg_class where relnamespace = 'staging'::regnamespace") == [["0"]])
    // It is another feed's night as well.
    #expect(try bank.run(TestBank.last, only: "X1/posting").feeds[0].ending == .published)

    try FileSystem.rename(kept.file.path + ".elsewhere", to: kept.file.path)
    #expect(try bank.run(TestBank.last, only: feed.id).feeds[0].ending == .published)
    #expect(try bank.database.ledger(on: TestBank.last, feed: feed.id).map(\.status) == [.abandoned, .published])
  }

  /// A folder nobody can look into is not an empty one: a night without feeds would say that all is well.
  @Test func aFolderThatCannotBeListed() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-unlisted-\(UUID().uuidString)").path
    defer { try? FileSystem.remove(folder) }
    try FileSystem.makeFolder(folder)
    for name in ["Catalog", "Pipelines"] {
      // A link to itself.
      #expect(unsafe symlink("\(folder)/\(name)", "\(folder)/\(name)") == 0)
    }
    let findings = Findings()
    #expect(Project.yamlFiles(in: folder, below: "Pipelines", findings) == [])
    #expect(findings.hasErrors)
    let (project, diagnostics) = Project.read(at: folder)
    #expect(project == nil)
    let told = diagnostics.map(\.description).joined(separator: "\n")
    #expect(told.contains("Catalog: error: the folder cannot be read: Too many levels"), "\(told)")
  }

  /// What would be the same with any file somebody has to know at once; what is one file's is its feed's.
  @Test func whoseTroubleItIs() {
    for code in [EIO, ENOSPC, EDQUOT, EROFS, EMFILE] {
      let error = StorageError(place: "X1/a", code: code)
      #expect(StorageError(FeedError(file: "X1/a", .unwritable(errno: code))) == error)
      #expect(StorageError(FeedError(file: "X1/a", .unreadable(errno: code))) == error)
    }
    for code in [EACCES, ENOENT, ELOOP] {
      #expect(StorageError(FeedError(file: "X1/a", .unreadable(errno: code))) == nil)
    }
    #expect(StorageError(FeedError(file: "X1/a", .truncated)) == nil)
  }
}
