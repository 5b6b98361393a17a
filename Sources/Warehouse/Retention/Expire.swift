import Catalog
import Postgres
package import Tabular

/// What went, and who kept the rest.
package struct Expiry: Hashable, Sendable {
  /// Batches of an asset that stay for now.
  package struct Held: Hashable, Sendable, Encodable {
    package var asset: String
    /// `analyst3's query of 16:41 on posting`; none where it had ended when we asked.
    package var by: [String]
  }

  package var gone = Expired()
  package var held: [Held] = []
}

extension Database {
  /// Drops what has outlived its period, each batch in a transaction of its own: wherever it stops, the next time goes on.
  ///
  /// Dropping a batch needs its asset's table for a moment, and whoever asks for it meanwhile stands behind us. So it
  /// gives way at once where a reader has it, and leaves the asset for another time.
  package func expire(_ expired: Expired, _ retention: Retention, run: RunTicket, at now: Moment) throws -> Expiry {
    let applied = try appliedDefinitions()
    var expiry = Expiry()
    let assets = Dictionary(grouping: expired.batches, by: \.asset)
    for (asset, batches) in assets.sorted(by: { $0.key < $1.key }) {
      do {
        for batch in batches {
          try drop(batch, of: applied[asset], run, at: now)
          expiry.gone.batches.append(batch)
        }
      } catch let error as PostgresError where ["55P03", "40P01"].contains(error.sqlstate) {
        expiry.held.append(.init(asset: asset, by: try blockers(on: applied[asset].map { [$0.ods] } ?? [])))
      }
    }
    try expireComputed(expired, retention, run: run, at: now, into: &expiry)
    try dropEntries(ExpireSQL(retention: retention), run, into: &expiry.gone)
    return expiry
  }

  private func drop(_ batch: Expired.Batch, of asset: AssetDefinition?, _ run: RunTicket, at now: Moment) throws {
    let doing = "drop batch \(batch.number) of \(batch.asset)"
    try connection.transaction(doing: doing) {
      try checkEpoch(run)
      try connection.execute("set local lock_timeout = '100ms'", doing: doing)
      let marked = try connection.query(
        """
        update meta.batch b set dropped_at = to_timestamp($2::bigint)
        where b.batch = $1 and b.status = 'superseded' and b.dropped_at is null
          and not exists (select from meta.live l where l.batch = b.batch)
        """, [String(batch.number), now.parameter], doing: doing)
      guard marked.changed == 1, let asset else { return }
      if asset.isPartitioned {
        let name = Identifier("ods", BatchSQL.name(asset, batch: Int(batch.number)))
        try connection.execute("drop table if exists \(name)", doing: doing)
      } else {
        try connection.execute("delete from \(asset.ods) where batch = \(batch.number)", doing: doing)
      }
      if asset.derives?.tree != nil {
        try connection.execute(
          "delete from \(TreeSQL(asset: asset).table) where batch = \(batch.number)", doing: doing)
      }
    }
  }

  /// Rejects first, then the lines of which nothing is left. From when on what was known can still be told outlives them.
  private func dropEntries(_ sql: ExpireSQL, _ run: RunTicket, into gone: inout Expired) throws {
    let doing = "drop rejects and lines of the ledger"
    try connection.transaction(doing: doing) {
      try checkEpoch(run)
      gone.rejects = try connection.query("delete from meta.reject where batch in (\(sql.rejects))", doing: doing)
        .changed
      let going = try connection.query(sql.entries(), doing: doing).compactMap(\.first).compactMap { $0 }
      let list = "{" + going.joined(separator: ",") + "}"
      try connection.query(
        """
        insert into meta.forgotten (asset, known_from, known_from_batch)
        select b.asset, max(b.superseded_at), max((
            select min(n.batch) from meta.batch n
            where n.feed = b.feed and n.business_date = b.business_date and n.batch > b.batch
              and n.status in ('published', 'superseded')))
        from meta.batch b
        where b.batch = any($1::bigint[]) and b.dropped_at is not null group by b.asset
        on conflict (asset) do update set known_from = greatest(meta.forgotten.known_from, excluded.known_from),
          known_from_batch = greatest(meta.forgotten.known_from_batch, excluded.known_from_batch)
        """, [list], doing: doing)
      for table in [
        "batch_sum", "batch_normalized", "batch_missing", "advice", "batch_value", "layer_sum", "layer", "batch",
      ] {
        try connection.query("delete from meta.\(table) where batch = any($1::bigint[])", [list], doing: doing)
      }
      gone.entries = going.count
    }
  }
}
