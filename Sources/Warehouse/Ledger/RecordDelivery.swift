import Postgres
package import Tabular

extension Database {
  /// Writes down a delivery that was looked at and not opened: the same content again, or one that may not come in.
  ///
  /// - Parameter message: why it was refused; nil for a duplicate.
  package func record(
    _ delivery: Delivery, of asset: String, as status: LedgerEntry.Status, catalog: Fingerprint, message: String? = nil,
    run: RunTicket, at now: Moment
  ) throws {
    precondition(status == .duplicate || status == .refused, "other deliveries have a batch")
    try connection.query(
      """
      insert into meta.batch (asset, feed, business_date, delivery, content_sha256, file_name, status, catalog, run,
        opened_at, closed_at, message)
      values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, decode($8, 'hex'), $9, to_timestamp($10::bigint),
        to_timestamp($10::bigint), $11)
      """,
      [
        asset, delivery.feed, delivery.businessDate.description, String(delivery.number),
        delivery.contentHash?.description, delivery.fileName, status.rawValue, catalog.description, run.run,
        now.parameter, message,
      ], doing: "write \(delivery.feed) \(delivery.businessDate) into the ledger")
  }

  /// Records counted in the last live deliveries of a feed before a business date, latest first: what a volume gate
  /// compares with.
  package func countedRows(of feed: String, before date: BusinessDate, last: Int) throws -> [Int] {
    guard last > 0 else { return [] }
    let rows = try connection.query(
      """
      select counted_rows from meta.batch
      where feed = $1 and business_date < $2 and status = 'published'
      order by business_date desc limit $3
      """, [feed, date.description, String(last)], doing: "read the volumes of \(feed)")
    return rows.compactMap { row in row[0].flatMap { Int($0) } }
  }
}
