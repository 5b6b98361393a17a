package import Catalog
import Postgres

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
        id: $0.id, zh: $0.zh, meaning: $0.meaning, unit: $0.unit, type: $0.type.sqlType, level: $0.level, version: 1)
    }
  }
}

extension GroupDefinition {
  var table: Identifier { Identifier("ind", id) }
  /// The part of a computation it is: `ind:txn`.
  package var part: String { "ind:\(id)" }
  var level: Int { indicators.map(\.level).max() ?? 1 }

  func indicator(_ id: String) -> Column? { indicators.first { $0.id == id } }
  func shown(at clearance: Int) -> [Column] { indicators.filter { $0.level <= clearance } }

  /// With the columns that stand already in their places, and those that are gone from the catalog kept.
  func aligned(with old: GroupDefinition) -> GroupDefinition {
    var copy = self
    let kept = old.indicators.compactMap { indicator($0.id) }
    copy.indicators = kept + indicators.filter { old.indicator($0.id) == nil }
    copy.retired = (old.retired + old.indicators).filter { indicator($0.id) == nil }
    return copy
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
