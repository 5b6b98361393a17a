import Catalog
import Tabular

/// The windows of a fact cut into bands of days, so that each row is added up once however many windows it lies in.
///
/// Of rows that happened, bands lie side by side, and a window is a run of them. Rows that hold may lie in many windows at
/// once, and each window is a band of its own.
struct BandPlan: Sendable {
  /// The same kind of value under the same condition: it is gathered once for all windows.
  struct Strand: Hashable, Sendable {
    var kind: Aggregate.Kind
    var filter: Int?
    var measure: Int?
    /// Whether a row whose value is unknown makes the whole unknown.
    var isWhole = false
    /// What a sum is multiplied by before it is divided by days: an average of whole numbers has two places.
    var factor: Int64 = 1
  }

  struct Held: Hashable, Sendable {
    var first: Int32
    var last: Int32
    var isAverage: Bool
  }

  /// Those without a condition first, then those of each condition together.
  private(set) var strands: [Strand] = []
  /// Of each slot: its strand, and its bands.
  private(set) var slots: [(strand: Int, bands: Range<Int>)] = []
  private(set) var bandCount = 0
  /// Of rows that hold: the days each band looks at.
  private(set) var held: [Held] = []
  /// Strands without a condition, and those of each condition.
  private(set) var always = 0..<0
  private(set) var byFilter: [Range<Int>] = []
  private let firstDay: Int32
  /// Whether a window is open to the past: its first band then is what lies before all others.
  private let isOpen: Bool
  private var bandOfDay: [Int16] = []

  init(_ plan: FactPlan, on date: BusinessDate) {
    let isHeld = plan.fact.rows == .held
    var places: [Strand: Int] = [:]
    let windows = plan.slots.map { $0.window.days(on: date) ?? date...date }
    let days = windows.map { $0.lowerBound.daysSince2000...$0.upperBound.daysSince2000 }
    var edges = Set(days.flatMap { [$0.lowerBound, $0.upperBound + 1] }).sorted()
    if isHeld { edges = [] }
    var bands: [Held: Int] = [:]
    for (slot, span) in zip(plan.slots, days) {
      var strand = Strand(kind: slot.kind, filter: slot.filter, measure: slot.measure)
      strand.isWhole = slot.measure.map(plan.isConverted) ?? false
      if slot.kind == .dailyAverage, let scale = slot.measure.flatMap({ plan.measures[$0].type.scale }) {
        strand.factor = (min(2, scale)..<2).reduce(1) { factor, _ in factor * 10 }
      }
      if places[strand] == nil {
        places[strand] = strands.count
        strands.append(strand)
      }
      if isHeld {
        let one = Held(
          first: span.lowerBound, last: span.upperBound, isAverage: slot.kind == .dailyAverage)
        if bands[one] == nil {
          bands[one] = held.count
          held.append(one)
        }
        let band = bands[one]!
        slots.append((places[strand]!, band..<band + 1))
      } else {
        let first = edges.firstIndex(of: span.lowerBound)!
        let end = edges.firstIndex(of: span.upperBound + 1)!
        slots.append((places[strand]!, first..<end))
      }
    }
    bandCount = isHeld ? held.count : max(0, edges.count - 1)
    // What is open to the past begins so long ago that a table of days from there on would be wasted.
    let recent = edges.first { $0 > -100_000 } ?? date.daysSince2000
    firstDay = recent
    isOpen = edges.first.map { $0 < recent } ?? false
    if !isHeld, bandCount > 0 {
      var band = edges.firstIndex(of: recent) ?? 0
      for day in recent...max(recent, date.daysSince2000) {
        while band + 1 < edges.count, edges[band + 1] <= day { band += 1 }
        bandOfDay.append(Int16(band < bandCount ? band : -1))
      }
    }
    sortStrands(conditions: plan.filters.count)
  }

  private mutating func sortStrands(conditions: Int) {
    let order = strands.indices.sorted { (strands[$0].filter ?? -1, $0) < (strands[$1].filter ?? -1, $1) }
    var place = strands.map { _ in 0 }
    for (new, old) in order.enumerated() { place[old] = new }
    strands = order.map { strands[$0] }
    for slot in slots.indices { slots[slot].strand = place[slots[slot].strand] }
    func run(_ filter: Int?) -> Range<Int> {
      let first = strands.firstIndex { $0.filter == filter } ?? 0
      return first..<(strands.lastIndex { $0.filter == filter } ?? first - 1) + 1
    }
    always = run(nil)
    byFilter = (0..<conditions).map(run)
  }

  /// The band of a day up to the business date; -1: none.
  @inline(__always) func band(of day: Int32) -> Int {
    if day < firstDay { return isOpen ? 0 : -1 }
    let offset = Int(day - firstDay)
    return offset < bandOfDay.count ? Int(bandOfDay[offset]) : -1
  }
}
