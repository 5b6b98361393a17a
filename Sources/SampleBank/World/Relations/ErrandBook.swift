import Tabular

/// The tasks of customer managers that are not done yet.
struct ErrandBook: Sendable {
  private let world: World
  private(set) var open: [Errand] = []
  private(set) var today: [(change: Change, errand: Errand)] = []
  private var handedOut = 0

  init(_ world: World) { self.world = world }

  mutating func move(
    to day: Int, _ roster: Roster, _ opportunities: OpportunityBook, _ managers: StewardBook, _ lending: LendingBook
  ) {
    today = []
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "tasks", date)
    var changes: [Int: Change] = [:]
    for place in open.indices {
      changes[open[place].ordinal] = advance(place, on: date, roster, &chance)
    }
    let known = handedOut
    follow(
      day == 0 ? opportunities.open.filter { $0.staff != nil } : opportunities.reached(.claimed, on: date), on: date,
      &chance)
    remind(on: date, roster, managers, lending, &chance)
    if day == 0 || BankCalendar.isWorkday(date) {
      let customers = world.customersBy[day]
      let count = day == 0 ? customers / 16 : max(1, customers / 1000)
      for kind in [Errand.Kind.care, .list] {
        for _ in 0..<count {
          let customer = chance.below(customers)
          guard let staff = staff(for: customer, roster, managers, &chance) else { continue }
          hand(
            kind, staff, world.customers[customer].office, customer,
            kpi: kind == .list ? "KPI_WEALTH_CONVERSION" : nil, at: morning(date, &chance), in: 14)
        }
      }
    }
    for ordinal in known..<handedOut { changes[ordinal] = .insert }
    today = open.compactMap { errand in changes[errand.ordinal].map { ($0, errand) } }
    open.removeAll { $0.state.isFinal || changes[$0.ordinal] == .delete }
  }

  /// The customer's manager, or another of the office while that one is away.
  private func staff(
    for customer: Int, _ roster: Roster, _ managers: StewardBook, _ chance: inout SplitMix64
  ) -> Int? {
    if let lead = managers.lead(of: customer), roster.isOnDuty(lead) { return lead }
    return chance.pick(from: roster.managers(of: world.customers[customer].office))
  }

  /// Every other opportunity that is claimed is a task of who claimed it.
  private mutating func follow(_ claimed: [Opportunity], on date: BusinessDate, _ chance: inout SplitMix64) {
    for opportunity in claimed where chance.chance(1, in: 2) {
      guard let staff = opportunity.staff else { continue }
      hand(
        .followUp, staff, opportunity.office, opportunity.customer, opportunity: opportunity.number,
        kpi: opportunity.scene.kpi, at: opportunity.since, in: 7 + date.days(since: opportunity.since.date))
    }
  }

  /// Loans that end in thirty days, and those that have not been paid for three days, or for months.
  private mutating func remind(
    on date: BusinessDate, _ roster: Roster, _ managers: StewardBook, _ lending: LendingBook,
    _ chance: inout SplitMix64
  ) {
    let ending = lending.loans.filter { $0.due == date.adding(days: 30) }.map { ($0, Errand.Kind.expiry) }
    let late = lending.today.overdue.filter { loan in
      let days = loan.overdueDays(on: date)
      return days == 3 || days % 30 == 0
    }
    for (loan, kind) in ending + late.map({ ($0, Errand.Kind.loanCheck) }) {
      guard let staff = staff(for: loan.customer, roster, managers, &chance) else { continue }
      hand(
        kind, staff, world.customers[loan.customer].office, loan.customer,
        kpi: kind == .expiry ? "KPI_LOAN_BALANCE" : "KPI_NPL_RATIO", at: morning(date, &chance),
        in: kind == .expiry ? 20 : 5)
    }
  }

  private mutating func hand(
    _ kind: Errand.Kind, _ staff: Int, _ office: Int, _ customer: Int?, opportunity: String? = nil, kpi: String?,
    at created: Moment, in days: Int
  ) {
    open.append(
      Errand(
        ordinal: handedOut, kind: kind, office: office, customer: customer, opportunity: opportunity, kpi: kpi,
        created: created, due: created.date.adding(days: days), staff: staff))
    handedOut += 1
  }

  private func morning(_ date: BusinessDate, _ chance: inout SplitMix64) -> Moment {
    Moment(date, second: chance.within(7 * 3600...9 * 3600))
  }

  /// What comes of one in a day; nil: nothing.
  private mutating func advance(
    _ place: Int, on date: BusinessDate, _ roster: Roster, _ chance: inout SplitMix64
  ) -> Change? {
    let one = open[place]
    if !roster.works(one.staff, at: one.office) {
      guard let next = chance.pick(from: roster.managers(of: one.office)) else { return nil }
      open[place].staff = next
      return .update
    }
    if one.due < date, one.state != .overdue {
      open[place].state = .overdue
      return .update
    }
    guard BankCalendar.isWorkday(date) else { return nil }
    switch one.state {
    case .waiting:
      // Withdrawn (撤回).
      if chance.chance(1, in: 150) { return .delete }
      guard chance.chance(1, in: 3) else { return nil }
      open[place].state = chance.chance(1, in: 25) ? .cancelled : .begun
    case .begun, .overdue:
      guard chance.chance(1, in: 4) else { return nil }
      open[place].state = .done
      open[place].done = Moment(date, second: chance.within(9 * 3600...18 * 3600 - 1))
    case .done, .cancelled: return nil
    }
    return .update
  }
}
