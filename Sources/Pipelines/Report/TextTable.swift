/// Columns that align on a terminal, where a Chinese character takes two cells.
package struct TextTable: Sendable {
  package enum Alignment: Sendable { case left, right }

  private var alignments: [Alignment]
  private var rows: [[String]] = []

  package init(_ alignments: [Alignment]) { self.alignments = alignments }

  package mutating func add(_ cells: [String]) {
    precondition(cells.count == alignments.count, "a row has a cell for each column")
    rows.append(cells)
  }

  /// One line a row, two blanks between columns, no blanks at the end.
  package var lines: [String] {
    let widths = alignments.indices.map { column in rows.map { $0[column].cells }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - text.cells)
        line += (column == 0 ? "" : "  ") + (alignments[column] == .left ? text + blanks : blanks + text)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension String {
  /// Terminal cells: two for East Asian wide and full-width characters (UAX #11), else one.
  package var cells: Int {
    unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        sum + 2
      default: sum + 1
      }
    }
  }
}
