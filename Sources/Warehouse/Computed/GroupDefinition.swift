package import Catalog
import Postgres
import Tabular

/// What a group of indicators means to the warehouse: a table with a row for each customer and date, and a column for each
/// indicator.
///
/// It is written down as JSON at each apply, like an asset's.
package struct GroupDefinition: Hashable, Sendable, Codable {
  package struct Column: Hashable, Sendable, Codable {
    package var id: String
    package var zh: String
    package var meaning: String
    package var unit: String
    /// In SQL's words: `numeric(24,2)`.
    package var type: String
    package var level: Int
    /// Of how it is worked out: a fingerprint, and how often that has been another one.
    package var logic: String
    package var version: Int
  }

  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var indicators: [Column]
  /// Gone from the catalog: their columns stay, for what was computed, and no view shows them.
  package var retired: [Column] = []

  package init(_ group: IndicatorGroup) {
    id = group.id
    zh = group.zh
    meaning = group.meaning
    owner = group.owner
    indicators = group.indicators.map {
      Column(
        id: $0.id, zh: $0.zh, meaning: $0.meaning, unit: $0.unit, type: $0.type.sqlType, level: $0.level,
        logic: sha256(LogicText.of($0)).short, version: 1)
    }
  }
}

extension GroupDefinition {
  var table: Identifier { Identifier("ind", id) }
  /// The part of a computation it is: `ind:txn`.
  package var part: String { Part.group(id) }
  /// What a mart calls it.
  var viewName: String { "ind_\(id)" }
  var level: Int { indicators.map(\.level).max() ?? 1 }
  /// Those of the table.
  var columns: [Column] { indicators + retired }

  func indicator(_ id: String) -> Column? { indicators.first { $0.id == id } }
  func column(_ id: String) -> Column? { columns.first { $0.id == id } }
  func shown(at clearance: Int) -> [Column] { indicators.filter { $0.level <= clearance } }

  /// With the columns that stand already in their places, those that are gone from the catalog kept, and versions counted.
  func aligned(with old: GroupDefinition) -> GroupDefinition {
    var known: [String: Column] = [:]
    for column in old.columns { known[column.id] = column }
    var copy = self
    for (index, column) in indicators.enumerated() {
      guard let before = known[column.id] else { continue }
      copy.indicators[index].version = before.version + (before.logic == column.logic ? 0 : 1)
    }
    let wanted = Dictionary(uniqueKeysWithValues: copy.indicators.map { ($0.id, $0) })
    copy.indicators =
      old.indicators.compactMap { wanted[$0.id] } + copy.indicators.filter { old.indicator($0.id) == nil }
    copy.retired = old.columns.filter { wanted[$0.id] == nil }
    return copy
  }

  /// As it stays where the catalog has it no longer.
  var whollyRetired: GroupDefinition {
    var copy = self
    (copy.indicators, copy.retired) = ([], columns)
    return copy
  }

  /// Columns that cannot become what is wanted.
  func retyped(by new: GroupDefinition) -> [Column] {
    new.indicators.filter { indicator in column(indicator.id).map { $0.type != indicator.type } ?? false }
  }

  /// What stands in the table beside the indicators.
  static let leading = [
    ColumnDefinition("computation", "bigint", isOptional: false),
    ColumnDefinition("biz_date", "date", isOptional: false),
    ColumnDefinition("customer_id", "bigint", isOptional: false), ColumnDefinition("home", "text", isOptional: true),
  ]
}

extension ValueType {
  /// What a column of it is called in SQL. An amount has room for all 64 bits of its units.
  package var sqlType: String {
    switch self {
    case .boolean: "boolean"
    case .integer: "bigint"
    case .decimal(let scale): "numeric(24,\(scale))"
    case .date: "date"
    case .timestamp: "timestamp"
    case .text: "text"
    }
  }
}
