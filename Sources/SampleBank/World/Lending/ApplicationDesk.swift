import Tabular

/// Thinks up applications and their way through the stages.
struct ApplicationDesk {
  /// How it ends, wherever that is.
  enum End: Sendable { case drawn, refused, withdrawn, unsigned }

  private let world: World
  private(set) var admitted = 0

  init(_ world: World) { self.world = world }

  /// One application of one of the first `customers` customers, handed in on `date`, for at least so many months.
  mutating func admit(
    on date: BusinessDate, customers: Int, ending end: End? = nil, lasting shortest: Int = 0,
    _ chance: inout SplitMix64
  ) -> Application {
    let customer = chance.below(customers)
    let party = world.customers[customer].party
    let offered = party.isEnterprise ? LoanProduct.forEnterprises : LoanProduct.forPersons
    let product = chance.pick(offered.filter { $0.terms.contains { $0 >= shortest } })
    let asked = chance.cents(digits: 6...9) / 10_000 * 10_000 + 1_000_000
    let amount = product.isOnline ? min(asked, 200_000_000) : asked
    let submitted = Moment(date, second: chance.within(8 * 3600...20 * 3600))
    let staff = product.isOnline ? nil : officer(of: customer, &chance)
    var way = Way(from: submitted, isOnline: product.isOnline, staff: staff)
    way.walk(to: end ?? ApplicationDesk.end(&chance), &chance)
    let isApproved = way.stages.contains { $0.kind == .decision && $0.result == .passed }
    let approved = amount * Int64(chance.pick([60, 80, 100, 100, 100])) / 100 / 10_000 * 10_000
    admitted += 1
    return Application(
      ordinal: admitted - 1, customer: customer, product: product,
      channel: product.isOnline ? chance.pick(["02", "03"]) : "01",
      currency: world.accounts[customer * World.accountsPerCustomer].currency, amount: amount,
      months: chance.pick(product.terms.filter { $0 >= shortest }), guaranteeKind: chance.pick(product.guarantees),
      purpose: chance.pick(product.purposes), staff: staff, submitted: submitted, approved: isApproved ? approved : 0,
      stages: way.stages)
  }

  private static func end(_ chance: inout SplitMix64) -> End {
    switch chance.below(100) {
    case 0..<68: .drawn
    case 68..<88: .refused
    case 88..<95: .withdrawn
    default: .unsigned
    }
  }

  /// One of ten people of the customer's office, by their seven digits.
  private func officer(of customer: Int, _ chance: inout SplitMix64) -> String {
    let office = Organisation.places[world.customers[customer].organisation.number] ?? 0
    return "1" + Spelling.padded(office * 10 + chance.below(10), 6)
  }
}

/// The stages one after the other, each entered when the one before is left.
private struct Way {
  var stages: [Application.Stage] = []
  private var clock: Moment
  private let submitted: Moment
  private let isOnline: Bool
  private let staff: String?

  init(from submitted: Moment, isOnline: Bool, staff: String?) {
    self.submitted = submitted
    clock = submitted
    self.isOnline = isOnline
    self.staff = staff
  }

  mutating func walk(to end: ApplicationDesk.End, _ chance: inout SplitMix64) {
    let prepared = submitted.adding(minutes: -chance.within(5...40))
    stages.append(
      Application.Stage(
        kind: .submission, round: 1, entered: prepared, left: submitted, result: .passed, staff: nil))
    if end == .withdrawn {
      leave(.diligence, after: diligence(&chance), .withdrawn)
      return
    }
    leave(.diligence, after: diligence(&chance))
    if !isOnline, chance.chance(1, in: 10) {
      leave(.review, after: chance.within(30...480), .returned)
      leave(.diligence, round: 2, after: diligence(&chance))
      leave(.review, round: 2, after: chance.within(30...240))
    } else {
      leave(.review, after: isOnline ? chance.within(1...10) : chance.within(30...480))
    }
    leave(
      .decision, after: isOnline ? chance.within(1...30) : chance.within(20...600),
      end == .refused ? .refused : .passed)
    guard end == .drawn else { return }
    leave(.signing, after: isOnline ? chance.within(5...300) : chance.within(30...1500))
    leave(.drawing, after: isOnline ? chance.within(1...60) : chance.within(10...400))
  }

  private func diligence(_ chance: inout SplitMix64) -> Int {
    isOnline ? chance.within(1...10) : chance.within(60...900)
  }

  private mutating func leave(
    _ kind: Application.Stage.Kind, round: Int = 1, after minutes: Int,
    _ result: Application.Stage.Result = .passed
  ) {
    let entered = clock
    clock = clock.adding(minutes: minutes)
    stages.append(
      Application.Stage(kind: kind, round: round, entered: entered, left: clock, result: result, staff: staff))
  }
}

extension Organisation {
  /// Where a sub-branch stands in the list of them, by its number.
  static let places = Dictionary(uniqueKeysWithValues: subBranches.enumerated().map { ($1.number, $0) })
}
