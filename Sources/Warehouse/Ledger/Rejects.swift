import Postgres

/// A rule that rejected rows of a batch: how many, and where first.
package struct RejectGroup: Hashable, Sendable {
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
}

extension Database {
  /// The rejects of a batch by item and rule, the most frequent first.
  package func rejectGroups(of batch: Int64) throws -> [RejectGroup] {
    try connection.query(
      """
      select item, rule, count(*), min(line) from meta.reject where batch = $1
      group by 1, 2 order by 3 desc, 4, 2
      """, [String(batch)], doing: "read rejects"
    ).map { row in
      RejectGroup(
        item: row[0], rule: row[1] ?? "", rows: row[2].flatMap { Int($0) } ?? 0,
        firstAt: row[3].flatMap { Int64($0) } ?? 0)
    }
  }

  /// The rejects of a batch in order of line.
  package func rejects(of batch: Int64) throws -> [RejectEntry] {
    try connection.query(
      """
      select line, byte_offset, column_no, item, rule, first_line from meta.reject where batch = $1 order by line
      """, [String(batch)], doing: "read rejects"
    ).map { row in
      RejectEntry(
        line: row[0].flatMap { Int64($0) } ?? 0, offset: row[1].flatMap { Int64($0) },
        column: row[2].flatMap { Int($0) } ?? 0, item: row[3], rule: row[4] ?? "",
        firstLine: row[5].flatMap { Int64($0) })
    }
  }
}
