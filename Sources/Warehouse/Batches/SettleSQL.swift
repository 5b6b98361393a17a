import Postgres
import Tabular

/// The statements of settling a batch. None of them reads the batch's table: what its rows refer to was gathered while
/// they were copied.
struct SettleSQL {
  var batch: Batch

  private var items: [AssetDefinition.Item] { batch.definition.references }

  /// A table of this session.
  var references: Identifier { Identifier("pg_temp", "reference_b\(batch.number)") }
  var referenceColumns: [String] { items.map(\.tokenColumn) + ["rows"] }

  var makeReferences: String {
    let tokens = items.map { "\(Identifier.quoted($0.tokenColumn)) bigint, " }.joined()
    return "create temporary table if not exists \(references) (\(tokens)rows bigint not null)"
  }

  /// A row is unresolved if any of its references is.
  var unresolved: String {
    let joins = items.enumerated().map { index, item in
      """
      left join dwd.identifier i\(index) on i\(index).key = r.\(Identifier.quoted(item.tokenColumn))
          and i\(index).since <= date '\(batch.delivery.businessDate)'
      """
    }
    let unknown = items.enumerated().map { index, item in
      "r.\(Identifier.quoted(item.tokenColumn)) is not null and i\(index).key is null"
    }
    return """
      select coalesce(sum(r.rows), 0)::bigint
      from \(references) r
      \(joins.joined(separator: "\n"))
      where \(unknown.map { "(\($0))" }.joined(separator: " or "))
      """
  }
}

extension AssetDefinition {
  /// Items that name something another asset delivers.
  var references: [Item] { items.filter { $0.references != nil && $0.scheme != nil } }
}
