import Tabular

/// A definition as its file says it, and where it says so: the checks across files point at these places.
struct Declared<Definition> {
  var definition: Definition
  var file: String
  /// Where the value of each key stands.
  var places: [String: SourceLocation]
  /// Where each key stands.
  var keys: [String: SourceLocation]

  init(_ definition: Definition, _ mapping: LocatedMapping) {
    self.definition = definition
    file = mapping.location.file
    places = Dictionary(
      mapping.entries.map { ($0.key.value, $0.value.location) }, uniquingKeysWith: { first, _ in first })
    keys = Dictionary(
      mapping.entries.map { ($0.key.value, $0.key.location) }, uniquingKeysWith: { first, _ in first })
  }

  func place(_ key: String) -> SourceLocation { places[key] ?? SourceLocation(file: file, line: 1, column: 1) }
}

extension LocatedMapping {
  /// The id a file declares; it must be the file's own name, so that an id leads to its file.
  func identity(_ key: String, path: [String], isValid: (String) -> Bool) -> Located<String>? {
    guard let id = requiredText(key, hint: "write \(key): \(path.joined(separator: "/"))") else { return nil }
    let expected = path.suffix(id.value.split(separator: "/").count).joined(separator: "/")
    if !isValid(id.value) {
      findings.error(
        at: id.location, "\(key) “\(id.value.prefix(40))” is no id",
        hint: "ids are ASCII, as the file's name is: write \(key): \(path.joined(separator: "/"))")
      return nil
    }
    if id.value != expected {
      findings.error(
        at: id.location, "\(key) \(id.value) stands in a file of another name", hint: "write \(key): \(expected)")
    }
    return id
  }
}
