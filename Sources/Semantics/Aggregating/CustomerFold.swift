import Catalog
import Tabular

/// Works out all aggregates of a fact for one customer after the other, in memory that is used again.
@safe final class CustomerFold {
  private let plan: BandPlan
  private let layout: RowLayout
  private let tile: Int
  private let bands: Int
  /// Of each strand and band: what is gathered, and whether anything was.
  private let sums: UnsafeMutablePointer<Int64>
  private let wide: UnsafeMutablePointer<Int128>
  private let has: UnsafeMutablePointer<Bool>
  private var touched: [Bool]
  private var overflowed: [Bool]
  private var lastDays: [Int32]
  private var seen: [[(value: Int64, band: Int)]]
  private var order: [Int] = []
  private let sortsRows: Bool
  /// The values of the tile, slot by slot.
  private(set) var values: UnsafeMutablePointer<Int64>
  private(set) var isKnown: UnsafeMutablePointer<Bool>

  init(_ plan: BandPlan, layout: RowLayout, tile: Int) {
    self.plan = plan
    self.layout = layout
    self.tile = tile
    bands = plan.bandCount
    let cells = max(1, plan.strands.count * plan.bandCount)
    unsafe sums = .allocate(capacity: cells)
    unsafe wide = .allocate(capacity: cells)
    unsafe has = .allocate(capacity: cells)
    unsafe sums.initialize(repeating: 0, count: cells)
    unsafe wide.initialize(repeating: 0, count: cells)
    unsafe has.initialize(repeating: false, count: cells)
    touched = plan.strands.map { _ in false }
    overflowed = touched
    lastDays = plan.strands.map { _ in Int32.min }
    seen = plan.strands.map { _ in [] }
    sortsRows = plan.strands.contains { [.first, .last, .days].contains($0.kind) }
    unsafe values = .allocate(capacity: max(1, plan.slots.count * tile))
    unsafe isKnown = .allocate(capacity: max(1, plan.slots.count * tile))
  }

  deinit {
    unsafe sums.deallocate()
    unsafe wide.deallocate()
    unsafe has.deallocate()
    unsafe values.deallocate()
    unsafe isKnown.deallocate()
  }

  /// One slot of the tile as a column.
  func column(_ slot: Int, count: Int) -> Vector {
    unsafe Vector(
      values: Array(UnsafeBufferPointer(start: values + slot * tile, count: count)),
      isKnown: Array(UnsafeBufferPointer(start: isKnown + slot * tile, count: count)))
  }

  func fold(_ rows: SortedRows, of customer: Int, at place: Int) {
    let range = rows.rows(of: customer)
    if sortsRows { inOrder(rows, range) }
    for index in range {
      let row = unsafe rows.row(sortsRows ? order[index - range.lowerBound] : index)
      let day = unsafe Int32(truncatingIfNeeded: row[0] >> 32)
      if layout.isHeld {
        let until = unsafe Int32(truncatingIfNeeded: row[1])
        for (band, held) in plan.held.enumerated() {
          let from = max(day, held.first)
          let end = min(until, held.last &+ 1)
          if held.isAverage {
            if end > from { unsafe gather(row, band: band, day: day, days: Int64(end - from), isAverage: true) }
          } else if day <= held.last, until > held.last {
            unsafe gather(row, band: band, day: day, days: 1, isAverage: false)
          }
        }
      } else {
        let band = plan.band(of: day)
        if band >= 0 { unsafe gather(row, band: band, day: day, days: 1, isAverage: false) }
      }
    }
    for (slot, found) in plan.slots.enumerated() {
      let value = touched[found.strand] ? result(found.strand, found.bands) : empty(plan.strands[found.strand].kind)
      unsafe values[slot * tile + place] = value ?? 0
      unsafe isKnown[slot * tile + place] = value != nil
    }
    clear()
  }

  @inline(__always) private func gather(
    _ row: UnsafeMutablePointer<Int64>, band: Int, day: Int32, days: Int64, isAverage: Bool
  ) {
    for strand in plan.always { unsafe gather(row, strand, band, day, days, isAverage) }
    var filter = 0
    while filter < layout.filters {
      var bits = unsafe row[layout.bits + filter >> 6]
      let left = layout.filters - filter
      if left < 64 { bits &= (1 << Int64(left)) - 1 }
      while bits != 0 {
        let bit = bits.trailingZeroBitCount
        bits &= bits &- 1
        for strand in plan.byFilter[filter + bit] { unsafe gather(row, strand, band, day, days, isAverage) }
      }
      filter += 64
    }
  }

  @inline(__always) private func gather(
    _ row: UnsafeMutablePointer<Int64>, _ place: Int, _ band: Int, _ day: Int32, _ days: Int64, _ isAverage: Bool
  ) {
    let strand = plan.strands[place]
    guard (strand.kind == .dailyAverage) == isAverage else { return }
    let cell = place * bands + band
    var value: Int64 = 1
    if let measure = strand.measure {
      let bit = layout.filters + measure
      guard unsafe row[layout.bits + bit >> 6] >> Int64(bit & 63) & 1 != 0 else { return }
      value = unsafe row[layout.values + measure]
    }
    touched[place] = true
    switch strand.kind {
    case .sum, .count:
      let (sum, isOver) = unsafe sums[cell].addingReportingOverflow(value)
      unsafe sums[cell] = sum
      if isOver { overflowed[place] = true }
    case .max: unsafe sums[cell] = has[cell] ? max(sums[cell], value) : value
    case .min: unsafe sums[cell] = has[cell] ? min(sums[cell], value) : value
    case .first: if unsafe !has[cell] { unsafe sums[cell] = value }
    case .last: unsafe sums[cell] = value
    case .days:
      // Rows come in order of day here.
      let isNew = unsafe !has[cell]
      if isNew || lastDays[place] != day { unsafe sums[cell] += 1 }
      lastDays[place] = day
    case .firstDate: unsafe sums[cell] = has[cell] ? min(sums[cell], Int64(day)) : Int64(day)
    case .lastDate: unsafe sums[cell] = has[cell] ? max(sums[cell], Int64(day)) : Int64(day)
    case .distinct: seen[place].append((value, band))
    case .dailyAverage: unsafe wide[cell] += Int128(value) * Int128(days)
    }
    unsafe has[cell] = true
  }

  /// Of a window without rows: nothing is known but that there were none.
  private func empty(_ kind: Aggregate.Kind) -> Int64? {
    switch kind {
    case .sum, .count, .distinct, .days: 0
    default: nil
    }
  }

  private func result(_ strand: Int, _ bands: Range<Int>) -> Int64? {
    let kind = plan.strands[strand].kind
    let base = strand * self.bands
    if overflowed[strand] { return nil }
    switch kind {
    case .sum, .count, .days:
      var sum: Int64 = 0
      for band in bands {
        let (next, isOver) = unsafe sum.addingReportingOverflow(sums[base + band])
        if isOver { return nil }
        sum = next
      }
      return sum
    case .max, .lastDate:
      return bands.filter { unsafe has[base + $0] }.map { unsafe sums[base + $0] }.max()
    case .min, .firstDate:
      return bands.filter { unsafe has[base + $0] }.map { unsafe sums[base + $0] }.min()
    case .first: return bands.first { unsafe has[base + $0] }.map { unsafe sums[base + $0] }
    case .last: return bands.last { unsafe has[base + $0] }.map { unsafe sums[base + $0] }
    case .distinct:
      return Int64(Set(seen[strand].lazy.filter { bands.contains($0.band) }.map(\.value)).count)
    case .dailyAverage:
      guard unsafe has[base + bands.lowerBound] else { return nil }
      let held = plan.held[bands.lowerBound]
      return unsafe Int64(
        exactly: Rounding.quotient(
          wide[base + bands.lowerBound] * Int128(plan.strands[strand].factor), Int128(held.last - held.first + 1)))
    }
  }

  private func clear() {
    for strand in touched.indices where touched[strand] {
      for cell in strand * bands..<(strand + 1) * bands {
        unsafe sums[cell] = 0
        unsafe wide[cell] = 0
        unsafe has[cell] = false
      }
      touched[strand] = false
      overflowed[strand] = false
      lastDays[strand] = .min
      seen[strand].removeAll(keepingCapacity: true)
    }
  }

  /// The places of a customer's rows by day; where it matters also by moment, and of one moment as they were delivered.
  private func inOrder(_ rows: SortedRows, _ range: Range<Int>) {
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: range)
    let layout = layout
    let isBefore = { (a: Int, b: Int) -> Bool in
      let (left, right) = unsafe (rows.row(a), rows.row(b))
      guard layout.isOrdered else { return unsafe left[0] >> 32 < right[0] >> 32 }
      for word in layout.order..<layout.order + 4 where unsafe left[word] != right[word] {
        return unsafe left[word] < right[word]
      }
      return false
    }
    // Read batch by batch they mostly are in order already.
    for place in order.indices.dropFirst() where isBefore(order[place], order[place - 1]) {
      order.sort(by: isBefore)
      return
    }
  }
}
