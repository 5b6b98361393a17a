import Catalog
import Postgres
import Tabular
import Warehouse

/// Where each customer is at home, as texts of the pool; -1: nowhere. Written by several threads, each its own places.
@safe final class Homes: @unchecked Sendable {
  let count: Int
  private let homes: UnsafeMutablePointer<Int64>

  init(customers: Int) {
    count = customers
    unsafe homes = .allocate(capacity: max(1, customers))
    unsafe homes.initialize(repeating: -1, count: customers)
  }

  deinit { unsafe homes.deallocate() }

  subscript(customer: Int) -> Int64 {
    get { unsafe homes[customer] }
    set { unsafe homes[customer] = newValue }
  }
}

/// What is written of labels: a bitmap for each value, how many have it, and each customer's own list.
struct LabelRows {
  let labels: LabelPlan
  let bits: LabelBits
  /// Whom the day alone would give values that are held.
  let raw: LabelBits
  let known: Knowledge
  let database: Database
  let sessions: SessionPool
  /// As it was published last, before this date.
  let previous: StoredBits
  /// Labels that are held back: nothing of them is written.
  let held: Set<String>

  /// Which levels have a label of this computation: their lists are written anew.
  var levels: [Int] { Set(labels.entries.map(\.label.level)).sorted() }

  /// - Parameter lists: levels whose lists are written; nil: those of these labels.
  func stage(
    _ computation: Computation, lists: Set<Int>?, homes: Homes, texts: TextPool
  ) throws -> [StagedTable] {
    var tables: [StagedTable] = []
    let lists = lists ?? Set(levels)
    for level in Set(levels).union(lists).sorted() {
      let mine = labels.numbers.indices.filter { place in
        let label = labels.entries[labels.owners[place]].label
        return label.level == level && !held.contains(label.id)
      }
      if levels.contains(level) {
        tables.append(try bitmaps(mine, level, computation))
        tables.append(try coverage(mine, level, computation))
      }
      if lists.contains(level) { tables.append(try customers(mine, level, computation, homes, texts)) }
    }
    return tables
  }

  private func bitmaps(_ mine: [Int], _ level: Int, _ computation: Computation) throws -> StagedTable {
    let table = try database.stage(.bitmaps(level: level), of: computation)
    try table.copyRows(sessions) { copy in
      var rows = table.newRows()
      for label in mine {
        let entry = labels.entries[labels.owners[label]]
        let held = entry.raw.map { $0 + label - entry.places[0] }
        for chunk in 0..<bits.chunks where !bits.isEmpty(label, chunk: chunk) {
          rows.beginRow()
          rows.smallInteger(labels.numbers[label])
          rows.smallInteger(Int32(chunk))
          for plane in [LabelBits.Plane.yes, .unknown, .population] {
            rows.bits(bits.bytes(label, plane, chunk: chunk), count: LabelBits.chunk)
          }
          if let held {
            rows.bits(raw.bytes(held, .yes, chunk: chunk), count: LabelBits.chunk)
          } else {
            rows.null()
          }
          rows.endRow()
          if rows.isFull { try copy.write(&rows) }
        }
      }
      try copy.write(&rows)
    }
    return table
  }

  private func coverage(_ mine: [Int], _ level: Int, _ computation: Computation) throws -> StagedTable {
    let table = try database.stage(.coverage(level: level), of: computation)
    try table.copyRows(sessions) { copy in
      var rows = table.newRows()
      for label in mine {
        rows.beginRow()
        rows.smallInteger(labels.numbers[label])
        for plane in [LabelBits.Plane.population, .yes, .unknown] { rows.integer(Int64(bits.count(label, plane))) }
        if previous.isKnown[label] {
          var entered = 0
          var left = 0
          for word in 0..<bits.wordCount {
            let (now, then) = (bits.word(label, .yes, word), previous.bits.word(label, .yes, word))
            entered += (now & ~then).nonzeroBitCount
            left += (then & ~now).nonzeroBitCount
          }
          rows.integer(Int64(entered))
          rows.integer(Int64(left))
        } else {
          rows.null()
          rows.null()
        }
        rows.endRow()
        if rows.isFull { try copy.write(&rows) }
      }
      try copy.write(&rows)
    }
    return table
  }

  /// With the labels of the date that were published before: a list is whole. Of those that are held back now it has what
  /// was published.
  private func customers(
    _ mine: [Int], _ level: Int, _ computation: Computation, _ homes: Homes, _ texts: TextPool
  ) throws -> StagedTable {
    let others = try StoredBits(
      customers: homes.count, database, level: level, known,
      without: Set(labels.entries.map(\.label.id)).subtracting(held))
    var all = mine.map { (number: labels.numbers[$0], bits: bits, place: $0) }
    all += others.bits.numbers.enumerated().map { (number: $0.element, bits: others.bits, place: $0.offset) }
    all.sort { $0.number < $1.number }
    let table = try database.stage(.customers(level: level), of: computation)
    try table.copyRows(sessions) { copy in
      var rows = table.newRows()
      var yes = [[Int32]](repeating: [], count: 64)
      var unknown = yes
      for word in 0..<(homes.count + 63) / 64 {
        for label in all {
          LabelRows.spread(label.bits.word(label.place, .yes, word), label.number, into: &yes)
          LabelRows.spread(label.bits.word(label.place, .unknown, word), label.number, into: &unknown)
        }
        for bit in 0..<64 where !(yes[bit].isEmpty && unknown[bit].isEmpty) {
          let customer = word * 64 + bit
          rows.beginRow()
          rows.integer(Int64(customer))
          if homes[customer] >= 0 { rows.text(texts.text(homes[customer])) } else { rows.null() }
          rows.smallIntegers(yes[bit])
          rows.smallIntegers(unknown[bit])
          rows.endRow()
          yes[bit].removeAll(keepingCapacity: true)
          unknown[bit].removeAll(keepingCapacity: true)
        }
        if rows.isFull { try copy.write(&rows) }
      }
      try copy.write(&rows)
    }
    return table
  }

  @inline(__always) private static func spread(_ word: UInt64, _ number: Int32, into lists: inout [[Int32]]) {
    var word = word
    while word != 0 {
      lists[word.trailingZeroBitCount].append(number)
      word &= word &- 1
    }
  }
}
