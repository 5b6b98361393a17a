import Catalog

/// What is gathered of one customer, a cell for each strand and band, in memory that is used again.
///
/// All of it is plain memory behind constants: a class's variables would be checked for exclusive access at each of the
/// hundreds of millions of values that go in.
@safe final class Cells {
  /// A strand as the inner loop wants it.
  struct Gauge {
    var kind: Aggregate.Kind
    /// The word of a row that says whether the value is known, the bit in it, and the word of the value; -1: none.
    var word: Int32
    var bit: Int32
    var value: Int32
    var isAverage: Bool
    /// Whether a row whose value is unknown makes the whole unknown.
    var isWhole: Bool
  }

  let bands: Int
  private let strands: Int
  let gauges: UnsafeMutablePointer<Gauge>
  let sums: UnsafeMutablePointer<Int64>
  let has: UnsafeMutablePointer<Bool>
  /// Rows that should be in and whose value is unknown; behind the bands of a strand all of them.
  let lost: UnsafeMutablePointer<Int32>
  /// Of daily averages.
  let wide: UnsafeMutablePointer<Int128>
  let hasWide: Bool
  let touched: UnsafeMutablePointer<Bool>
  let overflowed: UnsafeMutablePointer<Bool>
  let lastDays: UnsafeMutablePointer<Int32>
  let seen: UnsafeMutablePointer<[(value: Int64, band: Int)]>
  /// Of each strand and band: what the bands from there to the last come to, and whether there is anything.
  let tails: UnsafeMutablePointer<Int64>
  let hasTail: UnsafeMutablePointer<Bool>
  /// Whether the sum over all bands, and so any difference of two tails, is exact.
  let isExact: UnsafeMutablePointer<Bool>

  init(_ plan: BandPlan, layout: RowLayout) {
    bands = plan.bandCount
    strands = plan.strands.count
    let room = max(1, strands)
    let cells = max(1, strands * (bands + 1))
    unsafe gauges = .allocate(capacity: room)
    for (place, strand) in plan.strands.enumerated() {
      let bit = strand.measure.map { layout.filters + $0 }
      unsafe (gauges + place).initialize(
        to: Gauge(
          kind: strand.kind, word: Int32(bit.map { layout.bits + $0 >> 6 } ?? -1), bit: Int32((bit ?? 0) & 63),
          value: Int32(strand.measure.map { layout.values + $0 } ?? -1),
          isAverage: strand.kind == .dailyAverage, isWhole: strand.isWhole))
    }
    hasWide = plan.strands.contains { $0.kind == .dailyAverage }
    unsafe sums = Cells.zeros(cells, 0)
    unsafe has = Cells.zeros(cells, false)
    unsafe lost = Cells.zeros(cells, 0)
    unsafe wide = Cells.zeros(hasWide ? cells : 1, 0)
    unsafe touched = Cells.zeros(room, false)
    unsafe overflowed = Cells.zeros(room, false)
    unsafe lastDays = Cells.zeros(room, .min)
    unsafe seen = Cells.zeros(room, [])
    unsafe tails = Cells.zeros(cells, 0)
    unsafe hasTail = Cells.zeros(cells, false)
    unsafe isExact = Cells.zeros(room, true)
  }

  deinit {
    unsafe seen.deinitialize(count: max(1, strands))
    unsafe seen.deallocate()
    unsafe gauges.deallocate()
    unsafe sums.deallocate()
    unsafe has.deallocate()
    unsafe lost.deallocate()
    unsafe wide.deallocate()
    unsafe touched.deallocate()
    unsafe overflowed.deallocate()
    unsafe lastDays.deallocate()
    unsafe tails.deallocate()
    unsafe hasTail.deallocate()
    unsafe isExact.deallocate()
  }

  private static func zeros<Element>(_ count: Int, _ zero: Element) -> UnsafeMutablePointer<Element> {
    let made = UnsafeMutablePointer<Element>.allocate(capacity: count)
    unsafe made.initialize(repeating: zero, count: count)
    return unsafe made
  }

  @inline(__always) func isTouched(_ strand: Int) -> Bool { unsafe touched[strand] }

  /// Takes a row into some strands. Rows come in order of day where a strand asks for it.
  @inline(__always) func gather(
    _ row: UnsafeMutablePointer<Int64>, into strands: Range<Int>, band: Int, day: Int32, days: Int64, isAverage: Bool
  ) {
    var place = strands.lowerBound
    while place < strands.upperBound {
      defer { place += 1 }
      let gauge = unsafe gauges[place]
      guard gauge.isAverage == isAverage else { continue }
      let cell = place * (bands + 1) + band
      var value: Int64 = 1
      if gauge.word >= 0 {
        guard unsafe row[Int(gauge.word)] >> Int64(gauge.bit) & 1 != 0 else {
          if gauge.isWhole { unsafe lose(place, cell) }
          continue
        }
        value = unsafe row[Int(gauge.value)]
      }
      unsafe touched[place] = true
      switch gauge.kind {
      case .sum, .count:
        let (sum, isOver) = unsafe sums[cell].addingReportingOverflow(value)
        unsafe sums[cell] = sum
        if isOver { unsafe overflowed[place] = true }
      case .max: unsafe sums[cell] = has[cell] ? max(sums[cell], value) : value
      case .min: unsafe sums[cell] = has[cell] ? min(sums[cell], value) : value
      case .first: if unsafe !has[cell] { unsafe sums[cell] = value }
      case .last: unsafe sums[cell] = value
      case .days:
        if unsafe !has[cell] || lastDays[place] != day { unsafe sums[cell] += 1 }
        unsafe lastDays[place] = day
      case .firstDate: unsafe sums[cell] = has[cell] ? min(sums[cell], Int64(day)) : Int64(day)
      case .lastDate: unsafe sums[cell] = has[cell] ? max(sums[cell], Int64(day)) : Int64(day)
      case .distinct: unsafe seen[place].append((value, band))
      case .dailyAverage: unsafe wide[cell] += Int128(value) * Int128(days)
      }
      unsafe has[cell] = true
    }
  }

  @inline(never) private func lose(_ strand: Int, _ cell: Int) {
    unsafe touched[strand] = true
    unsafe lost[cell] += 1
    unsafe lost[strand * (bands + 1) + bands] += 1
  }
}
