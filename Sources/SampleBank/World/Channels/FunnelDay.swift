import Tabular

/// Everyone who fills in a form on one date.
struct FunnelDay: Sendable {
  private(set) var runs: [FunnelRun] = []
  private let world: World
  private let date: BusinessDate
  private let shelves: Shelves
  private var chance: SplitMix64

  /// What was handed in online on the date, in other systems' eyes: applications for loans, orders, questionnaires.
  init(
    _ day: Int, in world: World, applications: [Application], orders: [Order], assessments: [RiskAssessment]
  ) {
    self.world = world
    date = world.dates[day]
    shelves = Shelves(on: date)
    chance = SplitMix64(seed: world.seed, "funnels", date)
    let customers = world.customersBy[day]
    for application in applications {
      handIn(
        .loan, application.customer, application.channel, ProductShelf.loan(application.product.code)?.code,
        application.number, at: application.submitted)
      for _ in 0..<3 { giveUpApplying(customers) }
    }
    for order in orders {
      handIn(.wealth, order.customer, order.channel, ProductShelf.all[order.product].code, nil, at: order.traded)
    }
    for assessment in assessments {
      handIn(.questionnaire, assessment.customer, assessment.channel, nil, nil, at: assessment.at)
    }
    for _ in 0..<max(1, customers / 50) { giveUp(.wealth, chance.below(customers), product: shop()) }
    for _ in 0..<max(1, customers / 400) { giveUp(.questionnaire, chance.below(customers), product: nil) }
    for _ in 0..<max(1, customers / 200) {
      let card = shelves.any(on: "08", &chance)
      let last = chance.pick([1, 2, 2, 3, 4, 5, 6, 6, 6])
      run(.card, chance.below(customers), product: card, to: last)
    }
    for customer in (day == 0 ? customers : world.customersBy[day - 1])..<customers where chance.chance(1, in: 2) {
      run(.opening, customer, product: nil, to: FunnelRun.lastStep)
    }
    for _ in 0..<max(1, customers / 400) { giveUp(.opening, nil, product: nil) }
  }

  private mutating func shop() -> String? {
    let page = chance.pick(["04", "04", "05"])
    return shelves.any(on: page, &chance)
  }

  /// The steps lead to the second in which the other system took it in; nothing where the date is too young for them.
  private mutating func handIn(
    _ funnel: FunnelRun.Funnel, _ customer: Int, _ channel: String, _ product: String?, _ application: String?,
    at moment: Moment
  ) {
    let second = moment.secondOfDay
    let longest = min(300, second / FunnelRun.submission)
    guard longest > 0 else { return }
    let times = (0..<FunnelRun.submission).map { _ in chance.within(1...longest) }
    let rest = chance.within(0...min(30, Moment.secondsPerDay - 1 - second))
    add(funnel, customer, channel, product, application, steps(from: second - times.reduce(0, +), times + [rest]))
  }

  private mutating func giveUpApplying(_ customers: Int) {
    let customer = chance.below(customers)
    let isEnterprise = world.customers[customer].party.isEnterprise
    let offered = (isEnterprise ? LoanProduct.forEnterprises : LoanProduct.forPersons).filter(\.isOnline)
    let product = chance.pick(from: offered).flatMap { ProductShelf.loan($0.code)?.code }
    giveUp(.loan, customer, product: product)
  }

  private mutating func giveUp(_ funnel: FunnelRun.Funnel, _ customer: Int?, product: String?) {
    let last = chance.within(1...4)
    run(funnel, customer, product: product, to: last)
  }

  private mutating func run(_ funnel: FunnelRun.Funnel, _ customer: Int?, product: String?, to last: Int) {
    let start = chance.within(0...80_000)
    let times = (0..<last).map { _ in chance.within(5...240) }
    add(
      funnel, customer, chance.chance(1, in: 5) ? "02" : "03", product, nil,
      steps(from: start, times))
  }

  private mutating func steps(from start: Int, _ times: [Int]) -> [FunnelRun.Step] {
    var clock = start
    return times.enumerated().map { place, seconds in
      let entered = clock
      clock += seconds
      let isLast = place == times.count - 1 && times.count < FunnelRun.lastStep
      // Whoever has handed in a form does not give up any more; it is refused.
      let ends = times.count == FunnelRun.submission || chance.chance(1, in: 6) ? "error" : "quit"
      return FunnelRun.Step(number: place + 1, entered: entered, left: clock, result: isLast ? ends : "next")
    }
  }

  private mutating func add(
    _ funnel: FunnelRun.Funnel, _ customer: Int?, _ channel: String, _ product: String?, _ application: String?,
    _ steps: [FunnelRun.Step]
  ) {
    runs.append(
      FunnelRun(
        identity: SplitMix64(seed: world.seed, "funnel \(runs.count)", date).hexadecimal, funnel: funnel,
        customer: customer, channel: channel, product: product, application: application, steps: steps))
  }
}
