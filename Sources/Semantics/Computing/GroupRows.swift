import Catalog
import Postgres
import Tabular
import Warehouse

/// The rows of one group of indicators on their way into its table. Every thread has its own.
struct GroupRows: ~Copyable {
  private let staged: StagedTable
  private let columns: [(place: Int, type: ValueType)]
  private var rows: BinaryRows

  /// So many bytes are worth a command of their own.
  private static let enough = 4 * 1024 * 1024

  /// - Parameter columns: of each indicator of the group, in the table's order, where the tile has it.
  init(_ staged: StagedTable, columns: [(place: Int, type: ValueType)]) {
    self.staged = staged
    self.columns = columns
    rows = staged.newRows()
  }

  /// Takes in the customers of a tile of whom any indicator is known.
  mutating func add(_ tile: [Vector], first customer: Int, count: Int, homes: Vector?, _ texts: TextPool) {
    var isKnown = [Bool](repeating: false, count: count)
    for column in columns {
      let known = tile[column.place].isKnown
      for row in 0..<count where known[row] { isKnown[row] = true }
    }
    for row in 0..<count where isKnown[row] {
      rows.beginRow()
      rows.integer(Int64(customer + row))
      if let homes, homes.isKnown[row] {
        texts.withBytes(homes.values[row]) { rows.text($0, 0..<$0.byteCount) }
      } else {
        rows.null()
      }
      for column in columns {
        guard tile[column.place].isKnown[row] else {
          rows.null()
          continue
        }
        let value = tile[column.place].values[row]
        switch column.type {
        case .boolean: rows.boolean(value != 0)
        case .integer: rows.integer(value)
        case .decimal(let scale): rows.decimal(value, scale: scale)
        case .date: rows.date(BusinessDate(daysSince2000: Int32(truncatingIfNeeded: value)))
        case .timestamp: rows.timestamp(value)
        case .text: texts.withBytes(value) { rows.text($0, 0..<$0.byteCount) }
        }
      }
      rows.endRow()
    }
  }

  mutating func send(_ sessions: SessionPool, isLast: Bool) throws {
    guard rows.byteCount >= GroupRows.enough || isLast && !rows.isEmpty else { return }
    try staged.copyRows(sessions) { copy in try rows.withBytes { span in try copy.write(span) } }
    rows.removeAll()
  }
}

extension TextPool {
  func withBytes(_ id: Int64, _ body: (RawSpan) -> Void) {
    let utf8 = Array(text(id).utf8)
    body(utf8.span.bytes)
  }
}
