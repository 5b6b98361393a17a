import Tabular
import Yams

extension YAMLFile {
  /// Yams' nodes as ours, each with its place.
  struct Nodes {
    let file: String
    let scalars: [Unicode.Scalar]

    func node(_ node: Node, key: SourceLocation?) -> LocatedNode {
      let location = place(node.mark)
      switch node {
      case .scalar(let scalar):
        var made = LocatedNode(
          .scalar(scalar.string, isPlain: scalar.style == .plain), at: location, key: key)
        made.source = ScalarSource(scalars, scalar.style)
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
  }
}

/// The characters of a file around a scalar of one line.
struct ScalarSource: Sendable {
  let scalars: [Unicode.Scalar]
  let isQuoted: Bool

  init?(_ scalars: [Unicode.Scalar], _ style: Node.Scalar.Style) {
    switch style {
    case .plain: isQuoted = false
    case .singleQuoted, .doubleQuoted: isQuoted = true
    default: return nil
    }
    self.scalars = scalars
  }

  /// How many characters after `place` the text begins; nil where it does not stand there letter by letter, because of
  /// escapes or line ends.
  func inset(of text: String, at place: SourceLocation) -> Int? {
    var line = 1
    var at = 0
    while line < place.line, at < scalars.count {
      if scalars[at] == "\n" { line += 1 }
      at += 1
    }
    let inset = isQuoted ? 1 : 0
    at += place.column - 1 + inset
    for written in text.unicodeScalars {
      guard scalars.indices.contains(at), scalars[at] == written, written != "\n" else { return nil }
      at += 1
    }
    return inset
  }
}
