import Tabular

/// Which of the bank's customers work for which taxpayer, and what of their pay goes to the housing fund.
struct Employment: Sendable {
  /// A member of the housing fund.
  struct Member: Sendable {
    let customer: Int
    /// By ordinal.
    let employer: Int
    /// In cents, in the year of the first date.
    let base: Int64
    /// Of the base, of each side, in percent.
    let rate: Int64
    /// In cents, when the books were opened.
    let opening: Int64
    /// The first month without a payment: the job is lost, or given up.
    let sealed: Month?

    var account: String { "3200" + Spelling.padded(customer, 8) }
  }

  /// In the order of their customer numbers.
  let members: [Member]
  /// How many of them there are at the end of each date.
  private let membersBy: [Int]
  /// Of each taxpayer, over all dates.
  private let staff: [Int: Int]
  /// The books were opened so many months before the first date.
  private static let monthsBefore = 24
  private let opened: Month

  init(_ world: World) {
    opened = Month(before: world.dates[0], back: Employment.monthsBefore)
    var chance = SplitMix64(seed: world.seed, "employment")
    var seats: [Int] = []
    for company in world.companies {
      seats += repeatElement(company.ordinal, count: min(company.employees, 40))
    }
    var members: [Member] = []
    var staff: [Int: Int] = [:]
    var membersBy: [Int] = []
    for (ordinal, customer) in world.customers.enumerated() {
      while membersBy.count < world.dates.count, world.customersBy[membersBy.count] <= ordinal {
        membersBy.append(members.count)
      }
      let isWorking = Employment.isOfWorkingAge(customer.party, world.dates[0]) && chance.chance(19, in: 20)
      guard isWorking, !seats.isEmpty else { continue }
      let place = chance.below(seats.count)
      let employer = seats[place]
      seats.swapAt(place, seats.count - 1)
      seats.removeLast()
      let isLost = chance.chance(1, in: 15)
      let months = chance.within(-14...12)
      members.append(
        Member(
          customer: ordinal, employer: employer, base: Int64(chance.within(30...280)) * 10_000,
          rate: Int64(chance.within(5...12)), opening: chance.cents(digits: 5...7),
          sealed: isLost ? Month(before: world.dates[0], back: months) : nil))
      staff[employer, default: 0] += 1
    }
    while membersBy.count < world.dates.count { membersBy.append(members.count) }
    self.members = members
    self.membersBy = membersBy
    self.staff = staff
  }

  /// Those who are customers on a date.
  func members(by day: Int) -> ArraySlice<Member> { members[..<membersBy[day]] }

  /// How many customers a taxpayer employs at most.
  func staff(of enterprise: Int) -> Int { staff[enterprise, default: 0] }

  /// What a month brings, and what there is at its end, in cents.
  func standing(of member: Member, in month: Month, lost: BusinessDate?) -> (paid: Int64, balance: Int64, isOpen: Bool)
  {
    var balance = member.opening
    var paid: Int64 = 0
    var isOpen = true
    for count in opened.count...month.count {
      isOpen = count < member.sealed?.count ?? .max && count < lost.map { Month(before: $0, back: 0).count } ?? .max
      paid = isOpen ? Employment.payment(member, Int64((count - 6) / 12 - (opened.count - 6) / 12)) : 0
      balance += paid
    }
    return (paid, balance, isOpen)
  }

  /// The base rises by 3 % every July.
  func base(of member: Member, in month: Month) -> Int64 {
    Employment.base(member, Int64((month.count - 6) / 12 - (opened.count - 6) / 12))
  }

  private static func base(_ member: Member, _ years: Int64) -> Int64 {
    (0..<years).reduce(member.base) { base, _ in base * 103 / 100 / 100 * 100 }
  }

  /// Both sides together.
  private static func payment(_ member: Member, _ years: Int64) -> Int64 {
    base(member, years) * member.rate * 2 / 100
  }

  /// 18 to 60 years; enterprises never.
  private static func isOfWorkingAge(_ party: Party, _ date: BusinessDate) -> Bool {
    guard !party.isEnterprise, let born = Int(party.identifier.dropFirst(6).prefix(4)) else { return false }
    return 18...60 ~= date.components.year - born
  }
}
