import Postgres
import Tabular

/// The statements of settling a batch. None of them reads the batch's table: what its rows refer to was gathered while
/// they were copied.
struct SettleSQL {
  var batch: Batch

  /// A table of this session, empty at the end of each transaction: tokens of what the rows refer to, each once, and what
  /// it is the name of.
  static let tokens = Identifier("pg_temp", "token")
  static let columns = ["target", "key"]

  var makeTokens: String {
    """
    create temporary table if not exists \(Self.tokens) (target integer not null, key bigint not null)
    on commit delete rows
    """
  }

  /// What nobody has delivered, by target.
  var unknown: String {
    batch.targets.enumerated().map { index, target in
      """
      select r.target, r.key
      from \(Self.tokens) r
      where r.target = \(index) and not \(target.isDelivered("r.key", by: batch.delivery.businessDate))
      """
    }.joined(separator: "\nunion all\n")
  }
}
