import Golden
import Tabular
import Testing

@testable import Catalog

/// Each case: `input.yaml`, and the diagnostics and the tree that come of it.
@Suite struct YAMLFileTests {
  @Test(arguments: GoldenCase.suite("yaml"))
  func file(_ golden: GoldenCase) throws {
    let findings = Findings()
    let node = YAMLFile.parse(try golden.bytes("input.yaml"), file: "input.yaml", findings)
    let lines = findings.sorted.map(\.description) + (node.map { outline($0, 0) } ?? ["(nothing is read)"])
    #expect(try golden.difference(from: lines.joined(separator: "\n") + "\n") == nil)
  }

  private func outline(_ node: LocatedNode, _ depth: Int) -> [String] {
    let head = String(repeating: "  ", count: depth)
    let place = "\(node.location.line):\(node.location.column)"
    switch node.content {
    case .scalar(let text, let isPlain):
      return ["\(head)\(place) \(isPlain ? "plain" : "quoted") \(String(reflecting: text))"]
    case .list(let nodes): return ["\(head)\(place) list"] + nodes.flatMap { outline($0, depth + 1) }
    case .mapping(let entries):
      return ["\(head)\(place) mapping"]
        + entries.flatMap { entry in
          ["\(head)  \(entry.key.location.line):\(entry.key.location.column) key \(entry.key.value)"]
            + outline(entry.value, depth + 2)
        }
    }
  }
}
