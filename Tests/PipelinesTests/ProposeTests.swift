import Catalog
import Feeds
import Foundation
import Golden
import Pipelines
import Tabular
import Testing

/// What `granary feed propose` makes of files of every kind: held against what a person wrote for the same files.
@Suite struct ProposeTests {
  /// Each feed's own asset is left out of what is known: the bank has never seen such data.
  @Test func comesCloseToWhatAPersonWrote() throws {
    let project = try #require(ProposeBank.project)
    // One feed brings nothing on that date.
    #expect(project.feeds.map(\.id).filter { ProposeBank.delivery($0) == nil } == ["T/credit"])
    var scores: [String: Agreement] = [:]
    var all = Agreement()
    for delivery in ProposeBank.deliveries {
      let feed = delivery.feed
      let asset = try #require(project.catalog.asset(feed.asset))
      let layout = feed.layout
      var request = Proposal.Request(path: delivery.path, id: feed.id, widths: layout.widths, names: layout.names)
      request.rows = 400
      request.leaving = [feed.asset]
      let proposal = try Proposal(request, project)
      #expect(Comparison.outside(proposal, feed) == [], "\(feed.id)")
      let score = Agreement(proposal, feed, asset)
      scores[feed.kind, default: Agreement()].add(score)
      all.add(score)
    }
    let told = scores.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" } + ["all: \(all)"]
    print("proposed as a person wrote it:\n  " + told.joined(separator: "\n  "))
    let misses = Comment(rawValue: all.misses.joined(separator: "\n"))
    #expect(Set(scores.keys) == ["fixed width", "delimited", "csv", "json lines", "json pages"])
    #expect(all.columns >= 400, misses)
    #expect(all.types.isAtLeast(perMille: 970), misses)
    #expect(all.standards.isAtLeast(perMille: 900), misses)
    // A file does not tell that its sender publishes all of it, so much of level 1 is proposed as 2 or 3.
    #expect(all.levels.isAtLeast(perMille: 650), misses)
    // A level below a person's is the dear mistake.
    #expect(all.higherOrSame.isAtLeast(perMille: 950), misses)
    for (kind, score) in scores { #expect(score.standards.isAtLeast(perMille: 750), "\(kind): \(score)") }
  }

  /// The steps a person takes: a draft is refused as long as anything is open, and sound when it is said.
  @Test(arguments: [
    "X1/account", "T/arrears", "G/housing_fund", "G/real_estate", "X3/login", "X5/relationship_manager",
    "R/profit_loss",
  ])
  func aDraftIsSoundWhenItIsFilledIn(_ id: String) throws {
    let project = try #require(ProposeBank.project)
    let delivery = try #require(ProposeBank.delivery(id))
    var request = Proposal.Request(path: delivery.path, id: "NEW/drafted", widths: delivery.feed.layout.widths)
    request.rows = 300
    let drafts = try ProposalFiles.make(request, against: nil, project)
    let copy = try ProjectCopy()
    let written = try drafts.write(to: copy.folder)
    #expect(throws: ProposingError.self) { try drafts.write(to: copy.folder) }
    let open = Project.read(at: copy.folder).diagnostics
    #expect(!open.isEmpty && open.allSatisfy { $0.location.file.contains("NEW/drafted") })
    for path in written {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try Filling.fill(text).write(toFile: path, atomically: true, encoding: .utf8)
    }
    let (read, diagnostics) = Project.read(at: copy.folder)
    #expect(diagnostics.map(\.description) == [])
    #expect(read?.feed("NEW/drafted") != nil)
  }

  @Test(arguments: GoldenCase.suite("propose")) func draft(_ golden: GoldenCase) throws {
    let project = try #require(ProposeBank.project)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: golden.folder.path).first { !$0.hasPrefix("expected") })
    let request = Proposal.Request(path: golden.path(name), id: "F1/" + golden.name)
    let drafts = try ProposalFiles.make(request, against: nil, project)
    let text = drafts.files.map { "# ---- \($0.path)\n\($0.text)" }.joined()
    if let difference = try golden.difference(from: text) { Issue.record("\(difference)") }
  }
}

/// What a person writes in the place of each mark.
private enum Filling {
  static func fill(_ text: String) -> String {
    var first: String?
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("  "), first == nil, line.contains(": { zh: ") {
        first = line.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) }
      }
      lines.append(line)
    }
    return lines.map { line in
      let isComment = line.trimmingCharacters(in: .whitespaces).hasPrefix("#")
      guard !isComment, line.contains("TODO") else { return line }
      if line.hasPrefix("category:") { return "category: 外部数据/税务" }
      if line.hasPrefix("owner:") { return "owner: 数据管理部 吴敏" }
      if line.hasPrefix("retention:") { return "retention: 5y..10y" }
      if line.hasPrefix("key:") { return "key: [\(first ?? "")]" }
      if line.hasPrefix("  url:") { return line.replacing("TODO", with: "estate") }
      return line.replacing("TODO", with: "见接口说明")
    }.joined(separator: "\n")
  }
}

/// The repository's YAML in a folder of its own, where drafts may be put.
struct ProjectCopy: ~Copyable {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "granary-draft-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for part in ["Catalog", "Pipelines"] {
      try FileManager.default.copyItem(at: TestBank.repository.appending(path: part), to: url.appending(path: part))
    }
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}
