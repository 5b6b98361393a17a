import Tabular

/// Where the rows of each feed come from. Nothing refers to them, so any of them may be refused.
extension Bulk {
  func deliverPostings(_ output: BulkOutput) throws {
    let world = world(accounts: options.accountCount)
    var books = Books(world)
    var clerk = PostingClerk(
      world, accounts: world.accounts.count, count: options.rows,
      chance: SplitMix64(seed: options.seed, "posting", options.date))
    var printer = PostingPrinter(world, date: options.date)
    let copy = output.clean.map { PostingCopy($0) }
    while let posting = clerk.post(&books) {
      try PostingFeed.deliver(posting, &printer, output.delivery, copy: copy)
      output.count()
    }
    try Trailer.close(output.delivery, on: options.date)
    try deliverNamedAccounts(world, books)
  }

  func deliverLogins(_ output: BulkOutput) throws {
    let world = world(accounts: options.accountCount)
    var chance = SplitMix64(seed: options.seed, "login", options.date)
    for ordinal in 0..<options.rows {
      let login = Login(ordinal, of: options.rows, customers: world.customers.count, &chance)
      try output.deliver(LoginFeed.draft(login, world, on: options.date))
    }
    try ChannelLog.close(output.delivery, "LOGIN", on: options.date, courier(dirt: options.dirt))
    try deliverNamedAccounts(world, Books(world))
  }

  func deliverAccounts(_ output: BulkOutput) throws {
    let world = world(accounts: options.rows)
    let books = Books(world)
    for ordinal in 0..<options.rows {
      var draft = AccountFeed.draft(ordinal, world, books)
      draft.mayBeRefused = true
      try output.deliver(draft)
    }
    try Trailer.close(output.delivery, on: options.date)
  }

  /// The first that a bank large enough for so many hears of.
  func deliverDeclarations(_ output: BulkOutput) throws {
    var customers = max(20, options.rows / 5)
    var (world, returns) = filed(in: customers)
    while returns.count < options.rows {
      customers *= 2
      (world, returns) = filed(in: customers)
    }
    var chance = SplitMix64(seed: options.seed, "declaration", options.date)
    for filed in returns.prefix(options.rows) {
      try output.deliver(DeclarationFeed.draft(filed, world, on: options.date, &chance))
    }
    try courier(dirt: options.dirt).closeTaxes(output.delivery, sum: DeclarationFeed.sum, on: options.date)
  }

  private func filed(in customers: Int) -> (World, [TaxReturn]) {
    let world = World(seed: options.seed, last: options.date, days: 1, customers: customers)
    var book = TaxBook(world)
    return (world, book.move(to: 0).returns)
  }

  /// Clean: what is measured is the rows that name them.
  private func deliverNamedAccounts(_ world: World, _ books: Books) throws {
    if options.isAlone { return }
    let delivery = try courier(dirt: 0).delivery(AccountFeed.layout, on: options.date)
    for ordinal in world.accounts.indices { try delivery.deliver(AccountFeed.draft(ordinal, world, books)) }
    try Trailer.close(delivery, on: options.date)
  }
}
