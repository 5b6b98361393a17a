package import Postgres
import Tabular

extension Batch {
  /// Copies rows into the batch's table in a session lent for it, and commits them by itself: nobody reads them until the
  /// batch is published. Call it on the thread that sends.
  @discardableResult
  package func copyRows(_ sessions: SessionPool, _ body: (inout CopyIn) throws -> Void) throws -> Int {
    try sessions.withSession { session in
      try session.copy(
        into: table, columns: columns, doing: "copy rows of \(delivery.feed) \(delivery.businessDate)", body)
    }
  }

  /// Copies rejects, each with its place and its bytes as delivered.
  @discardableResult
  package func copyRejects(_ sessions: SessionPool, _ body: (inout CopyIn) throws -> Void) throws -> Int {
    try sessions.withSession { session in
      try session.copy(
        into: Identifier("meta", "reject"), columns: RejectRows.columns,
        doing: "copy rejects of \(delivery.feed) \(delivery.businessDate)", body)
    }
  }

  /// A writer for `copyRows`.
  package func newRows() -> BinaryRows { BinaryRows(columns: columns.count) }
}

/// Rejects on their way to `meta.reject`.
package struct RejectRows: ~Copyable {
  static let columns = ["batch", "line", "byte_offset", "column_no", "item", "rule", "first_line", "raw"]

  private var rows = BinaryRows(columns: RejectRows.columns.count)
  private let batch: Int64

  package init(batch: Int64) { self.batch = batch }

  package var isFull: Bool { rows.isFull }
  package var isEmpty: Bool { rows.isEmpty }
  /// The rejects gathered so far, as a message for `CopyIn.write`.
  package mutating func take() -> CopyMessage { rows.take() }

  /// - Parameters:
  ///   - offset: of the record in the decompressed content, from 0.
  ///   - column: the field, from 1; 0 is the record as a whole.
  ///   - firstLine: of a duplicate, the line that stands for its key.
  ///   - raw: the record's bytes as delivered: those of `bytes` in `range`.
  package mutating func add(
    line: Int, offset: Int, column: Int, item: String?, rule: String, firstLine: Int? = nil, bytes: RawSpan,
    range: Range<Int>
  ) {
    rows.beginRow()
    rows.integer(batch)
    rows.integer(Int64(line))
    rows.integer(Int64(offset))
    rows.smallInteger(Int32(column))
    if let item { rows.text(item) } else { rows.null() }
    rows.text(rule)
    if let firstLine { rows.integer(Int64(firstLine)) } else { rows.null() }
    rows.text(bytes, range)
    rows.endRow()
  }
}
