import Tabular

/// The opportunities that are open, and their way from the one who found them to a sale, or not.
///
/// Of those ever submitted four in five are claimed, on any working day to within what whole ones allow.
struct OpportunityBook: Sendable {
  private let world: World
  private var scout: OpportunityScout
  /// In the order of their numbers.
  private(set) var open: [Opportunity] = []
  private(set) var today: [(change: Change, opportunity: Opportunity)] = []
  private var submitted = 0
  private var claimed = 0

  init(_ world: World) {
    self.world = world
    scout = OpportunityScout(world)
  }

  /// Those that came into `state` on the date.
  func reached(_ state: Opportunity.State, on date: BusinessDate) -> [Opportunity] {
    today.map(\.opportunity).filter { $0.state == state && $0.since.date == date }
  }

  mutating func move(to day: Int, _ roster: Roster, _ courtesy: inout Courtesy) {
    today = []
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "opportunities", date)
    if day == 0 { recall(before: date, roster, &chance) }
    let isWorkday = BankCalendar.isWorkday(date)
    var changes: [Int: Change] = [:]
    if day > 0 {
      for place in open.indices {
        let change = advance(place, on: date, isWorkday: isWorkday, roster, &courtesy, &chance)
        changes[open[place].ordinal] = change
      }
      if isWorkday { claim(on: date, roster, &changes, &chance) }
    }
    for _ in 0..<max(1, world.customersBy[0] / 200) {
      open.append(scout.find(on: date, customers: world.customersBy[day], &chance))
      changes[open[open.count - 1].ordinal] = .insert
    }
    today += open.compactMap { opportunity in changes[opportunity.ordinal].map { ($0, opportunity) } }
    open.removeAll { $0.state.isFinal || changes[$0.ordinal] == .delete }
  }

  /// What comes of one in a day; nil: nothing.
  private mutating func advance(
    _ place: Int, on date: BusinessDate, isWorkday: Bool, _ roster: Roster, _ courtesy: inout Courtesy,
    _ chance: inout SplitMix64
  ) -> Change? {
    let one = open[place]
    if one.expires <= date {
      open[place].become(.expired, at: Moment(date, second: chance.within(60...600)))
      return .update
    }
    if let staff = one.staff, !roster.works(staff, at: one.office) {
      // Whoever claimed it has left the office.
      guard let next = chance.pick(from: roster.managers(of: one.office)) else { return nil }
      open[place].staff = next
      return .update
    }
    guard isWorkday else { return nil }
    let moment = Moment(date, second: chance.within(9 * 3600...18 * 3600 - 1))
    switch one.state {
    case .found:
      // Entered by mistake (误建).
      if chance.chance(1, in: 50) { return .delete }
      guard chance.chance(1, in: 2) else { return nil }
      open[place].become(.submitted, at: moment)
      submitted += 1
    case .claimed:
      guard chance.chance(1, in: 3), courtesy.allows(one.customer, on: date) else { return nil }
      courtesy.note(one.customer, on: date)
      open[place].become(.contacted, at: moment)
    case .contacted:
      guard chance.chance(1, in: 8) else { return nil }
      open[place].become(chance.chance(2, in: 5) ? .won : .lost, at: moment)
    case .submitted, .won, .lost, .expired: return nil
    }
    return .update
  }

  /// As many of those submitted before the date as are missing to four in five, the latest first.
  private mutating func claim(
    on date: BusinessDate, _ roster: Roster, _ changes: inout [Int: Change], _ chance: inout SplitMix64
  ) {
    for place in open.indices.reversed() where claimed < submitted * 4 / 5 {
      let one = open[place]
      guard one.state == .submitted, one.since.date < date,
        let staff = chance.pick(from: roster.managers(of: one.office))
      else { continue }
      open[place].become(.claimed, at: Moment(date, second: chance.within(9 * 3600...18 * 3600 - 1)))
      open[place].staff = staff
      changes[one.ordinal] = .update
      claimed += 1
    }
  }

  /// What the system holds on the first date: one opportunity for every fifth customer, of the last two months.
  private mutating func recall(before first: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64) {
    for _ in 0..<max(5, world.customersBy[0] / 5) {
      let age = chance.within(2...58)
      var one = scout.find(on: first.adding(days: -age), customers: world.customersBy[0], &chance)
      let days = min(age, one.expires.days(since: one.found)) - 1
      let moment = Moment(one.found.adding(days: chance.within(1...days)), second: chance.within(9 * 3600...64_799))
      let isExpired = one.expires < first
      if age > 5 || chance.chance(1, in: 2) {
        submitted += 1
        one.become(.submitted, at: moment)
      }
      if one.state == .submitted, claimed < submitted * 4 / 5,
        let staff = chance.pick(from: roster.managers(of: one.office))
      {
        claimed += 1
        one.staff = staff
        let state = chance.pick([Opportunity.State.claimed, .contacted, .contacted, .won, .lost, .lost])
        one.become(state, at: moment)
      }
      if isExpired, !one.state.isFinal {
        one.become(.expired, at: Moment(one.expires, second: chance.within(60...600)))
      }
      today.append((.insert, one))
      if !one.state.isFinal { open.append(one) }
    }
  }
}
