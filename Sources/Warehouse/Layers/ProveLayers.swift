import Postgres
package import Tabular

/// The layers of the warehouse that a batch goes through.
package enum Layer: String, Hashable, Sendable, CaseIterable {
  /// As delivered, typed.
  case ods
  /// The fold of versions.
  case dwd
}

extension Database {
  /// Asks a batch's own tables what they hold, and writes it beside what the equation says; part of publishing, so that
  /// nothing is published that a layer does not hold to the row and the cent.
  ///
  /// A batch of many events is a table of its own that is not scanned once more while the night loads: `proveEvents` asks
  /// it before anything is computed of it. The server's count of the rows it took is compared either way.
  func prove(_ batch: Batch, _ sheet: Sheet, _ control: ControlTotal?, _ doing: String) throws {
    guard !batch.definition.isPartitioned else { return }
    let sql = LayerSQL(
      asset: batch.definition, batch: batch.number, date: batch.delivery.businessDate, control: control)
    let loaded = LayerTotals(rows: sheet.rows[.loaded] ?? 0, sums: control == nil ? [:] : sheet.sums[.loaded] ?? [:])
    for layer in batch.definition.layers {
      let found = try ask(layer, sql, doing)
      if let difference = found.difference(from: loaded) {
        throw WarehouseError(
          .refused, batch.delivery.feed, "\(layer.rawValue) holds \(difference)",
          hint: "this is granary's own mistake: keep the file and report it")
      }
      try write(found, layer, of: sql, doing)
    }
  }

  /// The same of the date's live batches of many events that have not been asked yet, each in a transaction of its own.
  ///
  /// - Parameter controls: by feed.
  /// - Throws: `.refused` where a table does not hold what the ledger says of it.
  package func proveEvents(on date: BusinessDate, controls: [String: ControlTotal], run: RunTicket) throws {
    let rows = try connection.query(
      """
      select l.asset, l.feed, l.batch from meta.live l
      where l.biz_date = $1 and not exists (select from meta.layer y where y.batch = l.batch)
      order by l.batch
      """, [date.description], doing: "ask which batches are proven")
    let applied = try rows.count == 0 ? [:] : appliedDefinitions()
    for row in rows {
      guard let asset = row[0].flatMap({ applied[$0] }), let feed = row[1], let batch = row[2].flatMap({ Int64($0) }),
        asset.isPartitioned
      else { continue }
      let doing = "ask what ods holds of \(feed) \(date)"
      let sql = LayerSQL(asset: asset, batch: batch, date: date, control: controls[feed])
      try connection.transaction(doing: doing) {
        try checkEpoch(run)
        let found = try ask(.ods, sql, doing)
        let loaded = try loadedTotals(of: [batch], doing)
        if let difference = found.difference(from: loaded, comparingMoney: sql.control != nil) {
          throw WarehouseError(
            .refused, feed, "ods holds of \(date) \(difference)",
            hint:
              "somebody has changed the warehouse, or it is damaged: restore a backup. Nothing is computed of \(date)")
        }
        try write(found, .ods, of: sql, doing)
      }
    }
  }

  /// What the equation says was loaded of some batches, taken together.
  package func loadedTotals(of batches: [Int64], _ doing: String = "read the ledger") throws -> LayerTotals {
    let list = ["{" + batches.map { String($0) }.joined(separator: ",") + "}"]
    let rows = try connection.query(
      "select coalesce(sum(loaded_rows), 0)::bigint from meta.batch where batch = any($1::bigint[])", list,
      doing: doing)
    let sums = try sums(
      """
      select term, currency, sum(units), scale from meta.batch_sum
      where batch = any($1::bigint[]) and term = 'loaded'
      group by term, currency, scale
      """, list, doing)
    return LayerTotals(rows: rows.integer ?? 0, sums: sums["loaded"] ?? [:])
  }

  private func ask(_ layer: Layer, _ sql: LayerSQL, _ doing: String) throws -> LayerTotals {
    var totals = LayerTotals()
    for row in try connection.query(layer == .ods ? sql.ods : sql.dwd, doing: doing) {
      totals.rows += row[1].flatMap { Int($0) } ?? 0
      if let sum = row[2].flatMap({ Amount($0, scale: sql.scale) }) { totals.add(sum, of: row[0] ?? "") }
    }
    return totals
  }

  private func write(_ totals: LayerTotals, _ layer: Layer, of sql: LayerSQL, _ doing: String) throws {
    try connection.query(
      "insert into meta.layer (batch, layer, rows) values ($1, $2, $3)",
      [String(sql.batch), layer.rawValue, String(totals.rows)], doing: doing)
    try write(
      totals.sums, to: "layer_sum", of: ["batch": String(sql.batch), "layer": layer.rawValue], doing)
  }
}

extension AssetDefinition {
  /// Those its batches go through.
  var layers: [Layer] { isVersions ? [.ods, .dwd] : [.ods] }
}
