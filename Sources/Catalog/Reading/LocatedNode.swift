package import Tabular

/// A value and the place it was written at.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var location: SourceLocation
  /// The place of the key it stands under; its own place where it stands under none.
  package var key: SourceLocation

  package init(_ value: Value, at location: SourceLocation, key: SourceLocation? = nil) {
    self.value = value
    self.location = location
    self.key = key ?? location
  }

  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: location, key: key)
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// A piece of a YAML file with its place. Scalars are text as written: `no`, `03:00` and `01` mean themselves.
package struct LocatedNode: Sendable {
  package struct Entry: Sendable {
    package var key: Located<String>
    /// Written without quotes.
    package var isPlain: Bool
    package var value: LocatedNode
  }

  package enum Content: Sendable {
    /// Text; a plain (unquoted) one may have been meant as a number.
    case scalar(String, isPlain: Bool)
    case list([LocatedNode])
    /// In the order of the file, no key twice.
    case mapping([Entry])
  }

  package var content: Content
  package var location: SourceLocation
  /// The place of the key it stands under; its own place where it stands under none.
  package var key: SourceLocation
  /// Of a plain or quoted scalar: the file it stands in, for the places of its characters.
  var source: ScalarSource?

  package init(_ content: Content, at location: SourceLocation, key: SourceLocation? = nil) {
    self.content = content
    self.location = location
    self.key = key ?? location
  }

  /// `key:` with nothing after it.
  package var isEmpty: Bool {
    if case .scalar(let text, isPlain: true) = content { text.isEmpty } else { false }
  }

  /// What it is, for a message about what it should have been.
  var kind: String {
    switch content {
    case .scalar: isEmpty ? "empty" : "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The text of a non-empty scalar; anything else is reported as `subject must be text`.
  package func text(_ subject: String, _ findings: Findings) -> Located<String>? {
    guard case .scalar(let text, _) = content, !isEmpty else {
      findings.error(at: location, "\(subject) must be text, it is \(kind)")
      return nil
    }
    return Located(text, at: location, key: key)
  }

  /// The entries of a mapping whose keys are free; anything else is reported.
  package func entries(_ subject: String, _ findings: Findings) -> [Entry]? {
    if case .mapping(let entries) = content { return entries }
    reportNoMapping(subject, findings)
    return nil
  }

  /// A list of texts; anything else is reported.
  package func texts(_ subject: String, _ findings: Findings) -> [Located<String>]? {
    guard case .list(let nodes) = content else {
      findings.error(at: location, "\(subject) must be a list, it is \(kind)", hint: "write [first, second]")
      return nil
    }
    return nodes.compactMap { $0.text("each of \(subject)", findings) }
  }

  /// A mapping ready to be asked for its keys; anything else is reported. `subject` begins every message about it.
  package func mapping(_ subject: String, _ findings: Findings) -> LocatedMapping? {
    guard let entries = entries(subject, findings) else { return nil }
    return LocatedMapping(subject: subject, entries: entries, location: key, findings: findings)
  }

  private func reportNoMapping(_ subject: String, _ findings: Findings) {
    if case .scalar(let text, isPlain: true) = content, let trap = ColonTrap(text) {
      findings.error(at: location, trap.message, hint: trap.hint)
    } else {
      findings.error(at: location, "\(subject) must be a mapping, it is \(kind)", hint: "write { key: value, … }")
    }
  }
}

/// `level：2` and `level:2`: what looks like a key and its value, and is one text to YAML.
struct ColonTrap {
  var message: String
  var hint: String

  init?(_ text: some StringProtocol) {
    let shown = text.count > 40 ? text.prefix(40) + "…" : String(text)[...]
    if let colon = text.firstIndex(of: "：") {
      message = "“\(shown)” has a full-width colon"
      hint = "type \(ColonTrap.repaired(text, at: colon)) (ASCII colon and a space)"
    } else if let colon = text.firstIndex(of: ":"), colon != text.startIndex {
      message = "“\(shown)” has no space after its colon"
      hint = "type \(ColonTrap.repaired(text, at: colon))"
    } else {
      return nil
    }
  }

  private static func repaired<S: StringProtocol>(_ text: S, at colon: S.Index) -> String {
    let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\u{3000}" }
    return "\(text[..<colon]): \(value.prefix(40))"
  }
}
