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
  private var block: [RowValue]
  private var isKnown = [Bool](repeating: false, count: TileWorker.tile)

  /// So many bytes are worth a command of their own.
  private static let enough = 4 * 1024 * 1024
  private static let blockRows = 32

  /// - Parameter columns: of each indicator of the group, in the table's order, where the tile has it.
  init(_ staged: StagedTable, columns: [(place: Int, type: ValueType)], texts: TextBytes) {
    self.staged = staged
    self.columns = columns
    self.texts = texts
    rows = staged.newRows()
    block = [RowValue](repeating: .null, count: GroupRows.blockRows * (columns.count + 2))
  }

  /// Takes in the customers of a tile of whom any indicator is known.
  func add(_ tile: [Vector], first customer: Int, count: Int, homes: Vector?) {
    for row in 0..<count { isKnown[row] = false }
    for column in columns {
      let known = tile[column.place].isKnown
      for row in 0..<count where known[row] { isKnown[row] = true }
    }
    let width = columns.count + 2
    for begin in stride(from: 0, to: count, by: GroupRows.blockRows) {
      let end = min(begin + GroupRows.blockRows, count)
      guard isKnown[begin..<end].contains(true) else { continue }
      for row in begin..<end {
        block[(row - begin) * width] = .integer(Int64(customer + row))
        block[(row - begin) * width + 1] =
          homes.flatMap { $0.isKnown[row] ? unsafe .text(texts.bytes($0.values[row])) : nil } ?? .null
      }
      for (number, column) in columns.enumerated() {
        fill(tile[column.place], column.type, begin..<end, at: number + 2, width)
      }
      for row in begin..<end where isKnown[row] {
        rows.write(block.span.extracting((row - begin) * width..<(row - begin + 1) * width))
      }
    }
  }

  private func fill(_ column: Vector, _ type: ValueType, _ range: Range<Int>, at first: Int, _ width: Int) {
    var place = first
    for row in range {
      defer { place += width }
      guard column.isKnown[row] else {
        block[place] = .null
        continue
      }
      let value = column.values[row]
      switch type {
      case .boolean: block[place] = .boolean(value != 0)
      case .integer: block[place] = .integer(value)
      case .decimal(let scale): block[place] = .decimal(value, scale: Int32(truncatingIfNeeded: scale))
      case .date: block[place] = .date(BusinessDate(daysSince2000: Int32(truncatingIfNeeded: value)))
      case .timestamp: block[place] = .timestamp(value)
      case .text: block[place] = unsafe .text(texts.bytes(value))
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
  private var known: [Int64: UnsafeMutableRawBufferPointer] = [:]

  init(_ texts: TextPool) { self.texts = texts }

  deinit { for bytes in unsafe known.values { unsafe bytes.deallocate() } }

  func bytes(_ id: Int64) -> UnsafeRawBufferPointer {
    if let bytes = unsafe known[id] { return unsafe UnsafeRawBufferPointer(bytes) }
    let utf8 = Array(texts.text(id).utf8)
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: utf8.count, alignment: 1)
    unsafe bytes.copyBytes(from: utf8)
    unsafe known[id] = bytes
    return unsafe UnsafeRawBufferPointer(bytes)
  }
}
