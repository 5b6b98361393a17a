import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// Each case takes the small catalog in `Cases/base`, lays its own files over it, makes the edits of `edits.txt`, and
/// states every diagnostic that comes of it.
@Suite struct CatalogCaseTests {
  @Test(arguments: GoldenCase.suite("catalog"))
  func diagnostics(_ golden: GoldenCase) throws {
    let project = try Project(base: GoldenCase.suite("base"), over: golden)
    defer { project.remove() }
    let reading = CatalogReader.read(project: project.folder.path, today: BusinessDate("2025-11-20"))
    // Places are the project's, never this machine's.
    #expect(reading.diagnostics.allSatisfy { $0.location.file.hasPrefix("Catalog") })
    let lines = reading.diagnostics.map(\.description)
    #expect((reading.catalog == nil) == reading.diagnostics.contains { $0.severity == .error })
    #expect(try golden.difference(from: lines.isEmpty ? "no errors\n" : lines.joined(separator: "\n") + "\n") == nil)
  }
}

/// A project folder of its own, made for one case.
struct Project {
  let folder: URL

  init(base: [GoldenCase], over golden: GoldenCase) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "granary-catalog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for part in base { try lay(part.folder, at: part.name) }
    if golden.has("Catalog") { try lay(golden.folder.appending(path: "Catalog"), at: "Catalog") }
    if golden.has("edits.txt") { try edit(golden.text("edits.txt")) }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private func lay(_ source: URL, at name: String) throws {
    let files = FileManager.default
    for path in try files.subpathsOfDirectory(atPath: source.path) {
      let from = source.appending(path: path)
      let to = folder.appending(path: name).appending(path: path)
      var isFolder: ObjCBool = false
      _ = files.fileExists(atPath: from.path, isDirectory: &isFolder)
      if isFolder.boolValue {
        try files.createDirectory(at: to, withIntermediateDirectories: true)
      } else {
        try? files.removeItem(at: to)
        try files.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
        try files.copyItem(at: from, to: to)
      }
    }
  }

  /// A line with a path, then `<` lines that must stand there once, and the `>` lines that replace them; a path
  /// alone removes the file.
  private func edit(_ script: String) throws {
    var path = ""
    var old: [Substring] = []
    var new: [Substring] = []
    func flush() throws {
      guard !path.isEmpty else { return }
      let url = folder.appending(path: path)
      guard !old.isEmpty || !new.isEmpty else { return try FileManager.default.removeItem(at: url) }
      let text = try String(contentsOf: url, encoding: .utf8)
      let parts = text.components(separatedBy: old.joined(separator: "\n"))
      try #require(parts.count == 2, "\(path): the text to replace must stand there once: \(old)")
      try parts.joined(separator: new.joined(separator: "\n")).write(to: url, atomically: true, encoding: .utf8)
      (old, new) = ([], [])
    }
    for line in script.split(separator: "\n") {
      if line.hasPrefix("< ") {
        if !new.isEmpty { try flush() }
        old.append(line.dropFirst(2))
      } else if line.hasPrefix("> ") || line == ">" {
        new.append(line.dropFirst(2))
      } else {
        try flush()
        path = String(line)
      }
    }
    try flush()
  }
}
