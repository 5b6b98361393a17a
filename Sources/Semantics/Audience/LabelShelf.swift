import Catalog
import Postgres
import Warehouse

/// The labels a reader may name, by code or by Chinese name.
package struct LabelShelf: Sendable {
  /// A label, or one value of it.
  struct Entry: Hashable, Sendable {
    var number: Int32
    var label: String
    /// Empty where the label is true or not.
    var value: String
    /// `税务成长企业`, `客群：私行`
    var zh: String

    var labelZh: String { zh.firstIndex(of: "：").map { String(zh[..<$0]) } ?? zh }
    var valueZh: String { zh.firstIndex(of: "：").map { String(zh[zh.index(after: $0)...]) } ?? "" }
  }

  enum Found {
    case found(Entry)
    case mistake(String, String?)
  }

  private var entries: [String: [Entry]]
  private var codeOf: [String: String]
  /// Of the catalog: whom to ask for a label above the reader's clearance.
  private var withheld: [String: (level: Int, owner: String)]

  init(_ entries: [Entry], _ definitions: Definitions, level: Int) {
    self.entries = Dictionary(grouping: entries, by: \.label)
    codeOf = Dictionary(
      entries.map { ($0.value.isEmpty ? $0.zh : $0.labelZh, $0.label) }, uniquingKeysWith: { first, _ in first })
    withheld = Dictionary(
      definitions.labels.filter { $0.level > level }.map { ($0.id, ($0.level, $0.owner)) },
      uniquingKeysWith: { first, _ in first })
  }

  func find(_ name: String, _ value: String?) -> Found {
    guard let code = entries[name] == nil ? codeOf[name] : name, let values = entries[code] else {
      return unknown(name)
    }
    guard let value else {
      if values.count == 1, values[0].value.isEmpty { return .found(values[0]) }
      return .mistake("\(code) has values", "write \(code)=\(values[0].value); its values: \(LabelShelf.list(values))")
    }
    if let found = values.first(where: { !$0.value.isEmpty && ($0.value == value || $0.valueZh == value) }) {
      return .found(found)
    }
    if values[0].value.isEmpty { return .mistake("\(code) is true or not, it has no values", "write \(code)") }
    let near = Suggestion.nearest(to: value, among: values.map(\.value))
    return .mistake(
      "\(code) has no value “\(value.prefix(40))”",
      near.map { "did you mean \(code)=\($0)?" } ?? "its values: \(LabelShelf.list(values))")
  }

  private func unknown(_ name: String) -> Found {
    if let (level, owner) = withheld[name] {
      return .mistake("\(name) is of level \(level), above this clearance", owner.isEmpty ? nil : "ask \(owner)")
    }
    let near =
      Suggestion.nearest(to: name, among: entries.keys) ?? Suggestion.nearest(
        to: name.uppercased(), among: entries.keys)
      ?? Suggestion.nearest(to: name, among: codeOf.keys)
    return .mistake(
      "“\(name.prefix(60))” is no label",
      near.map { "did you mean \($0)?" } ?? "select label, value, zh from label lists them")
  }

  private static func list(_ values: [Entry]) -> String {
    let shown = values.prefix(12).map {
      $0.valueZh.isEmpty || $0.valueZh == $0.value ? $0.value : "\($0.value) \($0.valueZh)"
    }
    return shown.joined(separator: ", ") + (values.count > 12 ? ", …" : "")
  }
}
