import Tabular

/// One employee's part in looking after one customer.
struct Stewardship: Sendable, Equatable {
  /// The codes of `manager_role`.
  enum Role: Int, Sendable { case lead = 1, assistant }

  let customer: Int
  /// Among the bank's personnel.
  let staff: Int
  /// Where the employee works, an index of `Organisation.tree`.
  let office: Int
  let role: Role
  /// Of the credit for the customer, in percent.
  let share: Int
  let since: BusinessDate
}

/// Who looks after which customer as the days go by: one leads, another may assist, and their shares make 100.
struct StewardBook: Sendable {
  private let world: World
  private let personnel: Personnel
  /// By customer; the lead first. Empty where nobody looks after the customer.
  private(set) var stewards: [[Stewardship]] = []
  private(set) var today: [(change: Change, stewardship: Stewardship)] = []
  /// How many there are in all.
  private(set) var count = 0

  init(_ world: World, _ personnel: Personnel) {
    self.world = world
    self.personnel = personnel
  }

  func lead(of customer: Int) -> Int? { customer < stewards.count ? stewards[customer].first?.staff : nil }

  /// Three in five customers have a manager from the day they come.
  mutating func move(to day: Int, _ roster: Roster) {
    today = []
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "managers", date)
    for customer in 0..<world.customersBy[day] {
      let isNew = customer == stewards.count
      if isNew { stewards.append([]) }
      let before = stewards[customer]
      let stay = before.filter { roster.works($0.staff, at: $0.office) }
      if isNew {
        if chance.chance(3, in: 5) { take(customer, day, roster, &chance) }
      } else if before.isEmpty {
        if chance.chance(1, in: 2000) { take(customer, day, roster, &chance) }
      } else if stay.count < before.count {
        replace(customer, stay, on: date, roster, &chance)
      } else if chance.chance(1, in: 1000) {
        rearrange(customer, on: date, roster, &chance)
      }
    }
  }

  /// A customer gets a manager, and one in six an assistant as well.
  private mutating func take(_ customer: Int, _ day: Int, _ roster: Roster, _ chance: inout SplitMix64) {
    let office = world.customers[customer].office
    guard let lead = chance.pick(from: roster.managers(of: office)) else { return }
    let others = roster.managers(of: office).filter { $0 != lead }
    let assistant = chance.chance(1, in: 6) ? chance.pick(from: others) : nil
    let share = assistant == nil ? 100 : chance.pick([60, 70, 80])
    var after = [
      Stewardship(
        customer: customer, staff: lead, office: office, role: .lead, share: share,
        since: since(customer, lead, day, &chance))
    ]
    if let assistant {
      after.append(
        Stewardship(
          customer: customer, staff: assistant, office: office, role: .assistant, share: 100 - share,
          since: since(customer, assistant, day, &chance)))
    }
    settle(customer, after)
  }

  /// Before the first date up to four years ago, but not before the account or the employee's post.
  private func since(_ customer: Int, _ staff: Int, _ day: Int, _ chance: inout SplitMix64) -> BusinessDate {
    let date = world.dates[day]
    guard day == 0 else { return date }
    let opened = world.accounts[customer * World.accountsPerCustomer].opened
    return max(opened, personnel.members[staff].start(of: date), date.adding(days: -chance.within(0...1500)))
  }

  /// Somebody has left the office. An assistant who stays leads alone, or another takes over.
  private mutating func replace(
    _ customer: Int, _ stay: [Stewardship], on date: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64
  ) {
    let office = world.customers[customer].office
    if let left = stay.first {
      settle(customer, [left.with(.lead, share: 100)])
    } else if let next = chance.pick(from: roster.managers(of: office)) {
      settle(
        customer,
        [Stewardship(customer: customer, staff: next, office: office, role: .lead, share: 100, since: date)])
    } else {
      settle(customer, [])
    }
  }

  /// The customer is handed over (移交), or an assistant comes or goes.
  private mutating func rearrange(
    _ customer: Int, on date: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64
  ) {
    let before = stewards[customer]
    let office = world.customers[customer].office
    let others = roster.managers(of: office).filter { staff in before.allSatisfy { $0.staff != staff } }
    guard let lead = before.first, let next = chance.pick(from: others) else { return }
    let comes = Stewardship(
      customer: customer, staff: next, office: office, role: .lead, share: lead.share, since: date)
    if chance.chance(1, in: 2) {
      settle(customer, [comes] + before.dropFirst())
    } else if before.count > 1 {
      settle(customer, [lead.with(.lead, share: 100)])
    } else {
      let share = chance.pick([60, 70, 80])
      settle(customer, [lead.with(.lead, share: share), comes.with(.assistant, share: 100 - share)])
    }
  }

  private mutating func settle(_ customer: Int, _ after: [Stewardship]) {
    let before = stewards[customer]
    for old in before where !after.contains(where: { $0.staff == old.staff }) { today.append((.delete, old)) }
    for new in after {
      let old = before.first { $0.staff == new.staff }
      if old == nil { today.append((.insert, new)) } else if old != new { today.append((.update, new)) }
    }
    count += after.count - before.count
    stewards[customer] = after
  }
}

extension Stewardship {
  fileprivate func with(_ role: Role, share: Int) -> Stewardship {
    Stewardship(customer: customer, staff: staff, office: office, role: role, share: share, since: since)
  }
}
