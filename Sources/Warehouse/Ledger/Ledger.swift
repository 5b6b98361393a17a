import Postgres
package import Tabular

extension Database {
  /// The live delivery of a feed and business date: its ledger entry; nil where nothing is published.
  package func published(_ feed: String, on date: BusinessDate) throws -> LedgerEntry? {
    try entries("where b.feed = $1 and b.business_date = $2 and b.status = 'published'", [feed, date.description]).first
  }

  /// Whether a feed has anything published of a date before this one.
  package func isPublished(_ feed: String, before date: BusinessDate) throws -> Bool {
    try connection.query(
      "select 1 from meta.live where feed = $1 and biz_date < $2 limit 1", [feed, date.description],
      doing: "read live marks"
    ).count > 0
  }

  /// Another date of the feed that is live with this very content.
  package func date(of feed: String, holding content: Fingerprint, otherThan date: BusinessDate) throws -> BusinessDate?
  {
    try connection.query(
      """
      select business_date from meta.batch
      where feed = $1 and business_date <> $2 and status = 'published' and encode(content_sha256, 'hex') = $3
      order by business_date limit 1
      """, [feed, date.description, content.description], doing: "read the ledger"
    ).first.flatMap { BusinessDate($0) }
  }

  /// Everything ever opened for a business date, oldest first; of one feed where one is named.
  package func ledger(on date: BusinessDate, feed: String? = nil) throws -> [LedgerEntry] {
    try entries(
      "where b.business_date = $1 and ($2::text is null or b.feed = $2)", [date.description, feed])
  }

  /// Everything ever opened from a business date on.
  package func ledger(from first: BusinessDate, to last: BusinessDate) throws -> [LedgerEntry] {
    try entries("where b.business_date between $1 and $2", [first.description, last.description])
  }

  /// Which feeds are published for which business dates: what a tick asks first.
  package func publishedDates(from first: BusinessDate) throws -> [BusinessDate: Set<String>] {
    let rows = try connection.query(
      "select biz_date, feed from meta.live where biz_date >= $1", [first.description], doing: "read live marks")
    var dates: [BusinessDate: Set<String>] = [:]
    for row in rows {
      guard let date = BusinessDate(row[0] ?? ""), let feed = row[1] else { continue }
      dates[date, default: []].insert(feed)
    }
    return dates
  }

  /// One batch, whatever became of it.
  package func ledgerEntry(of batch: Int64) throws -> LedgerEntry? {
    try entries("where b.batch = $1", [String(batch)]).first
  }

  /// The newest business date with anything in the ledger, or with anything of a feed.
  package func lastDate(of feed: String? = nil) throws -> BusinessDate? {
    try connection.query(
      "select max(business_date) from meta.batch where $1::text is null or feed = $1", [feed],
      doing: "read the ledger"
    ).first.flatMap { BusinessDate($0) }
  }

  private func entries(_ filter: String, _ parameters: [String?]) throws -> [LedgerEntry] {
    let rows = try connection.query(
      """
      select b.batch, b.asset, b.feed, b.business_date, b.delivery, encode(b.content_sha256, 'hex'),
        encode(b.file_sha256, 'hex'), b.file_name, b.status, b.declared_by, b.declared_rows, b.declared_sum, b.scale,
        b.counted_rows, b.loaded_rows, b.rejected_rows, b.duplicate_rows, b.filtered_rows, b.unresolved_rows,
        b.unreadable_rows, b.run, extract(epoch from b.opened_at)::bigint, extract(epoch from b.closed_at)::bigint,
        extract(epoch from b.superseded_at)::bigint, b.message, b.seconds,
        (select string_agg(s.term || ' ' || s.currency || ' ' || s.units || ' ' || s.scale, E'\\n')
          from meta.batch_sum s where s.batch = b.batch),
        (select string_agg(n.item || ' ' || n.count, E'\\n') from meta.batch_normalized n where n.batch = b.batch),
        encode(b.catalog, 'hex'),
        (select string_agg(a.item || ' ' || a.rule || ' ' || a.rows || ' ' || a.first_line, E'\\n'
            order by a.rows desc, a.item, a.rule)
          from meta.advice a where a.batch = b.batch)
      from meta.batch b
      \(filter)
      order by b.batch
      """, parameters, doing: "read the ledger")
    return rows.compactMap(LedgerEntry.init(row:))
  }
}

extension LedgerEntry {
  fileprivate init?(row: [String?]) {
    guard let batch = row[0].flatMap({ Int64($0) }), let asset = row[1], let feed = row[2],
      let date = row[3].flatMap({ BusinessDate($0) }), let status = row[8].flatMap(Status.init(rawValue:)),
      let opened = Moment(parameter: row[21])
    else { return nil }
    let number = { (index: Int) in row[index].flatMap { Int($0) } ?? 0 }
    let scale = number(12)
    var sheet = Sheet(
      declaredBy: row[9], declaredRows: row[10].flatMap { Int($0) },
      declaredSum: row[11].flatMap { Int128($0) }.map { Amount(units: $0, scale: scale) }, counted: number(13),
      rows: [.loaded: number(14), .rejected: number(15), .duplicate: number(16), .filtered: number(17)],
      unresolved: number(18), unreadable: number(19), seconds: row[25].flatMap { Double($0) } ?? 0)
    for line in (row[26] ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 4, let term = Sheet.Term(rawValue: String(parts[0])), let units = Int128(parts[2]),
        let scale = Int(parts[3])
      else { continue }
      sheet.sums[term, default: [:]][String(parts[1])] = Amount(units: units, scale: scale)
    }
    for line in (row[27] ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, let count = Int(parts[1]) { sheet.normalized[String(parts[0])] = count }
    }
    sheet.advised = (row[29] ?? "").split(separator: "\n").compactMap { Sheet.Advised(line: String($0)) }
    self.init(
      batch: batch, asset: asset,
      delivery: Delivery(
        feed: feed, businessDate: date, number: number(4),
        contentHash: row[5].flatMap { Fingerprint(hex: $0) },
        fileHash: row[6].flatMap { Fingerprint(hex: $0) }, fileName: row[7] ?? ""),
      status: status, sheet: sheet, catalog: row[28].flatMap { Fingerprint(hex: $0) }, run: row[20] ?? "",
      opened: opened, closed: Moment(parameter: row[22]),
      superseded: Moment(parameter: row[23]), message: row[24])
  }
}
