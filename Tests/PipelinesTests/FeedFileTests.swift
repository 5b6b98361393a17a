import Foundation
import Golden
import Pipelines
import Tabular
import Testing

/// What `granary check` says of a feed's file, against the shipped catalog.
@Suite struct FeedFileTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: GoldenCase.suite("feeds"))
  func diagnostics(_ golden: GoldenCase) throws {
    let files = FileManager.default
    let project = files.temporaryDirectory.appending(path: "granary-\(UUID().uuidString)")
    defer { try? files.removeItem(at: project) }
    try files.createDirectory(at: project.appending(path: "Pipelines/F"), withIntermediateDirectories: true)
    try files.copyItem(at: Self.root.appending(path: "Catalog"), to: project.appending(path: "Catalog"))
    try files.copyItem(
      at: Self.root.appending(path: "Pipelines/night.yaml"), to: project.appending(path: "Pipelines/night.yaml"))
    try Data(try golden.bytes("feed.yaml")).write(to: project.appending(path: "Pipelines/F/feed.yaml"))
    let (read, diagnostics) = Project.read(at: project.path)
    #expect(read == nil)
    let actual = diagnostics.map(\.description).joined(separator: "\n") + "\n"
    #expect(try golden.difference(from: actual) == nil)
  }

  @Test func theShippedFeedsAreSound() throws {
    let (project, diagnostics) = Project.read(at: Self.root.path)
    #expect(diagnostics == [])
    let shipped = try #require(project)
    let order = shipped.feeds.map(\.id)
    #expect(order.count == shipped.files - 1, "every file but night.yaml is a feed")
    let account = try #require(order.firstIndex(of: "X1/account"))
    for feed in ["X1/posting", "X2/application", "X2/balance", "X3/login"] {
      #expect(try #require(order.firstIndex(of: feed)) > account, "\(feed) refers to accounts")
    }
    let declaration = try #require(order.firstIndex(of: "T/declaration"))
    #expect(try #require(order.firstIndex(of: "T/payment")) > declaration, "payments refer to declarations")
    let loans = try #require(order.firstIndex(of: "X2/balance"))
    for feed in ["X2/disbursement", "X2/repayment", "X2/overdue"] {
      #expect(try #require(order.firstIndex(of: feed)) > loans, "\(feed) refers to loans")
    }
  }
}
