import Tabular

/// Who is paid by whom, and the payments of each date.
struct PayrollBook: Sendable {
  enum Change: String, Sendable, CaseIterable { case insert = "A", update = "U", delete = "D" }

  private let world: World
  private(set) var agreements: [PayAgreement] = []
  /// By the customer who is paid: nobody has two employers.
  private(set) var payees: [Int: Payee] = [:]
  private(set) var today: [(change: Change, payee: Payee)] = []
  /// They follow the day's other postings.
  private(set) var postings: [Posting] = []
  /// Persons whose first account is in yuan.
  private let employable: [Bool]
  /// How many work for an enterprise, by its customer.
  private let employees: [Int: Int]
  /// How many an agreement pays.
  private var staff: [Int] = []

  init(_ world: World) {
    self.world = world
    employees = Dictionary(
      uniqueKeysWithValues: world.companies.compactMap { company in company.customer.map { ($0, company.employees) } })
    employable = world.customers.indices.map { customer in
      !world.customers[customer].party.isEnterprise
        && world.accounts[PayrollBook.account(of: customer)].currency == .cny
    }
  }

  static func account(of customer: Int) -> Int { customer * World.accountsPerCustomer }

  /// `earlier` postings of the date are on the books already.
  mutating func move(to day: Int, _ books: inout Books, after earlier: Int) {
    today = []
    postings = []
    var chance = SplitMix64(seed: world.seed, "payroll", world.dates[day])
    if day == 0 { begin(&chance) } else { change(on: day, &chance) }
    let date = world.dates[day]
    let due = agreements.filter { $0.payDay == date.components.day }
    guard !due.isEmpty else { return }
    let payeesOf = Dictionary(grouping: payees.values.filter { $0.since <= date }, by: \.agreement)
    for agreement in due {
      let paid = (payeesOf[agreement.ordinal] ?? []).sorted { $0.customer < $1.customer }
      if !paid.isEmpty { pay(paid, agreement, after: earlier, &books, &chance) }
    }
  }

  /// One enterprise in four has an agreement, and three persons in eight are paid by one.
  private mutating func begin(_ chance: inout SplitMix64) {
    let first = world.dates[0]
    let customers = 0..<world.customersBy[0]
    let employers = customers.filter {
      world.customers[$0].party.isEnterprise && world.accounts[PayrollBook.account(of: $0)].currency == .cny
    }
    for (place, employer) in employers.enumerated() where place == 0 || chance.chance(1, in: 4) {
      agreements.append(
        PayAgreement(ordinal: agreements.count, employer: employer, payDay: chance.pick(PayAgreement.payDays)))
      staff.append(0)
    }
    for customer in customers where employable[customer] && chance.chance(3, in: 8) {
      join(customer, after: first.adding(days: -chance.within(30...2000)), &chance)
    }
  }

  /// With an employer who has more staff than the agreement pays; of four asked perhaps none has.
  private mutating func join(_ customer: Int, after date: BusinessDate, _ chance: inout SplitMix64) {
    guard !agreements.isEmpty else { return }
    let asked = (0..<4).map { _ in chance.pick(agreements) }
    guard let agreement = asked.first(where: { staff[$0.ordinal] < employees[$0.employer] ?? 0 }) else { return }
    staff[agreement.ordinal] += 1
    let start = max(
      date, world.accounts[PayrollBook.account(of: customer)].opened,
      world.accounts[PayrollBook.account(of: agreement.employer)].opened)
    let payee = Payee(
      customer: customer, agreement: agreement.ordinal, salary: Int64(chance.within(40...300)) * 10_000,
      since: agreement.payment(onOrAfter: start))
    payees[customer] = payee
    today.append((.insert, payee))
  }

  /// Of six hundred one leaves a day, and as many are looked for; now and then an agreement moves its day.
  private mutating func change(on day: Int, _ chance: inout SplitMix64) {
    var left: Set<Int> = []
    for customer in payees.keys.sorted() where chance.chance(1, in: 600) {
      if let payee = payees.removeValue(forKey: customer) {
        today.append((.delete, payee))
        staff[payee.agreement] -= 1
      }
      left.insert(customer)
    }
    for _ in 0..<max(1, payees.count / 500) {
      let customer = chance.below(world.customersBy[day])
      guard employable[customer], payees[customer] == nil, !left.contains(customer) else { continue }
      join(customer, after: world.dates[day], &chance)
    }
    guard chance.chance(1, in: 60), !agreements.isEmpty else { return }
    let place = chance.below(agreements.count)
    let payDay = chance.pick(PayAgreement.payDays)
    guard payDay != agreements[place].payDay else { return }
    agreements[place].payDay = payDay
    let joined = Set(today.map(\.payee.customer))
    for customer in payees.keys.sorted() where payees[customer]?.agreement == place && !joined.contains(customer) {
      if let payee = payees[customer] { today.append((.update, payee)) }
    }
  }

  /// The employer pays the sum, with money brought first where there is too little, and each gets a part.
  private mutating func pay(
    _ paid: [Payee], _ agreement: PayAgreement, after earlier: Int, _ books: inout Books, _ chance: inout SplitMix64
  ) {
    let salaries = paid.map { $0.salary * Int64(chance.within(950...1050)) / 1000 }
    let total = salaries.reduce(0, +)
    let source = PayrollBook.account(of: agreement.employer)
    let missing = total - books.balances[source]
    if missing > 0 {
      let external = chance.below(PostingClerk.externalAccounts)
      post(
        (missing + 9_999) / 10_000 * 10_000, source, isDebit: false, channel: 2, .external(external), "转账",
        after: earlier, &books)
    }
    post(total, source, isDebit: true, channel: 6, .none, "代发工资", after: earlier, &books)
    for (payee, salary) in zip(paid, salaries) {
      post(
        salary, PayrollBook.account(of: payee.customer), isDebit: false, channel: 6, .own(source), "代发工资",
        after: earlier, &books)
    }
  }

  private mutating func post(
    _ cents: Int64, _ account: Int, isDebit: Bool, channel: Int, _ counter: Posting.Counter, _ memo: String,
    after earlier: Int, _ books: inout Books
  ) {
    let owner = world.customers[world.accounts[account].customer]
    let posting = Posting(
      ordinal: earlier + postings.count + 1, account: account,
      office: Organisation.places[owner.organisation.number] ?? 0, second: 21 * 3600 + postings.count % 3600,
      isDebit: isDebit, cents: cents, channel: channel, counter: counter, status: .normal,
      memo: Words.allMemos.firstIndex(of: memo) ?? 0)
    postings.append(posting)
    books.post(posting.effect, to: posting.account)
  }
}
