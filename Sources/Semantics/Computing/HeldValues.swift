import Catalog
import Postgres
import Tabular
import Warehouse

extension Label.Hysteresis {
  /// The place of the value that holds this month; values stand from the highest to the lowest.
  ///
  /// A higher value of the day at the last month end holds from now on. A lower one holds as soon as so many month ends in
  /// a row had a lower one: then it is the highest of theirs. A month end at which the day's own value was unknown is none
  /// of these.
  ///
  /// - Parameters:
  ///   - held: the place of what was held at the last month end.
  ///   - months: the month ends there are, the last one first.
  ///   - raw: the place of the day's own value at one of them; nil: unknown.
  @inline(__always) func standing(after held: Int, _ codes: [String], months: Int, raw: (Int) -> Int?) -> Int {
    guard months > 0, let last = raw(0) else { return held }
    if last <= held { return last }
    let needed = self.months(of: codes[held])
    guard needed <= months else { return held }
    var highest = last
    for month in 1..<max(1, needed) {
      guard let value = raw(month), value > held else { return held }
      highest = min(highest, value)
    }
    return highest
  }
}

/// Which value each customer holds this month by a label with hysteresis, whatever the day says: it follows from what was
/// published at earlier month ends, and from nothing else.
final class HeldValues: Sendable {
  /// By customer the place of the value; -1: none, so the day's own counts.
  let standing: [Int8]

  init(
    _ label: String, _ values: [Label.Value], _ hysteresis: Label.Hysteresis, customers: Int, _ database: Database,
    _ known: Knowledge
  ) throws {
    let codes = values.map(\.code)
    let longest = codes.map { hysteresis.months(of: $0) }.max() ?? 0
    let ends = try database.monthEnds(of: label, before: known.date, known, atMost: longest)
    var standing = [Int8](repeating: -1, count: customers)
    guard !ends.isEmpty else {
      self.standing = standing
      return
    }
    let places = Dictionary(codes.enumerated().map { ($1, Int8($0)) }, uniquingKeysWith: { first, _ in first })
    var raws: [[Int8]] = []
    for (number, end) in ends.enumerated() {
      var raw = [Int8](repeating: -1, count: customers)
      try database.connection.copyOut(HeldValues.bits(of: end), doing: "read what \(label) held") { row in
        var columns = row.cursor()
        guard let place = columns.string().flatMap({ places[$0] }), let chunk = columns.integer() else { return }
        let first = Int(chunk) * LabelBits.chunk
        _ = unsafe columns.text { bits in
          if number == 0 { unsafe HeldValues.mark(bits, place, from: first, &standing) }
        }
        _ = unsafe columns.text { bits in unsafe HeldValues.mark(bits, place, from: first, &raw) }
      }
      raws.append(raw)
    }
    for customer in 0..<customers where standing[customer] >= 0 {
      let held = hysteresis.standing(after: Int(standing[customer]), codes, months: raws.count) { month in
        raws[month][customer] >= 0 ? Int(raws[month][customer]) : nil
      }
      standing[customer] = Int8(held)
    }
    self.standing = standing
  }

  /// Rows (value, chunk, who held it, who would have had it by the day alone).
  private static func bits(of end: PublishedLabel) -> String {
    let levels = (1...4).map { level in
      """
      select n.value, b.chunk, b.yes, b.raw from lab.bitmap_l\(level) b join lab.label n on n.label_no = b.label_no
      where n.label = \(Literal(end.label)) and b.biz_date = date '\(end.date)' and b.computation = \(end.computation)
      """
    }
    return levels.joined(separator: "\nunion all\n")
  }

  /// - Parameter bits: as they are stored: their number in four bytes, then the first customer in the highest bit.
  private static func mark(_ bits: UnsafeRawBufferPointer, _ place: Int8, from first: Int, _ values: inout [Int8]) {
    guard bits.count > 4 else { return }
    for index in 4..<bits.count {
      var byte = unsafe bits[index]
      while byte != 0 {
        let bit = byte.leadingZeroBitCount
        let customer = first + (index - 4) * 8 + bit
        if customer < values.count { values[customer] = place }
        byte &= ~(0x80 >> UInt8(bit))
      }
    }
  }
}
