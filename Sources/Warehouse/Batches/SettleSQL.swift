import Postgres
import Tabular

/// The statements of settling a batch. None of them reads the batch's table: what its rows refer to was gathered while
/// they were copied.
struct SettleSQL {
  var batch: Batch

  /// A table of this session: tokens of what the rows refer to, and by which reference.
  var references: Identifier { Identifier("pg_temp", "reference_b\(batch.number)") }
  static let columns = ["reference", "key"]

  var makeReferences: String {
    "create temporary table \(references) (reference integer not null, key bigint not null)"
  }

  /// What nobody has delivered, with its reference.
  var unknown: String {
    batch.references.enumerated().map { index, reference in
      """
      select r.reference, r.key
      from \(references) r
      where r.reference = \(index) and not \(reference.isDelivered("r.key", by: batch.delivery.businessDate))
      """
    }.joined(separator: "\nunion all\n")
  }
}
