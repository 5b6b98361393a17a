import Tabular

extension Cleanser {
  /// Puts the row that was just judged together, value by value.
  mutating func compose(line: Int) {
    for index in 0..<program.outputs.count {
      let output = program.outputs[index]
      let item = Int(output.item)
      let value = values[item]
      if output.isOfAnItem, value.state == .null {
        row[index] = .null
        nulls[index] += 1
        continue
      }
      switch output.content {
      case .line: row[index] = .integer(Int64(line))
      case .change: row[index] = program.changeLetter(change).rowValue
      case .text: row[index] = value.piece.rowValue
      case .integer: row[index] = .integer(value.number)
      case .decimal: row[index] = .decimal(value.number, scale: output.scale)
      case .date: row[index] = .date(BusinessDate(daysSince2000: Int32(truncatingIfNeeded: value.number)))
      case .timestamp: row[index] = .timestamp(value.number)
      case .boolean: row[index] = .boolean(value.number != 0)
      case .masked:
        let masked = mask(index)
        row[index] = masked.rowValue
      case .token:
        let token = token(item)
        row[index] = .integer(token)
      }
    }
  }
}

extension Piece {
  /// For the time of a writer's call, which is less than the piece's own.
  @inline(__always) fileprivate var rowValue: RowValue {
    unsafe .text(UnsafeRawBufferPointer(start: start, count: count))
  }
}
