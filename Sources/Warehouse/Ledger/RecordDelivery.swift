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
  ///
  /// - Parameter isSameWeekday: dates of the same day of the week alone.
  package func countedRows(
    of feed: String, before date: BusinessDate, last: Int, isSameWeekday: Bool = false
  ) throws -> [Int] {
    guard last > 0 else { return [] }
    let rows = try connection.query(
      """
      select counted_rows from meta.batch
      where feed = $1 and business_date < $2 and status = 'published'
        and (not $4::boolean or extract(isodow from business_date) = extract(isodow from $2::date))
      order by business_date desc limit $3
      """, [feed, date.description, String(last), String(isSameWeekday)],
      doing: "read the volumes of \(feed)")
    return rows.compactMap { row in row[0].flatMap { Int($0) } }
  }

  /// The shares of rows without a value in the last published dates before this one, in parts of a million and latest
  /// first, by item.
  package func missingShares(of feed: String, before date: BusinessDate, last: Int) throws -> [String: [Int]] {
    guard last > 0 else { return [:] }
    let rows = try connection.query(
      """
      select m.item, (m.rows::numeric * 1000000 / greatest(b.loaded_rows + b.duplicate_rows, 1))::bigint
      from (
        select * from meta.batch b
        where b.feed = $1 and b.business_date < $2 and b.status = 'published'
          and exists (select from meta.batch_missing m where m.batch = b.batch)
        order by b.business_date desc limit $3
      ) b
      join meta.batch_missing m on m.batch = b.batch
      order by b.business_date desc
      """, [feed, date.description, String(last)], doing: "read what was missing in \(feed)")
    var shares: [String: [Int]] = [:]
    for row in rows {
      if let item = row[0], let share = row[1].flatMap({ Int($0) }) { shares[item, default: []].append(share) }
    }
    return shares
  }
}
