import Catalog
import Postgres
import Tabular
import Warehouse

/// The rows of one group of indicators on their way into its table. Every thread has its own.
@safe final class GroupRows {
  private let staged: StagedTable
  private let columns: [(place: Int, type: ValueType)]
  private let texts: TextBytes
  private var rows: BinaryRows
  /// Some rows side by side: columns are read down and rows written across, and both stay near.
  private let values: UnsafeMutablePointer<Int64>
  private let isKnown: UnsafeMutablePointer<Bool>

  /// So many bytes are worth a command of their own.
  private static let enough = 4 * 1024 * 1024
  private static let blockRows = 32

  /// - Parameter columns: of each indicator of the group, in the table's order, where the tile has it.
  init(_ staged: StagedTable, columns: [(place: Int, type: ValueType)], texts: TextBytes) {
    self.staged = staged
    self.columns = columns
    self.texts = texts
    rows = staged.newRows()
    unsafe values = .allocate(capacity: max(1, GroupRows.blockRows * columns.count))
    unsafe isKnown = .allocate(capacity: max(1, GroupRows.blockRows * columns.count))
  }

  deinit {
    unsafe values.deallocate()
    unsafe isKnown.deallocate()
  }

  /// Takes in the customers of a tile of whom any indicator is known.
  func add(_ tile: [Vector], first customer: Int, count: Int, homes: Vector?) {
    for begin in stride(from: 0, to: count, by: GroupRows.blockRows) {
      let block = begin..<min(begin + GroupRows.blockRows, count)
      for (number, column) in columns.enumerated() { lay(tile[column.place], block, at: number) }
      for row in block {
        guard (0..<columns.count).contains(where: { unsafe isKnown[(row - begin) * columns.count + $0] }) else {
          continue
        }
        rows.beginRow()
        rows.integer(Int64(customer + row))
        if let homes, homes.isKnown[row] {
          unsafe rows.text(texts.bytes(homes.values[row]))
        } else {
          rows.null()
        }
        write(row - begin)
        rows.endRow()
      }
    }
  }

  private func lay(_ column: Vector, _ block: Range<Int>, at number: Int) {
    var place = number
    for row in block {
      unsafe values[place] = column.values[row]
      unsafe isKnown[place] = column.isKnown[row]
      place += columns.count
    }
  }

  private func write(_ row: Int) {
    var place = row * columns.count
    for column in columns {
      defer { place += 1 }
      guard unsafe isKnown[place] else {
        rows.null()
        continue
      }
      let value = unsafe values[place]
      switch column.type {
      case .boolean: rows.boolean(value != 0)
      case .integer, .timestamp: rows.integer(value)
      case .decimal(let scale): rows.decimal(value, scale: scale)
      case .date: rows.date(BusinessDate(daysSince2000: Int32(truncatingIfNeeded: value)))
      case .text: unsafe rows.text(texts.bytes(value))
      }
    }
  }

  func send(_ sessions: SessionPool, isLast: Bool) throws {
    guard rows.byteCount >= GroupRows.enough || isLast && !rows.isEmpty else { return }
    try staged.copyRows(sessions) { copy in try rows.withBytes { span in try copy.write(span) } }
    rows.removeAll()
  }
}

/// The bytes of texts of a pool, each kept in its place as long as this lives.
@safe final class TextBytes {
  private let texts: TextPool
  private var known: [Int64: UnsafeRawBufferPointer] = [:]

  init(_ texts: TextPool) { self.texts = texts }

  deinit { unsafe known.values.forEach { unsafe $0.deallocate() } }

  func bytes(_ id: Int64) -> UnsafeRawBufferPointer {
    if let bytes = unsafe known[id] { return unsafe bytes }
    let utf8 = Array(texts.text(id).utf8)
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: utf8.count, alignment: 1)
    unsafe bytes.copyBytes(from: utf8)
    unsafe known[id] = UnsafeRawBufferPointer(bytes)
    return unsafe UnsafeRawBufferPointer(bytes)
  }
}
