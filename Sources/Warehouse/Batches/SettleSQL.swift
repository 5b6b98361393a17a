import Postgres
import Tabular

/// The statements of settling a batch. None of them reads the batch's table: what its rows refer to was gathered while
/// they were copied.
struct SettleSQL {
  var batch: Batch

  /// A table of this session: tokens of what the rows refer to.
  var references: Identifier { Identifier("pg_temp", "reference_b\(batch.number)") }

  var makeReferences: String { "create temporary table \(references) (key bigint not null)" }

  var unknown: String {
    """
    select r.key
    from \(references) r
    where not exists (
      select from dwd.identifier i where i.key = r.key and i.since <= date '\(batch.delivery.businessDate)'
    )
    """
  }
}

extension AssetDefinition {
  /// Items that name something another asset delivers.
  var references: [Item] { items.filter { $0.references != nil && $0.scheme != nil } }
}
