import Tabular

/// What a record is made wrong by.
struct PlannedBreak: Sendable {
  /// The agreement that will not hold.
  let agreement: String
  let items: [String]
  /// In the smallest parts of the items.
  let off: Int64
  var scale = 2
  /// Whether the same is wrong in every later record too.
  var stays = false
  /// Not the first record it is wrong in.
  var isContinued = false
}

/// Chooses which records break an agreement, by a stream of its own for each agreement and date: so many of each on
/// every date, and none unless it is asked to.
struct BreakDesk: Sendable {
  private let count: Int
  private let seed: UInt64
  /// What stays wrong, by agreement and by the candidate it was chosen as.
  private var staying: [String: [Int: PlannedBreak]] = [:]

  init(count: Int, seed: UInt64) {
    self.count = count
    self.seed = seed
  }

  /// - Parameter candidates: numbers of what may be chosen; none is chosen twice.
  func choose<Candidates: Collection<Int>>(
    _ agreement: String, _ items: [String], on date: BusinessDate,
    among candidates: @autoclosure () -> Candidates,
    scale: Int = 2, stays: Bool = false
  ) -> [Int: PlannedBreak] {
    guard count > 0 else { return [:] }
    let candidates = Array(candidates())
    var chance = SplitMix64(seed: seed, "break " + agreement, date)
    var chosen: [Int: PlannedBreak] = [:]
    for _ in 0..<count * 8 where chosen.count < min(count, candidates.count) {
      let candidate = chance.pick(candidates)
      let off = Int64(chance.within(100...99_999))
      if chosen[candidate] != nil { continue }
      chosen[candidate] = PlannedBreak(agreement: agreement, items: items, off: off, scale: scale, stays: stays)
    }
    return chosen
  }

  /// The same, of breaks that stay: those chosen on earlier dates are among them.
  mutating func chooseStaying<Candidates: Collection<Int>>(
    _ agreement: String, _ items: [String], on date: BusinessDate,
    among candidates: @autoclosure () -> Candidates
  ) -> [Int: PlannedBreak] {
    let known = staying[agreement, default: [:]]
    let new = choose(
      agreement, items, on: date, among: candidates().filter { known[$0] == nil }, stays: true)
    staying[agreement] = known.merging(
      new.mapValues { planned in
        var planned = planned
        planned.isContinued = true
        return planned
      }
    ) { $1 }
    return known.merging(new) { $1 }
  }
}
