package import Tabular

/// A mapping being read: it notes which keys were asked for, so that `finish` can name those nobody knows.
///
/// Every accessor reports what is wrong and returns nil; reading goes on, so that all problems come out together.
package final class LocatedMapping {
  /// What the mapping is, at the head of every message: `fee 应收电费`. Empty: messages begin with the key.
  package var subject: String
  package let entries: [LocatedNode.Entry]
  /// Where it is introduced.
  package let location: SourceLocation
  package let findings: Findings
  private var asked: [String] = []

  init(subject: String, entries: [LocatedNode.Entry], location: SourceLocation, findings: Findings) {
    self.subject = subject
    self.entries = entries
    self.location = location
    self.findings = findings
  }

  /// The node under `key`, or nil where there is none.
  package func optional(_ key: String) -> LocatedNode? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.key.value == key }?.value
  }

  /// The node under `key`; its absence is an error that says what to write.
  package func required(_ key: String, hint: String? = nil) -> LocatedNode? {
    if let node = optional(key) { return node }
    let misspelt = entries.contains { ColonTrap.key(of: $0) == key }
    if !misspelt { findings.error(at: location, about("\(key) is missing"), hint: hint ?? "write \(key): …") }
    return nil
  }

  package func requiredText(_ key: String, hint: String? = nil) -> Located<String>? {
    required(key, hint: hint)?.text(about(key), findings)
  }

  package func optionalText(_ key: String) -> Located<String>? { optional(key)?.text(about(key), findings) }

  package func requiredTexts(_ key: String, hint: String? = nil) -> [Located<String>]? {
    required(key, hint: hint)?.texts(about(key), findings)
  }

  package func optionalTexts(_ key: String) -> [Located<String>]? { optional(key)?.texts(about(key), findings) }

  package func requiredMapping(_ key: String, hint: String? = nil) -> LocatedMapping? {
    required(key, hint: hint)?.mapping(about(key), findings)
  }

  package func optionalMapping(_ key: String) -> LocatedMapping? { optional(key)?.mapping(about(key), findings) }

  /// The mapping under `key`, or each of a list of them.
  package func optionalMappings(_ key: String) -> [LocatedMapping] {
    guard let node = optional(key) else { return [] }
    guard case .list(let nodes) = node.content else { return [node.mapping(about(key), findings)].compactMap(\.self) }
    return nodes.compactMap { $0.mapping("each of \(about(key))", findings) }
  }

  /// The entries under `key`, whose own keys are free.
  package func requiredEntries(_ key: String, hint: String? = nil) -> [LocatedNode.Entry]? {
    required(key, hint: hint)?.entries(about(key), findings)
  }

  package func optionalEntries(_ key: String) -> [LocatedNode.Entry]? {
    optional(key)?.entries(about(key), findings)
  }

  /// Where the value of `key` stands, or the mapping where there is none.
  package func place(of key: String) -> SourceLocation {
    entries.first { $0.key.value == key }?.value.location ?? location
  }

  /// Decimal digits with an optional minus, within `range`.
  package func requiredInteger(_ key: String, in range: ClosedRange<Int>, hint: String? = nil) -> Located<Int>? {
    requiredText(key, hint: hint).flatMap { integer($0, key, range) }
  }

  package func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Located<Int>? {
    optionalText(key).flatMap { integer($0, key, range) }
  }

  /// `true` or `false`, nothing else.
  package func optionalFlag(_ key: String) -> Located<Bool>? {
    guard let text = optionalText(key) else { return nil }
    switch text.value {
    case "true": return text.map { _ in true }
    case "false": return text.map { _ in false }
    default:
      findings.error(at: text.location, about("\(key) must be true or false"))
      return nil
    }
  }

  /// `2025-11-20`
  package func optionalDate(_ key: String) -> Located<BusinessDate>? {
    guard let text = optionalText(key) else { return nil }
    guard text.value.utf8.count == 10, let date = BusinessDate(text.value) else {
      findings.error(at: text.location, about("\(key) is not a day of the calendar"), hint: "write it as 2025-11-20")
      return nil
    }
    return text.map { _ in date }
  }

  /// One of the words of an enumeration.
  package func optionalWord<Word: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, as _: Word.Type = Word.self
  ) -> Located<Word>? where Word.RawValue == String {
    optionalText(key).flatMap { word($0, key) }
  }

  package func requiredWord<Word: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, as _: Word.Type = Word.self, hint: String? = nil
  ) -> Located<Word>? where Word.RawValue == String {
    requiredText(key, hint: hint).flatMap { word($0, key) }
  }

  /// The word a text stands for, or a report that names all words there are.
  package func word<Word: RawRepresentable & CaseIterable & Sendable>(
    _ text: Located<String>, _ key: String, as _: Word.Type = Word.self
  ) -> Located<Word>? where Word.RawValue == String {
    if let word = Word(rawValue: text.value) { return text.map { _ in word } }
    let words = Word.allCases.map(\.rawValue)
    findings.error(
      at: text.location, about("\(key) knows no “\(text.value.prefix(40))”"),
      hint: Suggestion.nearest(to: text.value, among: words).map { "did you mean \($0)?" }
        ?? "one of: \(words.joined(separator: ", "))")
    return nil
  }

  /// Says who is meant before saying what is wrong.
  package func about(_ problem: String) -> String { subject.isEmpty ? problem : "\(subject): \(problem)" }

  /// Call last: reports every key that nobody asked for. False where there was one.
  @discardableResult
  package func finish() -> Bool {
    var isClean = true
    for entry in entries where !asked.contains(entry.key.value) {
      isClean = false
      if entry.value.isEmpty, let trap = ColonTrap(entry.key.value) {
        findings.error(at: entry.key.location, about(trap.message), hint: trap.hint)
      } else {
        findings.error(
          at: entry.key.location, about("unknown key “\(entry.key.value.prefix(40))”"),
          hint: Suggestion.nearest(to: entry.key.value, among: asked).map { "did you mean \($0)?" }
            ?? "known here: \(asked.joined(separator: ", "))")
      }
    }
    return isClean
  }

  private func integer(_ text: Located<String>, _ key: String, _ range: ClosedRange<Int>) -> Located<Int>? {
    let digits = text.value.utf8.drop { $0 == UInt8(ascii: "-") }
    let isPlainNumber = text.value.utf8.count - digits.count <= 1 && digits.allSatisfy { 0x30...0x39 ~= $0 }
    guard isPlainNumber, let number = Int(text.value) else {
      findings.error(at: text.location, about("\(key) is not a whole number"))
      return nil
    }
    guard range.contains(number) else {
      findings.error(
        at: text.location, about("\(key) \(number) is not within \(range.lowerBound)..\(range.upperBound)"))
      return nil
    }
    return text.map { _ in number }
  }
}

extension ColonTrap {
  /// The key that a misspelt entry was meant to be.
  static func key(of entry: LocatedNode.Entry) -> String? {
    guard entry.value.isEmpty, let colon = entry.key.value.firstIndex(where: { $0 == "：" || $0 == ":" })
    else { return nil }
    return String(entry.key.value[..<colon])
  }
}
