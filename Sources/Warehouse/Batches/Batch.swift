package import Catalog
package import Postgres
package import Tabular

/// An open batch: a table of its own in `staging`, in final shape, that nobody reads yet.
package struct Batch: Hashable, Sendable {
  package var number: Int64
  package var delivery: Delivery
  package var definition: AssetDefinition
  /// `staging.posting_b12`
  package var table: Identifier
  /// What a row brings along, in the catalog's order: all stored columns but batch and date, which the table knows.
  package var columns: [String]
  /// What its rows refer to, each once.
  var targets: [Reference]
  /// For each reference of a row, in the order of the asset's items, which of `targets` it names: two items often name
  /// the same.
  package var targetOfReference: [Int]
  var run: RunTicket
  /// The live batch whose delivery it holds, read once more: it may take that one's place, and no other's.
  var replays: Int64?
}

extension Database {
  /// Writes the delivery into the ledger as staged and makes its table, committed, so that other connections can copy
  /// into it.
  ///
  /// - Parameter replays: the live batch whose delivery this is, word for word.
  /// - Throws: `WarehouseError.notApplied` where the catalog's shape of the asset is not the warehouse's.
  package func openBatch(
    _ delivery: Delivery, of asset: Asset, catalog: Fingerprint, replaying replays: Int64? = nil, run: RunTicket,
    at now: Moment
  ) throws -> Batch {
    let doing = "open a batch of \(delivery.feed)"
    let applied = try shape(of: asset)
    let rows = try connection.transaction(doing: doing) {
      let inserted = try connection.query(
        """
        insert into meta.batch (asset, feed, business_date, delivery, content_sha256, file_sha256, file_name, status,
          catalog, shape, run, opened_at)
        values ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), $7, 'staged', decode($8, 'hex'),
          decode($9, 'hex'), $10, to_timestamp($11::bigint))
        returning batch
        """,
        [
          asset.id, delivery.feed, delivery.businessDate.description, String(delivery.number),
          delivery.contentHash?.description, delivery.fileHash?.description, delivery.fileName, catalog.description,
          applied.shapeFingerprint.description, run.run, now.parameter,
        ], doing: doing)
      let number = inserted.integer ?? 0
      for statement in BatchSQL.create(applied, batch: number, date: delivery.businessDate) {
        try connection.execute(statement, doing: doing)
      }
      return number
    }
    return try batch(rows, delivery, of: asset, applied, replays, run)
  }

  /// A batch that is not there: what a pass over a file that writes nothing is told of its asset. Number 0 is none's.
  package func imagineBatch(_ delivery: Delivery, of asset: Asset, run: RunTicket) throws -> Batch {
    try batch(0, delivery, of: asset, shape(of: asset), nil, run)
  }

  private func shape(of asset: Asset) throws -> AssetDefinition {
    guard let applied = try appliedDefinition(of: asset.id), applied.shapeText == AssetDefinition(asset).shapeText
    else {
      throw WarehouseError(
        .notApplied, asset.id, "\(asset.zh): the warehouse has another shape of it, or none",
        hint: "granary plan, then granary apply")
    }
    return applied
  }

  private func batch(
    _ number: Int, _ delivery: Delivery, of asset: Asset, _ applied: AssetDefinition, _ replays: Int64?,
    _ run: RunTicket
  ) throws -> Batch {
    let others = try applied.references.isEmpty ? [:] : appliedDefinitions()
    var batch = Batch(
      number: Int64(number), delivery: delivery, definition: applied,
      table: BatchSQL.table(applied, batch: number), columns: AssetDefinition(asset).rowColumns.map(\.name),
      among: others, run: run)
    batch.replays = replays
    return batch
  }
}

extension Batch {
  init(
    number: Int64, delivery: Delivery, definition: AssetDefinition, table: Identifier, columns: [String],
    among assets: [String: AssetDefinition], run: RunTicket
  ) {
    let references = definition.references.map { Reference($0, among: assets) }
    var targets: [Reference] = []
    for reference in references where !targets.contains(reference) { targets.append(reference) }
    self.init(
      number: number, delivery: delivery, definition: definition, table: table,
      columns: columns, targets: targets,
      targetOfReference: references.map { targets.firstIndex(of: $0)! }, run: run)
  }
}

/// The statements that make and move a batch's table.
enum BatchSQL {
  static func name(_ asset: AssetDefinition, batch: Int) -> String { "\(asset.table)_b\(batch)" }
  static func table(_ asset: AssetDefinition, batch: Int) -> Identifier {
    Identifier("staging", name(asset, batch: batch))
  }

  /// What the table becomes where each batch is a partition.
  static func partition(_ asset: AssetDefinition, batch: Int64) -> Identifier {
    Identifier("ods", name(asset, batch: Int(batch)))
  }

  /// Where in its asset's table a batch belongs: it alone, on its date.
  ///
  /// - Parameter isByDate: how the table is partitioned; those of before were by batch alone, and stay so.
  static func bound(_ batch: Int64, _ date: BusinessDate, isByDate: Bool) -> String {
    isByDate ? "from ('\(date)', \(batch)) to ('\(date)', \(batch + 1))" : "in (\(batch))"
  }

  /// Logged, because an attached unlogged table is empty after a crash of the server. The check carries the partition's
  /// bound, so that attaching scans nothing. Batch and date are the table's own defaults: no row carries them over the
  /// wire.
  static func create(_ asset: AssetDefinition, batch: Int, date: BusinessDate) -> [String] {
    let table = table(asset, batch: batch)
    return [
      """
      create table \(table) (
        like \(asset.ods) including defaults including constraints including storage,
        check (batch = \(batch) and biz_date = date '\(date)')
      )
      """,
      """
      alter table \(table)
        alter column batch set default \(batch),
        alter column biz_date set default date '\(date)'
      """,
    ]
  }
}
