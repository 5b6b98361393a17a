package import Tabular

/// One large delivery of one feed to measure with, and what must come of it. Rows are written as they are thought up.
package struct Bulk: Sendable {
  /// The feeds there are bulk deliveries of, as the catalog names them.
  package enum Feed: String, Sendable, CaseIterable {
    case declaration = "T/declaration"
    case account = "X1/account"
    case posting = "X1/posting"
    case login = "X3/login"

    /// Whether its rows name accounts or their owners; X1/account is delivered beside it then. Declarations name
    /// nothing that another feed delivers.
    package var namesAccounts: Bool { layout.reference != nil }

    var layout: Layout {
      switch self {
      case .declaration: DeclarationFeed.layout
      case .account: AccountFeed.layout
      case .posting: PostingFeed.layout
      case .login: LoginFeed.layout
      }
    }
  }

  package struct Options: Sendable {
    package var feed: Feed
    /// Gets `drop`, with the files as senders leave them there.
    package var folder: String
    /// The rows that must load, as COPY text in UTF-8; nil: not written.
    package var clean: String?
    package var date: BusinessDate
    package var rows: Int
    /// How many accounts the rows are spread over, where they name accounts.
    package var accountCount: Int
    /// Whether those accounts are left out.
    package var isAlone = false
    package var seed: UInt64
    /// The share of records that are dirty, 0 to 0.5.
    package var dirt: Double
    /// zlib's, 1 to 9.
    package var compression: Int

    package init(
      _ feed: Feed, folder: String, clean: String? = nil, date: BusinessDate, rows: Int, accountCount: Int = 200,
      seed: UInt64 = 1, dirt: Double = 0.01, compression: Int = 5
    ) {
      self.feed = feed
      self.folder = folder
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

  let options: Options

  package init(_ options: Options) { self.options = options }

  /// `progress` hears now and then how many rows are written.
  package func run(progress: @escaping (Int) -> Void = { _ in }) throws -> Summary {
    try courier(dirt: options.dirt).prepare(Folders.drop)
    let layout = options.feed.layout
    let output = BulkOutput(
      try courier(dirt: options.dirt).delivery(layout, on: options.date),
      clean: try options.clean.map { try CopyText(layout, $0) }, progress: progress)
    switch options.feed {
    case .declaration: try deliverDeclarations(output)
    case .account: try deliverAccounts(output)
    case .posting: try deliverPostings(output)
    case .login: try deliverLogins(output)
    }
    try output.clean?.close()
    let tally = output.delivery.tally
    return Summary(
      declared: tally.declared.rows, loaded: tally.loaded.rows, rejected: tally.rejected.rows,
      duplicate: tally.duplicate.rows, filtered: tally.filtered.rows)
  }

  func courier(dirt: Double) -> Courier {
    Courier(folder: options.folder, seed: options.seed, dirt: dirt, compression: options.compression)
  }

  func world(accounts: Int) -> World {
    let customers = (accounts + World.accountsPerCustomer - 1) / World.accountsPerCustomer
    return World(seed: options.seed, last: options.date, days: 1, customers: max(1, customers))
  }
}

/// Where a bulk delivery's records go: into the file, and those that load among the clean rows.
final class BulkOutput {
  let delivery: Delivery
  let clean: CopyText?
  private let progress: (Int) -> Void
  private var written = 0

  init(_ delivery: Delivery, clean: CopyText?, progress: @escaping (Int) -> Void) {
    self.delivery = delivery
    self.clean = clean
    self.progress = progress
  }

  func deliver(_ draft: Draft) throws {
    if let row = try delivery.deliver(draft, dirty: delivery.rollsDirt()) { try clean?.write(row) }
    count()
  }

  func count() {
    written += 1
    if written.isMultiple(of: 100_000) { progress(written) }
  }
}
