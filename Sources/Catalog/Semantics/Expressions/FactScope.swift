import Tabular

/// The columns of a fact.
struct FactScope: ExpressionScope {
  let fact: Fact
  /// By column; only those that hold codes.
  let codes: [String: CodeTable]
  /// Columns that are wrong themselves.
  let broken: Set<String>
  private let columns: [String: Fact.Column]

  init(_ fact: Fact, codes: [String: CodeTable], broken: Set<String>) {
    self.fact = fact
    self.codes = codes
    self.broken = broken
    columns = Dictionary(fact.columns.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var names: [String] { Array(columns.keys) }
  var kind: String { "column of \(fact.title)" }

  func column(_ id: String) -> Fact.Column? { columns[id] }

  func find(_ name: String) -> FoundName {
    if let column = columns[name] {
      return .value(NamedValue(type: column.type, level: column.level, codes: codes[name]))
    }
    return broken.contains(name) ? .broken : .unknown
  }
}
