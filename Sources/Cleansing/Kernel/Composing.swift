import Tabular

extension Cleanser {
  /// Puts the row that was just judged together, value by value.
  @inline(always) mutating func compose(line: Int) {
    for index in 0..<program.outputs.count {
      let content = program.outputs[index].content
      let item = Int(program.outputs[index].item)
      if values[item].state == .null, content != .line, content != .change {
        row[index] = .null
        nulls[index] += 1
        continue
      }
      let number = values[item].number
      switch content {
      case .line: row[index] = .integer(Int64(line))
      case .change: row[index] = program.changeLetter(change).rowValue
      case .text: row[index] = values[item].piece.rowValue
      case .integer: row[index] = .integer(number)
      case .decimal: row[index] = .decimal(number, scale: program.outputs[index].scale)
      case .date: row[index] = .date(BusinessDate(daysSince2000: Int32(truncatingIfNeeded: number)))
      case .timestamp: row[index] = .timestamp(number)
      case .boolean: row[index] = .boolean(number != 0)
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
  @inline(always) fileprivate var rowValue: RowValue {
    unsafe .text(UnsafeRawBufferPointer(start: start, count: count))
  }
}
