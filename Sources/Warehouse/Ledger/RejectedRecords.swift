import Postgres
import Tabular

/// A reject with the bytes that were delivered. They are as sensitive as the highest item of their asset.
package struct RejectedRecord: Hashable, Sendable {
  package var entry: RejectEntry
  package var raw: [UInt8]

  package init(entry: RejectEntry, raw: [UInt8]) {
    self.entry = entry
    self.raw = raw
  }
}

extension Database {
  /// The rejects of a batch with their bytes, in order of line, some thousands at a time: no more of them is in memory.
  ///
  /// One snapshot for all of them, so that what goes meanwhile does not leave half a file behind.
  package func eachRejectedRecord(
    of batch: Int64, item: String? = nil, rule: String? = nil, limit: Int = .max,
    _ body: (RejectedRecord) throws -> Void
  ) throws {
    let doing = "read rejected records"
    try connection.transaction(.repeatableRead, readOnly: true, doing: doing) {
      var after: (line: Int64, offset: Int64) = (-1, -1)
      var left = limit
      while left > 0 {
        let rows = try connection.query(
          """
          select line, byte_offset, column_no, item, rule, first_line, encode(raw, 'hex') from meta.reject
          where batch = $1 and ($2::text is null or item = $2) and ($3::text is null or rule = $3)
            and (line, coalesce(byte_offset, 0)) > ($4::bigint, $5::bigint)
          order by line, coalesce(byte_offset, 0) limit $6::bigint
          """,
          [
            String(batch), item, rule, String(after.line), String(after.offset), String(min(left, 2000)),
          ], doing: doing)
        guard rows.count > 0 else { return }
        for row in rows {
          let record = RejectedRecord(entry: RejectEntry(row.prefix(6)), raw: [UInt8](hex: row[6] ?? ""))
          after = (record.entry.line, record.entry.offset ?? 0)
          try body(record)
        }
        left -= rows.count
      }
    }
  }
}

extension [UInt8] {
  /// Of what the server wrote in hexadecimal.
  fileprivate init(hex: String) {
    let digit = { (byte: UInt8) -> UInt8 in byte <= 0x39 ? byte - 0x30 : byte - 0x61 + 10 }
    var high: UInt8?
    self = []
    reserveCapacity(hex.utf8.count / 2)
    for byte in hex.utf8 {
      if let first = high {
        append(first << 4 | digit(byte))
        high = nil
      } else {
        high = digit(byte)
      }
    }
  }
}
