import Postgres
package import Tabular

/// Which rejects are asked about; what is nil does not narrow it.
package struct RejectQuestion: Hashable, Sendable {
  package var feed: String?
  package var dates: ClosedRange<BusinessDate>?
  package var batch: Int64?
  package var item: String?
  package var rule: String?
  /// Also of deliveries that something later stands for: what a correction or a replay has replaced.
  package var isOfEveryBatch = false

  package init(
    feed: String? = nil, dates: ClosedRange<BusinessDate>? = nil, batch: Int64? = nil, item: String? = nil,
    rule: String? = nil, isOfEveryBatch: Bool = false
  ) {
    self.feed = feed
    self.dates = dates
    self.batch = batch
    self.item = item
    self.rule = rule
    self.isOfEveryBatch = isOfEveryBatch
  }
}

/// A batch that rejects are asked of, with what its ledger line says of them.
package struct RejectingBatch: Hashable, Sendable {
  package var number: Int64
  package var feed: String
  package var date: BusinessDate
  package var status: LedgerEntry.Status
  /// The name of its file.
  package var file: String
  /// Rejects and duplicates together, as they were counted.
  package var held: Int
}

/// A rule that rejected rows of a batch: how many, and where first.
package struct RejectGroup: Hashable, Sendable {
  package var batch: Int64
  package var item: String?
  package var rule: String
  package var rows: Int
  /// The line of the first of them.
  package var firstAt: Int64
}

/// One reject's place and reason, without its contents.
package struct RejectEntry: Hashable, Sendable {
  package var line: Int64
  package var offset: Int64?
  package var column: Int
  package var item: String?
  package var rule: String
  /// Of a duplicate: the line that stands for it.
  package var firstLine: Int64?

  package init(line: Int64, offset: Int64?, column: Int, item: String?, rule: String, firstLine: Int64? = nil) {
    self.line = line
    self.offset = offset
    self.column = column
    self.item = item
    self.rule = rule
    self.firstLine = firstLine
  }
}

extension Database {
  /// The batches a question is about: of each feed and date the last one that was published or refused, or every one.
  package func rejectingBatches(_ question: RejectQuestion) throws -> [RejectingBatch] {
    try connection.query(
      """
      select b.batch, b.feed, b.business_date, b.status, b.file_name,
        coalesce(b.rejected_rows, 0) + coalesce(b.duplicate_rows, 0)
      from meta.batch b
      where ($1::text is null or b.feed = $1) and ($2::date is null or b.business_date between $2 and $3::date)
        and ($4::bigint is null or b.batch = $4) and b.status in ('published', 'refused', 'superseded')
        and ($5 = 't' or $4 is not null or b.batch = (
          select max(n.batch) from meta.batch n
          where n.feed = b.feed and n.business_date = b.business_date and n.status in ('published', 'refused')))
      order by b.business_date, b.feed, b.batch
      """,
      [
        question.feed, question.dates?.lowerBound.description, question.dates?.upperBound.description,
        question.batch.map { String($0) }, question.isOfEveryBatch ? "t" : "f",
      ], doing: "read the ledger"
    ).compactMap { row in
      guard let number = row[0].flatMap({ Int64($0) }), let date = row[2].flatMap({ BusinessDate($0) }),
        let status = row[3].flatMap(LedgerEntry.Status.init(rawValue:))
      else { return nil }
      // `1/X1/POST_20251120.dat.gz`: the number of the delivery, then the file's name.
      let file = String((row[4] ?? "").drop { $0 != "/" }.dropFirst())
      return RejectingBatch(
        number: number, feed: row[1] ?? "", date: date, status: status, file: file,
        held: row[5].flatMap { Int($0) } ?? 0)
    }
  }

  /// The rejects of batches by item and rule, of each batch the most frequent first.
  package func rejectGroups(of batches: [Int64], item: String? = nil, rule: String? = nil) throws -> [RejectGroup] {
    try connection.query(
      """
      select batch, item, rule, count(*), min(line) from meta.reject
      where batch = any($1::bigint[]) and ($2::text is null or item = $2) and ($3::text is null or rule = $3)
      group by 1, 2, 3 order by 1, 4 desc, 5, 3
      """, ["{" + batches.map { String($0) }.joined(separator: ",") + "}", item, rule], doing: "read rejects"
    ).map { row in
      RejectGroup(
        batch: row[0].flatMap { Int64($0) } ?? 0, item: row[1], rule: row[2] ?? "",
        rows: row[3].flatMap { Int($0) } ?? 0, firstAt: row[4].flatMap { Int64($0) } ?? 0)
    }
  }

  /// The rejects of a batch in order of line.
  package func rejects(
    of batch: Int64, item: String? = nil, rule: String? = nil, limit: Int? = nil
  ) throws -> [RejectEntry] {
    try connection.query(
      """
      select line, byte_offset, column_no, item, rule, first_line from meta.reject
      where batch = $1 and ($2::text is null or item = $2) and ($3::text is null or rule = $3)
      order by line, byte_offset limit $4::bigint
      """, [String(batch), item, rule, limit.map { String($0) }], doing: "read rejects"
    ).map { RejectEntry($0[...]) }
  }
}

extension RejectEntry {
  /// From (line, byte_offset, column_no, item, rule, first_line).
  init(_ row: ArraySlice<String?>) {
    let row = Array(row)
    self.init(
      line: row[0].flatMap { Int64($0) } ?? 0, offset: row[1].flatMap { Int64($0) },
      column: row[2].flatMap { Int($0) } ?? 0, item: row[3], rule: row[4] ?? "",
      firstLine: row[5].flatMap { Int64($0) })
  }
}
