import Postgres
package import Catalog
import Tabular

/// What an asset means to the warehouse: the part of the catalog that becomes tables, views, grants and comments.
///
/// It is written down as JSON at each apply, so that a plan compares what is wanted with what is there, and a batch can
/// be folded, digested and published by what its table really is.
package struct AssetDefinition: Hashable, Sendable, Codable {
  package struct Item: Hashable, Sendable, Codable {
    package var id: String
    package var zh: String
    package var meaning: String
    package var unit: String?
    /// As the catalog writes it: `decimal 18.2`.
    package var type: String
    package var level: Int
    /// As the catalog writes it: `keep 3 4`, `surname`, `district`.
    package var mask: String?
    /// The item that decides, and its codes with which the masked column holds the value itself; nil where none does.
    package var shownBy: String?
    package var shownCodes: [String]?
    package var isOptional: Bool
    /// The identifier scheme of its token; `party` where a code in another item decides.
    package var scheme: String?
    package var choiceBy: String?
    /// Scheme by code, where `choiceBy` decides.
    package var choiceSchemes: [String: String]?
    package var references: String?
    package var owner: String
  }

  package struct Identifies: Hashable, Sendable, Codable {
    package var party: String
    package var name: String
    package var by: [String]
    package var isCustomer: Bool
  }

  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var keeps: String
  /// Nil where nothing is said: large.
  package var volume: String?
  package var key: [String]
  package var party: String?
  package var identifies: [Identifies]
  /// Nil where nothing is.
  package var derives: Derivations?
  package var branch: String?
  package var items: [Item]

  package init(_ asset: Asset) {
    id = asset.id
    zh = asset.zh
    meaning = asset.meaning
    owner = asset.owner
    keeps = asset.keeps.rawValue
    volume = asset.volume == .large ? nil : asset.volume.rawValue
    key = asset.key
    party = asset.party
    identifies = asset.identifies.map {
      Identifies(party: $0.party, name: $0.name, by: $0.by, isCustomer: $0.isCustomer)
    }
    derives = asset.derives.isEmpty ? nil : asset.derives
    branch = asset.branch
    items = asset.items.map { item in
      Item(
        id: item.id, zh: item.zh, meaning: item.meaning, unit: item.unit, type: item.type.description,
        level: item.level, mask: item.mask.map(MaskSQL.text), shownBy: item.shown?.by,
        shownCodes: item.shown?.codes.sorted(), isOptional: item.empty != nil,
        scheme: item.identifies, choiceBy: item.choice?.by,
        choiceSchemes: item.choice?.standards.compactMapValues(\.identifies),
        references: item.references.map { "\($0.asset).\($0.item)" }, owner: item.owner)
    }
  }
}

extension AssetDefinition {
  /// The name of its tables and views.
  package var table: String { String(id.split(separator: "/").last ?? "") }
  var ods: Identifier { Identifier("ods", table) }
  var dwd: Identifier { Identifier("dwd", table) }

  /// Each batch is a table of its own; otherwise all share one.
  var isPartitioned: Bool { keeps == Asset.Keeps.events.rawValue && volume == nil }
  /// All batches share one table, in which each stands for its date.
  var isShared: Bool { !isPartitioned && !isVersions }
  /// Whether its versions say who is who: each then has `says_anew`.
  var hasStatements: Bool { isVersions && !identifies.isEmpty }
  var isVersions: Bool { keeps == Asset.Keeps.versions.rawValue }

  /// Where the marts read: a fold is a table of its own, everything else is read as delivered.
  var served: Identifier { isVersions ? dwd : ods }

  func item(_ id: String) -> Item? { items.first { $0.id == id } }

  /// The token column that names the customer; nil where the party item has no identifier scheme.
  var partyKey: String? { party.flatMap { item($0) }.flatMap { $0.scheme == nil ? nil : $0.tokenColumn } }

  var level: Int { items.map(\.level).max() ?? 1 }

  /// The columns of `ods.<table>` with their SQL types, in the catalog's order of stored columns.
  var odsColumns: [ColumnDefinition] {
    var columns = [
      ColumnDefinition("batch", "bigint", isOptional: false), ColumnDefinition("line", "bigint", isOptional: false),
      ColumnDefinition("biz_date", "date", isOptional: false),
    ]
    if isVersions { columns.append(ColumnDefinition("change", "text", isOptional: false)) }
    columns += items.map { ColumnDefinition($0.id, $0.sqlType, isOptional: $0.isOptional) }
    columns += items.filter { $0.mask != nil }.map {
      ColumnDefinition($0.maskedColumn, "text", isOptional: $0.isOptional)
    }
    columns += items.filter { $0.scheme != nil }.map {
      ColumnDefinition($0.tokenColumn, "bigint", isOptional: $0.isOptional)
    }
    return columns
  }

  /// Those a row brings along; the others are the same in all rows of a batch.
  var rowColumns: [ColumnDefinition] { odsColumns.filter { $0.name != "batch" && $0.name != "biz_date" } }

  /// The columns of the fold `dwd.<table>`: those of `ods` but for the date and the change, and the span; where its
  /// versions name parties, whether they do so anew.
  var foldColumns: [ColumnDefinition] {
    [
      ColumnDefinition("valid_from", "date", isOptional: false), ColumnDefinition("valid_to", "date", isOptional: true),
    ] + (hasStatements ? [ColumnDefinition("says_anew", "boolean", isOptional: false)] : []) + versionColumns
  }

  /// Those of a version that its row brings along.
  var versionColumns: [ColumnDefinition] { odsColumns.filter { $0.name != "biz_date" && $0.name != "change" } }
}

extension AssetDefinition.Item {
  package var maskedColumn: String { id + "_masked" }
  package var tokenColumn: String { id + "_key" }

  /// `text`, `numeric(18,2)`, `bigint`, … A text's length is the catalog's and Cleansing's affair: checking it once more
  /// cost the server a tenth of a load, and a raised length would change the types of tables and views.
  var sqlType: String {
    let parts = type.split(separator: " ")
    switch parts.first ?? "" {
    case "text": return "text"
    case "integer": return "bigint"
    case "decimal": return "numeric(\(parts.last!.split(separator: ".").joined(separator: ",")))"
    default: return type
    }
  }

  /// Of a decimal: the places after the point.
  var scale: Int { type.hasPrefix("decimal ") ? Int(type.split(separator: ".").last ?? "0") ?? 0 : 0 }
}

/// A column of a table in SQL's own words.
struct ColumnDefinition: Hashable, Sendable {
  var name: String
  var type: String
  var isOptional: Bool

  init(_ name: String, _ type: String, isOptional: Bool) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
  }
}
