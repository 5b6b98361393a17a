import Postgres

/// The tables of an asset.
enum TableSQL {
  static func create(_ asset: AssetDefinition) -> [String] {
    var statements: [String] = []
    let columns = lines(asset.odsColumns)
    if asset.isPartitioned {
      // One partition for each batch, and none for the rest: a row without its batch's own table has no place.
      statements.append("create table \(asset.ods) (\n\(columns)\n) partition by list (batch)")
    } else {
      statements.append("create table \(asset.ods) (\n\(columns)\n)")
      statements.append("create index on \(asset.ods) (batch)")
    }
    if asset.isVersions {
      statements.append("create index on \(asset.ods) (\(names(asset.key)))")
      statements.append("create table \(asset.dwd) (\n\(lines(asset.foldColumns))\n)")
      statements.append("create unique index on \(asset.dwd) (\(names(asset.key + ["valid_from"])))")
      for column in asset.identifyingColumns { statements.append("create index on \(asset.dwd) (\(names([column])))") }
    }
    return statements
  }

  static func drop(_ asset: AssetDefinition) -> [String] {
    ["drop table \(asset.ods)"] + (asset.isVersions ? ["drop table \(asset.dwd)"] : [])
  }

  static func add(_ column: ColumnDefinition, to asset: AssetDefinition) -> [String] {
    // Without NOT NULL: what was loaded before has no value there.
    let tables = asset.isVersions ? [asset.ods, asset.dwd] : [asset.ods]
    return tables.map { "alter table \($0) add column \(Identifier.quoted(column.name)) \(column.type)" }
  }

  static func names(_ columns: [String]) -> String { columns.map(Identifier.quoted).joined(separator: ", ") }

  private static func lines(_ columns: [ColumnDefinition]) -> String {
    columns.map { "  \(Identifier.quoted($0.name)) \($0.type)\($0.isOptional ? "" : " not null")" }
      .joined(separator: ",\n")
  }
}

extension AssetDefinition {
  /// The token columns that lead to the party, where the asset identifies one.
  var identifyingColumns: [String] {
    guard let identifies else { return [] }
    return ([identifies.party] + identifies.by).compactMap { item($0)?.scheme == nil ? nil : item($0)?.tokenColumn }
  }
}
