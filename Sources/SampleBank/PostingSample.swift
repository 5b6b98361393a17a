package import Tabular

/// One large posting file for measuring with: streamed, so that its size needs no memory.
package struct PostingSample: Sendable {
  package struct Options: Sendable {
    /// The posting feed's file.
    package var postings: String
    /// The account feed's file that the postings belong to; nil: not written.
    package var accounts: String?
    /// The rows that must load, as COPY text in UTF-8; nil: not written.
    package var clean: String?
    package var date: BusinessDate
    package var rows: Int
    package var accountCount: Int
    package var seed: UInt64
    package var dirt: Double
    package var compression: Int

    package init(
      postings: String, accounts: String? = nil, clean: String? = nil, date: BusinessDate, rows: Int,
      accountCount: Int, seed: UInt64 = 1, dirt: Double = 0.01, compression: Int = 5
    ) {
      self.postings = postings
      self.accounts = accounts
      self.clean = clean
      self.date = date
      self.rows = rows
      self.accountCount = accountCount
      self.seed = seed
      self.dirt = dirt
      self.compression = compression
    }
  }

  package struct Summary: Sendable {
    package let declared: Int
    package let loaded: Int
    package let rejected: Int
    package let duplicate: Int
    package let filtered: Int
  }

  private let options: Options

  package init(_ options: Options) { self.options = options }

  /// `progress` hears now and then how many postings are written.
  package func run(progress: (Int) -> Void = { _ in }) throws -> Summary {
    let customers = max(1, options.accountCount / World.accountsPerCustomer)
    let world = World(seed: options.seed, last: options.date, days: 1, customers: customers)
    var books = Books(world)
    var clerk = PostingClerk(
      world, accounts: world.accounts.count, count: options.rows,
      chance: SplitMix64(seed: options.seed, "posting", options.date))
    var printer = PostingPrinter(world, date: options.date)
    let delivery = try delivery(PostingFeed.layout, options.postings, dirt: options.dirt)
    let copy = try options.clean.map { try PostingCopy($0) }
    var written = 0
    while let posting = clerk.post(&books) {
      try PostingFeed.deliver(posting, &printer, delivery, copy: copy)
      written += 1
      if written.isMultiple(of: 100_000) { progress(written) }
    }
    try close(delivery)
    try copy?.close()
    if let path = options.accounts { try writeAccounts(world, books, to: path) }
    let tally = delivery.tally
    return Summary(
      declared: tally.declared.rows, loaded: tally.loaded.rows, rejected: tally.rejected.rows,
      duplicate: tally.duplicate.rows, filtered: tally.filtered.rows)
  }

  /// The accounts are clean: what is measured is the postings.
  private func writeAccounts(_ world: World, _ books: Books, to path: String) throws {
    let delivery = try delivery(AccountFeed.layout, path, dirt: 0)
    for ordinal in world.accounts.indices { try delivery.deliver(AccountFeed.draft(ordinal, world, books)) }
    try close(delivery)
  }

  private func delivery(_ layout: Layout, _ path: String, dirt: Double) throws -> Delivery {
    try Delivery(
      layout, on: options.date, path: path, packing: .gzip(level: options.compression), dirt: dirt,
      seed: options.seed)
  }

  private func close(_ delivery: Delivery) throws {
    let declared = try delivery.finish()
    try delivery.trail(Trailer.text(options.date, rows: declared.rows, sum: declared.money.total))
    try delivery.close()
  }
}
