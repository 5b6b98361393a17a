import Catalog
import Postgres

/// The tables of an asset.
enum TableSQL {
  static func create(_ asset: AssetDefinition) -> [String] {
    var statements: [String] = []
    let columns = lines(asset.odsColumns)
    if asset.isPartitioned {
      // One partition for each batch, and none for the rest: a row without its batch's own table has no place. The date
      // leads, so that a day's query opens and locks that day's batches alone, however many others there are.
      statements.append("create table \(asset.ods) (\n\(columns)\n) partition by range (biz_date, batch)")
    } else {
      statements.append("create table \(asset.ods) (\n\(columns)\n)")
      statements.append("create index on \(asset.ods) (batch)")
    }
    if asset.isShared {
      // As with partitions: a day's query reads that day, and who is asked for by others is looked up.
      statements.append("create index on \(asset.ods) (biz_date)")
      let tokens = asset.items.filter { asset.key.contains($0.id) && $0.scheme != nil }.map(\.tokenColumn)
      statements += tokens.map { "create index on \(asset.ods) (\(names([$0])))" }
    }
    if asset.isVersions {
      statements.append("create index on \(asset.ods) (\(names(asset.key)))")
      statements += fold(asset)
      statements += statementIndexes(asset)
    }
    return statements + TreeSQL(asset: asset).create
  }

  /// What is open today is small and changes each night, what has ended is long and never changes again: each is a table
  /// of its own, so that a night looks at the first and adds to the second.
  private static func fold(_ asset: AssetDefinition) -> [String] {
    let columns = lines(asset.foldColumns)
    let (open, ended) = (Identifier("dwd", asset.table + "_open"), Identifier("dwd", asset.table + "_ended"))
    let place = names(asset.key + ["valid_from"])
    return [
      "create table \(asset.dwd) (\n\(columns)\n) partition by range (valid_to)",
      "create table \(open) partition of \(asset.dwd) default",
      "create table \(ended) partition of \(asset.dwd) for values from (minvalue) to (maxvalue)",
      "create unique index on \(open) (\(place))",
      "create unique index on \(ended) (\(place))",
      // What held on a recent date is a small part of all that ever held.
      "create index on \(ended) (valid_to)",
    ]
      // By whom and by what it relates to history is asked for, by other identifiers what is open.
      + asset.lookedUpColumns.map { column in
        asset.historyColumns.contains(column) ? index(column, asset) : "create index on \(open) (\(names([column])))"
      }
  }

  /// On the fold, for what is looked up there one by one.
  static func index(_ column: String, _ asset: AssetDefinition) -> String {
    "create index on \(asset.dwd) (\(names([column])))"
  }

  /// Of all that was ever said of a party, what was said anew is little.
  static func statementIndexes(_ asset: AssetDefinition) -> [String] {
    asset.hasStatements
      ? asset.identifyingColumns.map { "create index on \(asset.dwd) (\(names([$0]))) where says_anew" } : []
  }

  static func drop(_ asset: AssetDefinition) -> [String] {
    ["drop table \(asset.ods)"] + (asset.isVersions ? ["drop table \(asset.dwd)"] : [])
      + (asset.derives?.tree == nil ? [] : ["drop table \(TreeSQL(asset: asset).table)"])
  }

  static func add(_ column: ColumnDefinition, to asset: AssetDefinition) -> [String] {
    // Without NOT NULL: what was loaded before has no value there.
    let tables = asset.isVersions ? [asset.ods, asset.dwd] : [asset.ods]
    return tables.map { "alter table \($0) add column \(Identifier.quoted(column.name)) \(column.type)" }
  }

  static func names(_ columns: [String]) -> String { columns.map(Identifier.quoted).joined(separator: ", ") }

  static func names(_ columns: [String], of alias: String) -> String {
    columns.map { "\(alias).\(Identifier.quoted($0))" }.joined(separator: ", ")
  }

  static func equal(_ columns: [String], _ left: String, _ right: String) -> String {
    columns.map { Identifier.quoted($0) }.map { "\(left).\($0) = \(right).\($0)" }.joined(separator: " and ")
  }

  private static func lines(_ columns: [ColumnDefinition]) -> String {
    columns.map { "  \(Identifier.quoted($0.name)) \($0.type)\($0.isOptional ? "" : " not null")" }
      .joined(separator: ",\n")
  }
}

extension AssetDefinition {
  /// Token columns by which rows of the fold are found: of parties, and of the ends of a relation.
  var lookedUpColumns: [String] {
    guard isVersions else { return [] }
    var seen = Set(identifyingColumns)
    return identifyingColumns + relationEnds.filter { seen.insert($0).inserted }
  }

  /// Those by which ended versions are found too.
  var historyColumns: Set<String> { Set([partyKey].compactMap(\.self) + relationEnds) }

  private var relationEnds: [String] {
    (derives?.relations ?? []).flatMap { [$0.from, $0.to] }.compactMap { item($0)?.tokenColumn }
  }

  /// The token columns that lead to the parties the asset identifies, each once.
  var identifyingColumns: [String] {
    var seen: Set<String> = []
    return identifies.flatMap { [$0.party] + $0.by }.compactMap { item($0) }
      .filter { $0.scheme != nil && seen.insert($0.id).inserted }.map(\.tokenColumn)
  }
}
