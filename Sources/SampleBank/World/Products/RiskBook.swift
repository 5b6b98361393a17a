import Tabular

/// One answered questionnaire of a person.
struct RiskAssessment: Sendable {
  let customer: Int
  /// 0 to 100.
  let score: Int
  let at: Moment
  /// A code of `channel`.
  let channel: String
  /// Who witnessed it at the counter.
  let staff: String?

  /// 1 to 5 for C1 to C5.
  var tolerance: Int { min(5, score / 20 + 1) }
  /// The last day on which it holds.
  var expires: BusinessDate { at.date.adding(days: 365) }
}

/// Which persons have been asked about the risk they can bear, and when they will be asked again.
struct RiskBook: Sendable {
  /// For each customer, in order of time; nothing for those who were never asked, and for enterprises.
  private var histories: [[RiskAssessment]]
  /// For each date; the first one brings also those from before that still hold.
  private(set) var days: [[RiskAssessment]]

  init(_ world: World, _ counter: Counter) {
    histories = []
    histories.reserveCapacity(world.customers.count)
    days = Array(repeating: [], count: world.dates.count)
    for customer in world.customers.indices {
      let history = RiskBook.history(of: customer, world, counter)
      histories.append(history)
      for (place, assessment) in history.enumerated() {
        let day = assessment.at.date.days(since: world.dates[0])
        if day >= 0 {
          days[day].append(assessment)
        } else if assessment.expires >= world.dates[0],
          place + 1 == history.count || history[place + 1].at.date >= world.dates[0]
        {
          days[0].append(assessment)
        }
      }
    }
  }

  /// What holds on a date; nil where nothing does.
  func assessment(of customer: Int, on date: BusinessDate) -> RiskAssessment? {
    histories[customer].last { $0.at.date <= date && date <= $0.expires }
  }

  /// Two persons of three are asked, and again in about a year; a few let it lapse.
  private static func history(of customer: Int, _ world: World, _ counter: Counter) -> [RiskAssessment] {
    let owner = world.customers[customer]
    var chance = SplitMix64(seed: world.seed, "risk \(customer)")
    guard !owner.party.isEnterprise, chance.chance(2, in: 3), let last = world.dates.last else { return [] }
    let since = world.accounts[customer * World.accountsPerCustomer].opened
    var date = max(since, world.dates[0].adding(days: -400)).adding(
      days: chance.below(since < world.dates[0] ? 400 : 10))
    var history: [RiskAssessment] = []
    let usual = chance.within(5...95)
    while date <= last {
      let staff = chance.chance(1, in: 4) ? counter.someone(at: owner.organisation.number, on: date, &chance) : nil
      let second = staff == nil ? chance.below(86_400) : chance.within(9 * 3600...17 * 3600)
      history.append(
        RiskAssessment(
          customer: customer, score: max(0, min(100, usual + chance.within(-12...12))),
          at: Moment(date, second: second),
          channel: staff == nil ? chance.pick(["02", "03", "03"]) : "01", staff: staff))
      date = date.adding(days: chance.within(250...400))
    }
    return history
  }
}
