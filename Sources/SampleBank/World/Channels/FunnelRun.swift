import Tabular

/// One way through the steps of a form, to its end or to where it was given up.
struct FunnelRun: Sendable {
  /// The codes of `funnel`.
  enum Funnel: Int, Sendable { case opening = 1, loan, wealth, card, questionnaire }

  struct Step: Sendable {
    /// A code of `funnel_step`, from 1.
    let number: Int
    /// Of the day.
    let entered: Int
    let left: Int
    /// A code of `step_result`.
    let result: String
  }

  static let lastStep = 6
  /// With this step a form is handed in.
  static let submission = 5

  /// 32 hexadecimal digits.
  let identity: String
  let funnel: Funnel
  /// Nil where nobody became a customer.
  let customer: Int?
  /// A code of `channel`.
  let channel: String
  /// A code of the product shelf.
  let product: String?
  /// The number of the application, from the submission on.
  let application: String?
  let steps: [Step]

  /// A new customer has a number when all is done.
  func customer(at step: Step) -> Int? {
    funnel == .opening && step.number < FunnelRun.lastStep ? nil : customer
  }

  func application(at step: Step) -> String? { step.number < FunnelRun.submission ? nil : application }
}

/// Everyone who fills in a form on one date.
struct FunnelDay: Sendable {
  private(set) var runs: [FunnelRun] = []
  private let world: World
  private let date: BusinessDate
  private let shelves: Shelves
  private var chance: SplitMix64

  /// `applications`: of the loan system, those handed in online on the date.
  init(_ day: Int, in world: World, applications: [Application]) {
    self.world = world
    date = world.dates[day]
    shelves = Shelves(on: date)
    chance = SplitMix64(seed: world.seed, "funnels", date)
    let customers = world.customersBy[day]
    for application in applications {
      apply(application)
      for _ in 0..<3 { giveUpApplying(customers) }
    }
    for _ in 0..<max(1, customers / 80) { run(.wealth, chance.below(customers), product: shop()) }
    for _ in 0..<max(1, customers / 200) {
      let card = shelves.any(on: "08", &chance)
      run(.card, chance.below(customers), product: card)
      run(.questionnaire, chance.below(customers), product: nil)
    }
    for customer in (day == 0 ? customers : world.customersBy[day - 1])..<customers where chance.chance(1, in: 2) {
      run(.opening, customer, product: nil, to: FunnelRun.lastStep)
    }
    for _ in 0..<max(1, customers / 400) {
      let last = chance.within(1...4)
      run(.opening, nil, product: nil, to: last)
    }
  }

  private mutating func shop() -> String? {
    let page = chance.pick(["04", "04", "05"])
    return shelves.any(on: page, &chance)
  }

  /// The steps lead to the second in which the application was handed in.
  private mutating func apply(_ application: Application) {
    let submitted = application.submitted.secondOfDay
    let times = (0..<FunnelRun.submission).map { _ in chance.within(20...300) }
    add(
      .loan, application.customer, application.channel, ProductShelf.loan(application.product.code)?.code,
      application.number, steps(from: submitted - times.reduce(0, +), times + [chance.within(1...30)]))
  }

  private mutating func giveUpApplying(_ customers: Int) {
    let customer = chance.below(customers)
    let isEnterprise = world.customers[customer].party.isEnterprise
    let offered = (isEnterprise ? LoanProduct.forEnterprises : LoanProduct.forPersons).filter(\.isOnline)
    let product = chance.pick(from: offered).flatMap { ProductShelf.loan($0.code)?.code }
    let last = chance.within(1...4)
    run(.loan, customer, product: product, to: last)
  }

  /// Half of all give up before the form is handed in.
  private mutating func run(_ funnel: FunnelRun.Funnel, _ customer: Int?, product: String?, to last: Int? = nil) {
    let last = last ?? chance.pick([1, 2, 2, 3, 4, 5, 6, 6, 6])
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
