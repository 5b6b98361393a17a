import Tabular

/// Two customer numbers that turned out to be one customer's.
struct Merger: Sendable {
  /// The codes of `merge_kind`.
  enum Kind: Int, Sendable {
    case openedTwice = 1, newIdentifier, takeover, becameCompany

    /// What proves it.
    var reason: String {
      switch self {
      case .openedTwice: "身份信息与留存影像一致，系重复开户"
      case .newIdentifier: "公安机关出具的证件升位证明"
      case .takeover: "吸收合并协议与登记机关核准注销通知书"
      case .becameCompany: "个体工商户转型为企业的登记证明"
      }
    }
  }

  let old: Int
  let survivor: Int
  let kind: Kind
  let effective: BusinessDate
  /// Among the bank's personnel; the reviewer is another.
  let staff: Int
  let reviewer: Int
}

/// Which customer numbers were merged into which. A chain ends at a customer who is merged into nobody, so there is no
/// cycle.
struct MergerBook: Sendable {
  private let world: World
  /// By the old customer.
  private(set) var mergers: [Int: Merger] = [:]
  private(set) var today: [(change: Change, merger: Merger)] = []
  /// Persons of the first date who share their name with another.
  private let namesakes: [[Int]]
  private let enterprises: [Int]
  private let households: [Int]
  /// Merged into the wrong customer, undone on the second date and merged into the right one on the fifth.
  private var misled: (old: Int, wrong: Int)?

  init(_ world: World) {
    self.world = world
    let first = 0..<world.customersBy[0]
    let persons = first.filter { !world.customers[$0].party.isEnterprise }
    namesakes = Dictionary(grouping: persons) { world.customers[$0].party.name }.values.filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }
    enterprises = first.filter { world.customers[$0].party.isEnterprise }
    households = enterprises.filter { world.customers[$0].party.identifier.hasPrefix("92") }
  }

  mutating func move(to day: Int, _ roster: Roster) {
    today = []
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "mergers", date)
    switch day {
    case 0: begin(on: date, roster, &chance)
    case 1: if let misled { undo(misled.old) }
    case 4: if let misled { merge(misled.old, .takeover, on: date, roster, &chance) }
    default: break
    }
    guard day > 0 else { return }
    if chance.chance(3, in: 10), mergers.count < world.customersBy[0] / 20 { mergeAny(on: date, roster, &chance) }
    guard chance.chance(1, in: 60) else { return }
    let settled = mergers.values.filter { $0.effective < date && $0.old != misled?.old }.map(\.old).sorted()
    if let wrong = chance.pick(from: settled) { undo(wrong) }
  }

  /// The mergers of the last 13 months, a chain among them.
  private mutating func begin(on date: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64) {
    let past = { (chance: inout SplitMix64) in date.adding(days: -chance.within(2...390)) }
    for _ in 0..<max(3, world.customersBy[0] / 667) { mergeAny(on: past(&chance), roster, &chance) }
    if let first = chance.pick(from: enterprises.filter(isFree)) {
      merge(first, .takeover, on: past(&chance), roster, &chance)
      if let survivor = mergers[first]?.survivor { merge(survivor, .takeover, on: past(&chance), roster, &chance) }
    }
    guard let old = chance.pick(from: enterprises.filter { isFree($0) && !isSurvivor($0) }) else { return }
    merge(old, .takeover, on: date.adding(days: -1), roster, &chance)
    misled = mergers[old].map { (old, $0.survivor) }
  }

  private mutating func mergeAny(on date: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64) {
    let kind = chance.pick([Merger.Kind.openedTwice, .openedTwice, .newIdentifier, .takeover, .becameCompany])
    let old =
      switch kind {
      case .openedTwice, .newIdentifier: chance.pick(from: namesakes).map { $0[0] }
      case .takeover: chance.pick(from: enterprises)
      case .becameCompany: chance.pick(from: households)
      }
    if let old { merge(old, kind, on: date, roster, &chance) }
  }

  /// Into one whom nobody has merged away; nothing where the old one is merged already.
  private mutating func merge(
    _ old: Int, _ kind: Merger.Kind, on date: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64
  ) {
    let isPerson = kind == .openedTwice || kind == .newIdentifier
    let others = isPerson ? namesakes.first { $0.contains(old) } ?? [] : enterprises
    let wrong = misled?.old == old ? misled?.wrong : nil
    guard isFree(old), let staff = chance.pick(from: roster.operations),
      let survivor = chance.pick(
        from: others.filter {
          $0 != old && $0 != wrong && isFree($0) && (kind != .becameCompany || !households.contains($0))
        }),
      let reviewer = chance.pick(from: roster.operations.filter { $0 != staff })
    else { return }
    let merger = Merger(
      old: old, survivor: survivor, kind: kind, effective: date, staff: staff, reviewer: reviewer)
    mergers[old] = merger
    today.append((.insert, merger))
  }

  /// 撤销: the row is deleted.
  private mutating func undo(_ old: Int) {
    guard let merger = mergers.removeValue(forKey: old) else { return }
    today.append((.delete, merger))
  }

  /// Not merged into another.
  private func isFree(_ customer: Int) -> Bool { mergers[customer] == nil }

  private func isSurvivor(_ customer: Int) -> Bool { mergers.values.contains { $0.survivor == customer } }
}
