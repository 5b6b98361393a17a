import Tabular

/// All definitions of one kind by id, with answers to “there is none of that name”.
struct Shelf<Definition> {
  /// What one is called in messages, such as `standard`.
  let kind: String
  let folder: String
  private(set) var byID: [String: Declared<Definition>] = [:]
  /// Ids whose file could not be read: asking for one is no second error.
  private var unreadable: Set<String> = []
  private var isPartial = false
  private let title: (Definition) -> String

  init(_ kind: String, folder: String, title: @escaping (Definition) -> String) {
    self.kind = kind
    self.folder = folder
    self.title = title
  }

  mutating func add(_ declared: Declared<Definition>, id: String, key: String, _ findings: Findings) {
    if let first = byID[id] {
      findings.error(
        at: declared.place(key), "\(kind) \(id) is declared twice", hint: "the first is at \(first.place(key))")
    } else {
      byID[id] = declared
    }
  }

  /// The same declaration with more filled in.
  mutating func replace(_ id: String, by definition: Definition) { byID[id]?.definition = definition }

  mutating func noteUnreadable(_ id: String) { unreadable.insert(id) }

  /// Any id may stand in the file that could not be read.
  mutating func noteAllUnreadable() { isPartial = true }

  func lacks(_ id: String) -> Bool { byID[id] == nil && !unreadable.contains(id) && !isPartial }

  var definitions: [String: Definition] { byID.mapValues(\.definition) }

  /// The definition called `name`, or a report that names the nearest one, its 中文 name and its place.
  func find(_ name: Located<String>, for subject: String, _ findings: Findings) -> Definition? {
    if let found = byID[name.value] { return found.definition }
    guard lacks(name.value) else { return nil }
    let nearest = Suggestion.nearest(to: name.value, among: byID.keys).flatMap { byID[$0] }
    findings.error(
      at: name.location, "\(subject): no \(kind) “\(name.value.prefix(40))”",
      hint: nearest.map { "did you mean \(title($0.definition))\($0.file):\($0.firstLine))?" }
        ?? "see \(folder)/, or write a new one there")
    return nil
  }
}

extension Declared {
  /// The line of the first key: where the definition begins.
  fileprivate var firstLine: Int { keys.values.map(\.line).min() ?? 1 }
}
