import Catalog
import Tabular

/// Works out all aggregates of a fact for one customer after the other, in memory that is used again.
@safe final class CustomerFold {
  private let plan: BandPlan
  private let layout: RowLayout
  private let cells: Cells
  private let needsOrder: Bool
  /// The places of a customer's rows by day.
  private var order: [Int] = []
  /// What is not known in the tile because an amount has no price: hardly ever anything.
  private(set) var unpriced: [(slot: Int, place: Int)] = []
  /// The values of the tile, slot by slot.
  private let values: UnsafeMutablePointer<Int64>
  private let isKnown: UnsafeMutablePointer<Bool>
  /// From one slot to the next: more than the customers of a tile, so that neighbours do not share the lines of a cache.
  private let stride: Int
  private let slots: UnsafeMutablePointer<Slot>

  private struct Slot: BitwiseCopyable {
    var strand: Int32
    var first: Int32
    var end: Int32
    /// Of a window without rows, where nothing is known but that there were none.
    var isZeroWithout: Bool
  }

  init(_ plan: BandPlan, layout: RowLayout, tile: Int) {
    self.plan = plan
    self.layout = layout
    cells = Cells(plan, layout: layout)
    needsOrder = plan.strands.contains { [.first, .last, .days].contains($0.kind) }
    stride = tile + 8
    let room = max(1, plan.slots.count)
    unsafe values = .allocate(capacity: room * stride)
    unsafe isKnown = .allocate(capacity: room * stride)
    unsafe slots = .allocate(capacity: room)
    for (place, slot) in plan.slots.enumerated() {
      unsafe (slots + place).initialize(
        to: Slot(
          strand: Int32(slot.strand), first: Int32(slot.bands.lowerBound), end: Int32(slot.bands.upperBound),
          isZeroWithout: [.sum, .count, .distinct, .days].contains(plan.strands[slot.strand].kind)))
    }
  }

  deinit {
    unsafe values.deallocate()
    unsafe isKnown.deallocate()
    unsafe slots.deallocate()
  }

  /// One slot of the tile as a column.
  func column(_ slot: Int, count: Int) -> Vector {
    unsafe Vector(
      values: Array(UnsafeBufferPointer(start: values + slot * stride, count: count)),
      isKnown: Array(UnsafeBufferPointer(start: isKnown + slot * stride, count: count)))
  }

  /// Another tile.
  func begin() { unpriced.removeAll() }

  func fold(_ rows: SortedRows, of customer: Int, at customerPlace: Int) {
    let range = rows.rows(of: customer)
    if needsOrder {
      inOrder(rows, range)
      for index in order { unsafe gather(rows.row(index)) }
    } else {
      for index in range { unsafe gather(rows.row(index)) }
    }
    for strand in plan.strands.indices where cells.isTouched(strand) { cells.close(strand) }
    for (number, place) in Swift.stride(
      from: customerPlace, to: customerPlace + plan.slots.count * stride, by: stride
    ).enumerated() {
      let slot = unsafe slots[number]
      let (strand, window) = (Int(slot.strand), Int(slot.first)..<Int(slot.end))
      let isTouched = cells.isTouched(strand)
      let value = isTouched ? cells.result(strand, window, plan) : slot.isZeroWithout ? 0 : nil
      if value == nil, isTouched, cells.isUnpriced(strand, window) { unpriced.append((number, customerPlace)) }
      unsafe values[place] = value ?? 0
      unsafe isKnown[place] = value != nil
    }
    for strand in plan.strands.indices where cells.isTouched(strand) { cells.clear(strand) }
  }

  @inline(__always) private func gather(_ row: UnsafeMutablePointer<Int64>) {
    let day = unsafe Int32(truncatingIfNeeded: row[0] >> 32)
    guard layout.isHeld else {
      let band = plan.band(of: day)
      if band >= 0 { unsafe gather(row, band: band, day: day, days: 1, isAverage: false) }
      return
    }
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
  }

  @inline(__always) private func gather(
    _ row: UnsafeMutablePointer<Int64>, band: Int, day: Int32, days: Int64, isAverage: Bool
  ) {
    unsafe cells.gather(row, into: plan.always, band: band, day: day, days: days, isAverage: isAverage)
    var filter = 0
    while filter < layout.filters {
      var bits = unsafe row[layout.bits + filter >> 6]
      let left = layout.filters - filter
      if left < 64 { bits &= (1 << Int64(left)) - 1 }
      while bits != 0 {
        let bit = bits.trailingZeroBitCount
        bits &= bits &- 1
        unsafe cells.gather(
          row, into: plan.byFilter[filter + bit], band: band, day: day, days: days, isAverage: isAverage)
      }
      filter += 64
    }
  }

  /// By day; where it matters also by moment, and of one moment as they were delivered.
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
