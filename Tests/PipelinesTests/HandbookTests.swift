import Catalog
import Foundation
import Golden
import Testing

@testable import Pipelines

@Suite struct HandbookTests {
  private let project: Project

  init() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    project = try #require(Project.read(at: repository.standardizedFileURL.path).project)
  }

  /// Whoever follows a link arrives: every page, and every place on it, is there once.
  @Test func everyLinkLeadsSomewhere() throws {
    let pages = Handbook(project).pages
    var places: Set<String> = []
    for page in pages {
      #expect(places.insert(page.path).inserted)
      for id in page.text.matches(of: /id="([^"]+)"/).map({ String($0.output.1) }) {
        #expect(places.insert(page.path + "#" + id).inserted, "\(page.path) has two places \(id)")
      }
    }
    for page in pages {
      for link in page.text.matches(of: /href="([^"]+)"/).map({ String($0.output.1) }) {
        let base = page.path.hasPrefix("assets/") && !link.hasPrefix("../") ? "assets/" : ""
        let target = base + link.replacing("../", with: "")
        #expect(places.contains(target), "\(page.path) leads to \(target)")
      }
    }
  }

  @Test func everyAssetItemStandardAndCodeIsThere() {
    let pages = Dictionary(uniqueKeysWithValues: Handbook(project).pages.map { ($0.path, $0.text) })
    for asset in project.catalog.assets {
      let page = pages[asset.page] ?? ""
      #expect(page.contains(asset.meaning.escaped))
      #expect(asset.items.allSatisfy { page.contains("id=\"\($0.id)\"") && page.contains($0.meaning.escaped) })
    }
    let (standards, codes) = (pages["standards.html"] ?? "", pages["codes.html"] ?? "")
    #expect(project.catalog.standards.values.allSatisfy { standards.contains("id=\"\($0.id)\"") })
    #expect(project.catalog.codes.values.allSatisfy { codes.contains("id=\"\($0.id)\"") })
  }

  /// What somebody wrote into the catalog is text on the page, whatever it looks like.
  @Test func nothingWrittenBecomesMarkup() {
    var project = project
    project.catalog.assets[0].meaning = "<script>alert('x')</script> & \"more\""
    for page in Handbook(project).pages {
      #expect(!page.text.contains("<script"))
      #expect(!page.text.contains("alert('x')"))
    }
  }

  @Test func thePageOfAnAsset() throws {
    let asset = try #require(project.catalog.asset("X1/account"))
    let page = try #require(Handbook(project).pages.first { $0.path == asset.page })
    let golden = try #require(GoldenCase.suite("handbook").first)
    #expect(try golden.difference(from: page.text, to: "expected.html") == nil)
  }

  @Test func aFolderKeepsWhatIsNotOurs() throws {
    let folder = NSTemporaryDirectory() + "handbook-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/assets", withIntermediateDirectories: true)
    for name in ["notes.txt", "assets/X9-gone.html", "assets/mine.txt"] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    let pages = Handbook(project).pages
    try HandbookFolder(path: folder).write(pages)
    let found = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0 != "assets" }
    #expect(Set(found) == Set(pages.map(\.path) + ["notes.txt", "assets/mine.txt"]))
  }
}
