/// Columns of bits over a batch of rows; row 0 is the lowest bit of a column's first word.
struct BitColumns {
  private let blocks: Int
  private let columns: Int
  private var words: [UInt64]

  init(columns: Int, rows: Int) {
    blocks = (rows + 63) / 64
    self.columns = columns
    words = [UInt64](repeating: 0, count: columns * blocks)
  }

  @inline(__always) subscript(column: Int, row: Int) -> Bool {
    words[column * blocks + row >> 6] >> UInt64(row & 63) & 1 != 0
  }

  /// Where a column of truth values is true.
  mutating func set(_ column: Int, _ truth: Vector) {
    let count = truth.count
    for block in 0..<blocks {
      var word: UInt64 = 0
      for row in block * 64..<min(block * 64 + 64, count) {
        word |= UInt64(truth.isKnown[row] && truth.values[row] != 0 ? 1 : 0) << UInt64(row & 63)
      }
      words[column * blocks + block] = word
    }
  }

  mutating func set(_ column: Int, _ flags: [Bool]) {
    for block in 0..<blocks {
      var word: UInt64 = 0
      for row in block * 64..<min(block * 64 + 64, flags.count) {
        word |= UInt64(flags[row] ? 1 : 0) << UInt64(row & 63)
      }
      words[column * blocks + block] = word
    }
  }

  /// Where all of some columns of another are set.
  mutating func set(_ column: Int, where all: [Int], of other: BitColumns) {
    for block in 0..<blocks {
      words[column * blocks + block] = all.reduce(.max) { $0 & other.words[$1 * blocks + block] }
    }
  }

  /// The same bits row by row: of each row the words that hold its bits, column 0 the lowest of the first.
  func byRow() -> [Int64] {
    let width = (columns + 63) / 64
    var rows = [Int64](repeating: 0, count: blocks * 64 * width)
    unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { square in
      for block in 0..<blocks {
        for word in 0..<width {
          for line in 0..<64 {
            let column = word * 64 + line
            unsafe square[line] = column < columns ? words[column * blocks + block] : 0
          }
          unsafe BitColumns.transpose(square)
          for line in 0..<64 {
            rows[(block * 64 + line) * width + word] = unsafe Int64(bitPattern: square[line])
          }
        }
      }
    }
    return rows
  }

  /// 64 words of 64 bits, mirrored at their diagonal: halves, then quarters and so on change places (Warren, Hacker's
  /// Delight, 7-3).
  private static func transpose(_ square: UnsafeMutableBufferPointer<UInt64>) {
    var width = 32
    var mask: UInt64 = 0xFFFF_FFFF
    while width != 0 {
      var line = 0
      while line < 64 {
        let moved = unsafe (square[line] >> UInt64(width) ^ square[line + width]) & mask
        unsafe square[line] ^= moved << UInt64(width)
        unsafe square[line + width] ^= moved
        line = ((line | width) + 1) & ~width
      }
      width >>= 1
      mask ^= mask << UInt64(width)
    }
  }
}
