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
    to day: Int, _ roster: Roster, _ opportunities: OpportunityBook, _ managers: StewardBook, _ lending: LendingBook,
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
