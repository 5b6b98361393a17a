import Catalog

// What the bands of a strand come to, when all rows of a customer are in.
extension Cells {
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
    if isUnpriced(strand, window) { return nil }
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

  /// Whether an amount in it has no price.
  @inline(__always) func isUnpriced(_ strand: Int, _ window: Range<Int>) -> Bool {
    let base = strand * (bands + 1)
    return unsafe lost[base + bands] > 0 && window.contains { unsafe lost[base + $0] > 0 }
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
      unsafe lost[cell] = 0
      if hasWide { unsafe wide[cell] = 0 }
    }
    unsafe lost[base + bands] = 0
    unsafe touched[strand] = false
    unsafe overflowed[strand] = false
    unsafe lastDays[strand] = .min
    unsafe seen[strand].removeAll(keepingCapacity: true)
  }
}
