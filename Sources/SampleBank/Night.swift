import Tabular

/// What the feeds of one generation share, night after night: the world, the books, and what readers have so far.
final class Night {
  let world: World
  private let options: Generation.Options
  let courier: Courier
  var books: Books
  let bank: BankItself
  var lending: LendingBook
  let risks: RiskBook
  var investments: InvestmentBook
  /// All cards there will be, in the order in which they are sent out.
  let cards: [Card]
  var payments: PaymentBook
  private var taxBook: TaxBook
  private var taxDay: (day: Int, TaxBook.Day)?
  var registrations: RegistrationBook
  private(set) var relations: RelationsBook
  var payroll: PayrollBook
  var government: Government
  /// What the deltas fold to, as far as they load.
  var accounts = Fold()
  var dailyBalances = Fold()
  var applications = Fold()
  var contracts = Fold()
  var openLoans = Fold()
  var guarantees = Fold()
  var holdings = Fold()
  var cardVersions = Fold()
  var targets = Fold()
  var taxpayers = Fold()
  var ratings = Fold()
  var annualReturns = Fold()
  var opportunities = Fold()
  var errands = Fold()
  private var eventsSoFar: [String: Share] = [:]
  private var sheet = AnswerSheet()
  var audit: Audit
  var breaks: BreakDesk

  init(_ world: World, _ options: Generation.Options) {
    self.world = world
    self.options = options
    courier = options.courier
    books = Books(world)
    lending = LendingBook(world)
    bank = BankItself(world)
    let counter = Counter(bank.personnel)
    risks = RiskBook(world, counter)
    investments = InvestmentBook(world, OrderDesk(world, counter, risks))
    let issue = CardIssue(world)
    cards = issue.cards
    payments = PaymentBook(world, issue)
    taxBook = TaxBook(world)
    registrations = RegistrationBook(world)
    payroll = PayrollBook(world)
    relations = RelationsBook(world, bank.personnel)
    government = Government(world)
    audit = Audit(world)
    breaks = BreakDesk(count: options.breaks, seed: options.seed)
  }

  func chance(_ part: String, _ day: Int) -> SplitMix64 { SplitMix64(seed: world.seed, part, world.dates[day]) }

  /// What the tax office has of a date. Dates are asked for in their order.
  func taxes(on day: Int) -> TaxBook.Day {
    if let taxDay, taxDay.day == day { return taxDay.1 }
    let moved = taxBook.move(to: day)
    taxDay = (day, moved)
    return moved
  }

  /// What the relations system has of a date, on which the loan system is done already.
  func relations(on day: Int) -> RelationsBook {
    if relations.day < day { relations.move(to: day, lending) }
    return relations
  }

  func invoices(of month: Month) -> InvoiceMonth { taxBook.invoices(of: month) }

  func postingsPerDay(_ day: Int) -> Int { options.postingsPerDay ?? world.customersBy[day] * 5 }

  func delivery(_ layout: Layout, on day: Int) throws -> Delivery {
    let date = world.dates[day]
    let loaded: (([String], Int) -> Void)? =
      audit.reads(layout.feed)
      ? { [unowned self] in audit.take($0, of: layout.feed, on: date, line: $1) } : nil
    return try courier.delivery(layout, on: date, loaded: loaded)
  }

  /// A small file in the drop folder, written after the data it speaks of.
  func write(_ text: String, to name: String) throws { try courier.write(text, to: name) }

  func writePageTotals(_ text: String, of layout: Layout, on date: BusinessDate) throws {
    try courier.writePageTotals(text, of: layout, on: date)
  }

  /// All events of a feed up to and with these.
  func happened(_ layout: Layout, _ tally: Tally) -> Share {
    eventsSoFar[layout.feed, default: Share()] += tally.loaded
    return eventsSoFar[layout.feed, default: Share()]
  }

  func settle(_ delivery: Delivery, state: Share) throws -> Tally {
    for answer in delivery.answers { sheet.add(answer) }
    for (planned, line) in delivery.breaks {
      audit.note(planned.agreement, delivery.layout.feed, on: delivery.date, line: line)
      if !planned.isContinued { sheet.add(planned, delivery, line: line) }
    }
    sheet.settle(delivery.layout, delivery.tally, state: state)
    return delivery.tally
  }

  /// Ends the date: its answers are written, and accounts wait for their next change. How many records were dirty, and
  /// how many sums differ.
  func close(_ day: Int) throws -> (dirty: Int, differences: Int) {
    let differences = audit.close(world.dates[day])
    try sheet.write(to: "\(options.folder)/\(Folders.answers)", date: world.dates[day], differences)
    let dirty = sheet.answers.count
    sheet = AnswerSheet()
    books.closeDay()
    return (dirty, differences.count)
  }
}
