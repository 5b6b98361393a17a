import Tabular

/// Makes the contacts of one date.
struct ContactDesk {
  private let world: World
  private let date: BusinessDate
  private let roster: Roster
  private let managers: StewardBook
  private let isWorkday: Bool

  init(_ world: World, _ date: BusinessDate, _ roster: Roster, _ managers: StewardBook) {
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
