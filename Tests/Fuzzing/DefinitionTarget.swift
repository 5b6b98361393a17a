import Catalog
import Foundation
import Tabular

extension FuzzTarget {
  /// Files of a catalog, set apart by NUL, the first line of each its path: read and resolved, or reported with a place
  /// inside a file.
  static let yaml = FuzzTarget(name: "yaml") {
    let pieces = [
      "labels/a\na: [1, 'two', \"th\\u0072ee\"]\nb: >\n  folded\n  text\nc: |-\n  kept\n", "facts/a\na: &x 1\nb: *x\n",
      "kpis/a\na: 1\na: 2\n", "codes/a\n- [[[[]]]]\n", "assets/G/a\n? complex\n: value\n",
      "policies/a\n%YAML 1.2\n---\na: !!str 1\n...\n",
    ]
    return pieces.map { Array($0.utf8) } + sampleFiles()
  } attack: { input in
    var files: [(path: String, bytes: [UInt8])] = []
    for (number, part) in input.split(separator: 0, maxSplits: 7).enumerated() {
      let end = part.firstIndex(of: 0x0A) ?? part.endIndex
      var path = "Catalog/\(String(decoding: part[..<end], as: UTF8.self)).yaml"
      // What no folder can hold.
      if path.contains("/.") || path.contains("//") || files.contains(where: { $0.path == path }) {
        path = "Catalog/labels/\(number).yaml"
      }
      files.append((path, Array(part[end...])))
    }
    let reading = CatalogReader.read(files)
    for diagnostic in reading.diagnostics {
      guard let file = files.first(where: { $0.path == diagnostic.location.file }) else { continue }
      let lines = file.bytes.count { $0 == 0x0A || $0 == 0x0D } + 4
      guard diagnostic.location.line <= lines else { throw Violation("reported behind the end") }
    }
    guard reading.catalog != nil || reading.diagnostics.contains(where: { $0.severity == .error }) else {
      throw Violation("neither read nor reported")
    }
  }

  /// Files of the sample bank's catalog, each by itself and two of different kinds together.
  private static func sampleFiles(beside source: String = #filePath) -> [[UInt8]] {
    let root = URL(fileURLWithPath: source).appending(path: "../../../Catalog").standardized
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    var byKind: [String: [[UInt8]]] = [:]
    for path in paths.sorted() where path.hasSuffix(".yaml") {
      guard let content = FileManager.default.contents(atPath: root.appending(path: path).path) else { continue }
      let kind = path.prefix { $0 != "/" }
      if content.count < 3_000, byKind[String(kind), default: []].count < 4 {
        byKind[String(kind), default: []].append(Array("\(path.dropLast(5))\n".utf8) + content)
      }
    }
    let kinds = byKind.sorted { $0.key < $1.key }.map(\.value)
    return kinds.joined() + zip(kinds, kinds.dropFirst()).map { $0[0] + [0] + $1[0] }
  }
}
