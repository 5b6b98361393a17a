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
  }

  let bands: Int
  private let strands: Int
  private let gauges: UnsafeMutablePointer<Gauge>
  private let sums: UnsafeMutablePointer<Int64>
  private let has: UnsafeMutablePointer<Bool>
  /// Of daily averages.
  private let wide: UnsafeMutablePointer<Int128>
  private let hasWide: Bool
  private let touched: UnsafeMutablePointer<Bool>
  private let overflowed: UnsafeMutablePointer<Bool>
  private let lastDays: UnsafeMutablePointer<Int32>
  private let seen: UnsafeMutablePointer<[(value: Int64, band: Int)]>
  /// Of each strand and band: what the bands from there to the last come to, and whether there is anything.
  private let tails: UnsafeMutablePointer<Int64>
  private let hasTail: UnsafeMutablePointer<Bool>
  /// Whether the sum over all bands, and so any difference of two tails, is exact.
  private let isExact: UnsafeMutablePointer<Bool>

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
          isAverage: strand.kind == .dailyAverage))
    }
    hasWide = plan.strands.contains { $0.kind == .dailyAverage }
    unsafe sums = Cells.zeros(cells, 0)
    unsafe has = Cells.zeros(cells, false)
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
      var value: Int64 = 1
      if gauge.word >= 0 {
        guard unsafe row[Int(gauge.word)] >> Int64(gauge.bit) & 1 != 0 else { continue }
        value = unsafe row[Int(gauge.value)]
      }
      let cell = place * (bands + 1) + band
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

  /// When all rows are in: what the bands come to from each to the last, as most windows ask.
  func close(_ strand: Int) {
    let base = strand * (bands + 1)
    let kind = unsafe gauges[strand].kind
    var tail: Int64 = 0
    var isAny = false
    var band = bands - 1
    unsafe tails[base + bands] = 0
    unsafe hasTail[base + bands] = false
    unsafe isExact[strand] = true
    while band >= 0 {
      let cell = base + band
      if unsafe has[cell] {
        let value = unsafe sums[cell]
        switch kind {
        case .sum, .count, .days:
          let (sum, isOver) = tail.addingReportingOverflow(value)
          tail = sum
          if isOver { unsafe isExact[strand] = false }
        case .max, .lastDate: tail = isAny ? max(tail, value) : value
        case .min, .firstDate: tail = isAny ? min(tail, value) : value
        case .first: tail = value
        case .last: if !isAny { tail = value }
        case .distinct, .dailyAverage: break
        }
        isAny = true
      }
      unsafe tails[cell] = tail
      unsafe hasTail[cell] = isAny
      band -= 1
    }
  }

  /// What a window of a closed strand comes to.
  @inline(__always) func result(_ strand: Int, _ window: Range<Int>, _ plan: BandPlan) -> Int64? {
    let base = strand * (bands + 1)
    if unsafe overflowed[strand] { return nil }
    switch unsafe gauges[strand].kind {
    case .sum, .count, .days:
      if unsafe isExact[strand] {
        let (sum, isOver) = unsafe tails[base + window.lowerBound].subtractingReportingOverflow(
          tails[base + window.upperBound])
        return isOver ? nil : sum
      }
      var sum: Int64 = 0
      for band in window {
        let (next, isOver) = unsafe sum.addingReportingOverflow(sums[base + band])
        if isOver { return nil }
        sum = next
      }
      return sum
    case .distinct:
      return unsafe Int64(Set(seen[strand].lazy.filter { window.contains($0.band) }.map(\.value)).count)
    case .dailyAverage:
      guard unsafe has[base + window.lowerBound] else { return nil }
      let held = plan.held[window.lowerBound]
      return unsafe Int64(
        exactly: Rounding.quotient(
          wide[base + window.lowerBound] * Int128(plan.strands[strand].factor), Int128(held.last - held.first + 1)))
    case .max, .min, .first, .last, .firstDate, .lastDate:
      if window.upperBound == bands {
        return unsafe hasTail[base + window.lowerBound] ? tails[base + window.lowerBound] : nil
      }
      return pick(strand, window)
    }
  }

  /// Of a window that ends before the last band.
  private func pick(_ strand: Int, _ window: Range<Int>) -> Int64? {
    let base = strand * (bands + 1)
    var picked: Int64?
    for band in window where unsafe has[base + band] {
      let value = unsafe sums[base + band]
      guard let so = picked else {
        picked = value
        continue
      }
      switch unsafe gauges[strand].kind {
      case .max, .lastDate: picked = max(so, value)
      case .min, .firstDate: picked = min(so, value)
      case .last: picked = value
      default: break
      }
    }
    return picked
  }

  func clear(_ strand: Int) {
    let base = strand * (bands + 1)
    for cell in base..<base + bands {
      unsafe sums[cell] = 0
      unsafe has[cell] = false
      if hasWide { unsafe wide[cell] = 0 }
    }
    unsafe touched[strand] = false
    unsafe overflowed[strand] = false
    unsafe lastDays[strand] = .min
    unsafe seen[strand].removeAll(keepingCapacity: true)
  }
}
