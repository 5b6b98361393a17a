import Postgres
import Tabular

/// The statements of settling a batch. None of them reads the batch's table: what its rows refer to was gathered while
/// they were copied.
struct SettleSQL {
  var batch: Batch

  /// A table of this session: tokens of what the rows refer to, each once, and what it is the name of.
  var tokens: Identifier { Identifier("pg_temp", "token_b\(batch.number)") }
  static let columns = ["target", "key"]

  var makeTokens: String {
    "create temporary table \(tokens) (target integer not null, key bigint not null)"
  }

  /// What nobody has delivered, by target.
  var unknown: String {
    batch.targets.enumerated().map { index, target in
      """
      select r.target, r.key
      from \(tokens) r
      where r.target = \(index) and not \(target.isDelivered("r.key", by: batch.delivery.businessDate))
      """
    }.joined(separator: "\nunion all\n")
  }
}
