/// A piece of a page. What people or the warehouse wrote can only come in as text, and text is escaped where it is
/// written out: there is no way to put markup in as a string.
package struct Node: Sendable {
  private enum Content: Sendable {
    case text(String)
    case element(Tag, [Attribute], [Node])
    case several([Node])
  }
  private let content: Content

  package static func text(_ text: String) -> Node { Node(content: .text(text)) }
  package static func several(_ nodes: [Node]) -> Node { Node(content: .several(nodes)) }
  package static let nothing = Node.several([])

  init(_ tag: Tag, _ attributes: [Attribute], _ children: [Node]) {
    content = .element(tag, attributes.filter { $0.isThere }, children)
  }

  private init(content: Content) { self.content = content }

  /// A whole document.
  package var document: String {
    var out = "<!doctype html>\n"
    write(to: &out)
    out += "\n"
    return out
  }

  /// As it stands within a page.
  package var markup: String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch content {
    case .text(let text): Node.escape(text, to: &out)
    case .several(let nodes): for node in nodes { node.write(to: &out) }
    case .element(let tag, let attributes, let children):
      if tag.beginsALine, out.utf8.last != 0x0A { out += "\n" }
      out += "<" + tag.name
      for attribute in attributes { attribute.write(to: &out) }
      out += ">"
      if tag.isVoid { return }
      for child in children { child.write(to: &out) }
      out += "</" + tag.name + ">"
    }
  }

  /// Escapes what could end a text or an attribute. Control characters that HTML forbids become the replacement sign.
  static func escape(_ text: String, to out: inout String) {
    guard text.utf8.contains(where: needsCare) else {
      out += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n", "\t": out.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
  }

  /// Asked of every byte of a page.
  private static func needsCare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F: true
    default: byte < 0x20
    }
  }
}

/// Lets the children of an element be written one after another.
@resultBuilder
package enum NodeBuilder {
  package static func buildExpression(_ node: Node) -> [Node] { [node] }
  package static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
  package static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
  package static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap(\.self) }
  package static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
  package static func buildEither(first: [Node]) -> [Node] { first }
  package static func buildEither(second: [Node]) -> [Node] { second }
  package static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap(\.self) }
}

/// `el(.p, .class("note")) { "text" }`
package func el(_ tag: Tag, _ attributes: Attribute..., @NodeBuilder children: () -> [Node]) -> Node {
  Node(tag, attributes, children())
}

package func el(_ tag: Tag, _ attributes: Attribute...) -> Node { Node(tag, attributes, []) }

/// The same, where attributes are made elsewhere.
package func el(_ tag: Tag, _ attributes: [Attribute], @NodeBuilder children: () -> [Node]) -> Node {
  Node(tag, attributes, children())
}
