import Postgres
import Tabular

extension Database {
  /// Writes the end of a delivery into the ledger: how it ended and what the equation says.
  func close(
    _ batch: Batch, as status: LedgerEntry.Status, _ sheet: Sheet, message: String?, at now: Moment, _ doing: String
  ) throws {
    let number = { (term: Sheet.Term) in String(sheet.rows[term] ?? 0) }
    let scale = sheet.declaredSum?.scale ?? sheet.sums.values.compactMap { $0.values.first?.scale }.first
    let changed = try connection.query(
      """
      update meta.batch set status = $2, declared_by = $3, declared_rows = $4, declared_sum = $5, counted_rows = $6,
        loaded_rows = $7, rejected_rows = $8, duplicate_rows = $9, filtered_rows = $10, unresolved_rows = $11,
        unreadable_rows = $12, normalized_values = $13, scale = $14, closed_at = to_timestamp($15::bigint),
        message = $16, seconds = $17, content_sha256 = coalesce(decode($18, 'hex'), content_sha256)
      where batch = $1 and status = 'staged'
      """,
      [
        String(batch.number), status.rawValue, sheet.declaredBy, sheet.declaredRows.map { String($0) },
        sheet.declaredSum.map { String($0.units) }, String(sheet.counted), number(.loaded), number(.rejected),
        number(.duplicate), number(.filtered), String(sheet.unresolved), String(sheet.unreadable),
        String(sheet.normalized.values.reduce(0, +)), scale.map { String($0) }, now.parameter, message,
        String(sheet.seconds), sheet.contentHash?.description,
      ], doing: doing)
    guard changed.changed == 1 else {
      throw WarehouseError(.fenced, batch.delivery.feed, "its batch is no longer open", hint: "granary status")
    }
    for (term, sums) in sheet.sums {
      try write(sums, to: "batch_sum", of: ["batch": String(batch.number), "term": term.rawValue], doing)
    }
    for (item, count) in sheet.normalized where count > 0 {
      try connection.query(
        "insert into meta.batch_normalized (batch, item, count) values ($1, $2, $3)",
        [String(batch.number), item, String(count)], doing: doing)
    }
    try write(sheet.advised, sheet.values, of: batch.number, doing)
    try write(missing: sheet.missing, of: batch.number, doing)
  }
}
