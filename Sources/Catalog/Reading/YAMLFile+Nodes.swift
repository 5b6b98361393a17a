import Tabular
import Yams

extension YAMLFile {
  /// Yams' nodes as ours, each with its place.
  struct Nodes {
    let file: String
    private let scalars: [Unicode.Scalar]
    /// Where each line begins.
    private let lines: [Int]

    init(file: String, scalars: [Unicode.Scalar]) {
      self.file = file
      self.scalars = scalars
      lines = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
    }

    func node(_ node: Node, key: SourceLocation?) -> LocatedNode {
      let location = place(node.mark)
      switch node {
      case .scalar(let scalar):
        var made = LocatedNode(
          .scalar(scalar.string, isPlain: scalar.style == .plain), at: location, key: key)
        made.inset = inset(scalar, location)
        return made
      case .sequence(let sequence):
        return LocatedNode(.list(sequence.map { self.node($0, key: nil) }), at: location, key: key)
      case .mapping(let mapping):
        return LocatedNode(.mapping(mapping.compactMap { entry($0.key, $0.value) }), at: location, key: key)
      case .alias: preconditionFailure("the guard let an alias through")
      }
    }

    private func entry(_ key: Node, _ value: Node) -> LocatedNode.Entry? {
      guard case .scalar(let name) = key, !YAMLGuard.isStruckOut(name.string) else { return nil }
      let place = place(key.mark)
      return LocatedNode.Entry(
        key: Located(name.string, at: place), isPlain: name.style == .plain, value: node(value, key: place))
    }

    private func place(_ mark: Mark?) -> SourceLocation {
      SourceLocation(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0)
    }

    private func inset(_ scalar: Node.Scalar, _ location: SourceLocation) -> Int? {
      let inset: Int
      switch scalar.style {
      case .plain: inset = 0
      case .singleQuoted, .doubleQuoted: inset = 1
      default: return nil
      }
      guard 1...lines.count ~= location.line else { return nil }
      let start = lines[location.line - 1] + location.column - 1 + inset
      guard start >= 0, start <= scalars.count else { return nil }
      var at = start
      for written in scalar.string.unicodeScalars {
        guard at < scalars.count, scalars[at] == written, written != "\n" else { return nil }
        at += 1
      }
      return inset
    }
  }
}
