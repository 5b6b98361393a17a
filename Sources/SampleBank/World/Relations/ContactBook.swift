import Tabular

/// Who is contacted on each date, and by whom.
struct ContactBook: Sendable {
  private let world: World
  /// In the order of time.
  private(set) var today: [Contact] = []
  /// How often customers were served in each month, by office and line as `Headcount` counts them.
  private(set) var served: [Month: [Int: Int]] = [:]

  init(_ world: World) { self.world = world }

  mutating func move(
    to day: Int, _ roster: Roster, _ opportunities: OpportunityBook, _ managers: ManagerBook, _ lending: LendingBook,
    _ courtesy: inout Courtesy
  ) {
    today = []
    let date = world.dates[day]
    let customers = world.customersBy[day]
    var chance = SplitMix64(seed: world.seed, "contacts", date)
    var desk = ContactDesk(world, date, roster, managers)
    for opportunity in opportunities.reached(.contacted, on: date) {
      if let contact = desk.approach(opportunity, &chance) { today.append(contact) }
    }
    for _ in 0..<max(2, customers / 50) {
      today.append(desk.serve(chance.below(customers), &chance))
    }
    for ordinal in 0..<max(1, customers / 125) {
      let customer = chance.below(customers)
      guard courtesy.allows(customer, on: date) else { continue }
      let contact = desk.advertise(to: customer, list: ordinal % 4, &chance)
      courtesy.note(customer, on: date, isRefused: contact.result == .refused)
      today.append(contact)
    }
    for loan in lending.today.overdue where loan.overdueDays(on: date) % 10 == 5 {
      today.append(desk.admonish(loan.customer, &chance))
    }
    if chance.chance(customers, in: customers + 5_000) {
      today.append(desk.hear(chance.below(customers), &chance))
    }
    let order = today.indices.sorted { (today[$0].began, $0) < (today[$1].began, $1) }
    today = order.map { today[$0] }
    count(on: date)
  }

  private mutating func count(on date: BusinessDate) {
    let month = Month(before: date, back: 0)
    for contact in today where contact.purpose == .service {
      let customer = world.customers[contact.customer]
      let line = Acquisitions.line(of: customer.party, contact.customer)
      served[month, default: [:]][Headcount.place(office: customer.office, line: line), default: 0] += 1
    }
  }
}

/// Makes the contacts of one date.
struct ContactDesk {
  private let world: World
  private let date: BusinessDate
  private let roster: Roster
  private let managers: ManagerBook
  private let isWorkday: Bool

  init(_ world: World, _ date: BusinessDate, _ roster: Roster, _ managers: ManagerBook) {
    self.world = world
    self.date = date
    self.roster = roster
    self.managers = managers
    isWorkday = BankCalendar.isWorkday(date)
  }

  /// Who claimed an opportunity turns to the customer. Those who are no customers yet are not in the feed.
  mutating func approach(_ opportunity: Opportunity, _ chance: inout SplitMix64) -> Contact? {
    guard let customer = opportunity.customer, let staff = opportunity.staff else { return nil }
    let channel = chance.pick([Contact.Channel.phone, .phone, .chat, .visit])
    return Contact(
      customer: customer, staff: staff, office: opportunity.office, channel: channel, purpose: .marketing,
      opportunity: opportunity.number, began: opportunity.since, seconds: chance.within(60...1800),
      result: chance.pick([.reached, .interested, .interested]))
  }

  /// Half of the questions are answered by a machine, on days off nearly all.
  mutating func serve(_ customer: Int, _ chance: inout SplitMix64) -> Contact {
    let isForMachine = chance.chance(isWorkday ? 1 : 9, in: isWorkday ? 2 : 10)
    let channel = isForMachine ? Contact.Channel.answeringMachine : chance.pick([.phone, .phone, .chat, .visit])
    return contact(customer, channel, .service, &chance) { _ in .reached }
  }

  /// A list of the date is sent or called through; one in twenty of those reached refuses.
  mutating func advertise(to customer: Int, list: Int, _ chance: inout SplitMix64) -> Contact {
    let channel = [Contact.Channel.text, .notice, .callingMachine, .phone][isWorkday ? list : list % 3]
    return contact(
      customer, channel, .marketing, list: "MD" + date.compact + Spelling.padded(list + 1, 4), &chance
    ) { chance in
      if channel.isSent { return .reached }
      return chance.chance(1, in: 3)
        ? .notReached : chance.chance(1, in: 20) ? .refused : chance.pick([.reached, .interested])
    }
  }

  /// 催收.
  mutating func admonish(_ customer: Int, _ chance: inout SplitMix64) -> Contact {
    contact(customer, chance.pick([.phone, .callingMachine]), .afterLoan, &chance) { $0.pick([.reached, .notReached]) }
  }

  mutating func hear(_ customer: Int, _ chance: inout SplitMix64) -> Contact {
    contact(customer, .phone, .complaint, &chance) { $0.pick([.complained, .reached]) }
  }

  /// By the customer's manager or another of the office; by a machine where nobody is there.
  private func contact(
    _ customer: Int, _ wanted: Contact.Channel, _ purpose: Contact.Purpose, list: String = "",
    _ chance: inout SplitMix64, result: (inout SplitMix64) -> Contact.Result
  ) -> Contact {
    let office = world.customers[customer].office
    let lead = managers.lead(of: customer).flatMap { roster.isOnDuty($0) ? $0 : nil }
    let staff = wanted.isMachine ? nil : lead ?? chance.pick(from: roster.managers(of: office))
    let channel = staff == nil && !wanted.isMachine ? .callingMachine : wanted
    let outcome = result(&chance)
    let hours = channel == .answeringMachine ? 0...86_399 : 9 * 3600...20 * 3600
    return Contact(
      customer: customer, staff: staff, office: staff == nil ? 0 : office, channel: channel, purpose: purpose,
      list: list, began: Moment(date, second: chance.within(hours)),
      seconds: channel.isSent || outcome == .notReached ? 0 : chance.within(10...900), result: outcome)
  }
}
