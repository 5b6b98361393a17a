import Tabular

extension Cleanser {
  /// Writes the row that was just judged.
  mutating func write<W: RowWriter & ~Copyable>(line: Int, into rows: inout W) {
    rows.beginRow()
    for index in 0..<program.outputs.count {
      let output = program.outputs[index]
      switch output.content {
      case .batch:
        rows.integer(batch)
        continue
      case .line:
        rows.integer(Int64(line))
        continue
      case .businessDate:
        rows.date(businessDate)
        continue
      case .change:
        put(program.changeLetter(change), into: &rows)
        continue
      default: break
      }
      let value = values[Int(output.item)]
      if value.state == .null {
        rows.null()
        continue
      }
      switch output.content {
      case .integer: rows.integer(value.number)
      case .decimal: rows.decimal(value.number, scale: Int(output.scale))
      case .date: rows.date(BusinessDate(daysSince2000: Int32(truncatingIfNeeded: value.number)))
      case .timestamp: rows.timestamp(value.number)
      case .boolean: rows.boolean(value.number != 0)
      case .masked: put(mask(index), into: &rows)
      case .token: rows.integer(token(Int(output.item)))
      default: put(value.piece, into: &rows)
      }
    }
    rows.endRow()
  }

  @inline(__always) func put<W: RowWriter & ~Copyable>(_ piece: Piece, into rows: inout W) {
    let span = unsafe UnsafeRawBufferPointer(start: piece.start, count: piece.count).bytes
    rows.text(span, 0..<piece.count)
  }
}
