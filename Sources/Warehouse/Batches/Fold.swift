import Postgres
import Tabular

extension Database {
  /// Brings versions, and who is who by them, in line with a batch that has just become live.
  func fold(_ batch: Batch, replaced: Int64?, _ doing: String) throws {
    let (asset, date) = (batch.definition, batch.delivery.businessDate)
    let last = try connection.query(
      "select max(biz_date) from meta.live where asset = $1", [asset.id], doing: doing
    ).first.flatMap { BusinessDate($0) }
    if asset.hasStatements { try connection.execute(IdentifySQL.makeTouched, doing: doing) }
    if replaced == nil && last == date {
      let step = AdvanceSQL(asset: asset, rows: batch.table, date: date)
      let said = IdentifySQL.makeSaid(step.saidAnew) + [IdentifySQL.touchSaid(asset)]
      try execute([step.look] + step.advance + (asset.hasStatements ? said : []) + [AdvanceSQL.done], doing + ", fold")
    } else {
      let batches = [batch.number] + (replaced.map { [$0] } ?? [])
      let touch = asset.hasStatements ? [IdentifySQL.touch(asset, from: date, batches: batches)] : []
      let said = asset.hasStatements ? IdentifySQL.makeSaid("select * from \(batch.table)") : []
      // Deltas are small beside what they are joined to; the server should know how small.
      try execute(
        ["analyze \(asset.ods)"] + touch + FoldSQL(asset: asset).refold(from: date, batches: batches) + touch + said,
        doing + ", fold")
    }
    try analyze(asset.dwd, doing)
    if asset.hasStatements { try identify(batch, canForget: replaced != nil, doing) }
  }

  private func identify(_ batch: Batch, canForget: Bool, _ doing: String) throws {
    if try connection.query(IdentifySQL.collisions(of: batch.definition), doing: doing).first == "t" {
      throw WarehouseError(
        .refused, batch.delivery.feed, "two identifiers have the same token",
        hint: "ask the warehouse's owner: the tokens need a new key, and everything a new load")
    }
    let sql = IdentifySQL(Array(try appliedDefinitions().values))
    try execute(["drop table said"] + sql.statements(canForget: canForget), doing + ", identify")
  }

  private func execute(_ statements: [String], _ doing: String) throws {
    for statement in statements { try connection.execute(statement, doing: doing) }
  }

  /// Has the server look at a table again that has grown by half since, with all its parts: what it knows it scales by the
  /// size.
  func analyze(_ table: Identifier, _ doing: String) throws {
    let hasGrown = try connection.query(
      """
      select bool_or(reltuples < 0) or sum(pg_relation_size(oid)) > 1.5 * sum(relpages) * current_setting('block_size')::bigint
      from pg_class
      where oid = to_regclass($1) or oid in (select inhrelid from pg_inherits where inhparent = to_regclass($1))
      """, [table.description], doing: doing
    ).first
    if hasGrown == "t" { try connection.execute("analyze \(table)", doing: doing) }
  }
}
