package import Foundation

/// A test case that is a folder: inputs as files beside `expected.txt`, bytes in, text out.
///
/// `GRANARY_BLESS=1 swift test` writes what came out in place of what was expected; `git diff` is the review.
package struct GoldenCase: Sendable, CustomStringConvertible {
  package var folder: URL

  package init(folder: URL) { self.folder = folder }
  package var name: String { folder.lastPathComponent }
  package var description: String { name }

  package func has(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: file).path)
  }

  /// The file's bytes: never text, because a line end is part of the case.
  package func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: file))) }
  package func text(_ file: String) throws -> String { String(decoding: try bytes(file), as: UTF8.self) }
  package func path(_ file: String) -> String { folder.appending(path: file).path }

  /// Nil where `actual` is what the file says; otherwise both, for the failing expectation to show.
  package func difference(from actual: String, to file: String = "expected.txt") throws -> String? {
    let url = folder.appending(path: file)
    if ProcessInfo.processInfo.environment["GRANARY_BLESS"] == "1" {
      try actual.write(to: url, atomically: true, encoding: .utf8)
      return nil
    }
    let expected = (try? String(contentsOf: url, encoding: .utf8)) ?? "(there is no \(file))"
    if expected == actual { return nil }
    return "\(name)/\(file)\n--- expected\n\(expected)\n--- actual\n\(actual)"
  }

  /// All folders in `Cases/<suite>` beside the calling test's source file, in order of name.
  package static func suite(_ suite: String, beside file: String = #filePath) -> [GoldenCase] {
    let root = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "Cases/\(suite)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.map { GoldenCase(folder: root.appending(path: $0)) }
  }
}
