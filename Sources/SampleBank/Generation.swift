package import Tabular

/// Makes a bank's nights as files: equal options give equal bytes, TLS keys and token apart.
package struct Generation: Sendable {
  package struct Options: Sendable {
    /// Gets `drop`, `api`, `tls`, `secrets` and `answers`.
    package var folder: String
    /// The last of the dates.
    package var date: BusinessDate
    package var days: Int
    package var customers: Int
    package var seed: UInt64
    /// The share of records that are dirty, 0 to 0.5.
    package var dirt: Double
    /// Nil: five of every customer.
    package var postingsPerDay: Int?
    /// zlib's, 1 to 9.
    package var compression: Int
    /// Whether faulty deliveries of the last date are written too, each into a folder of its own below `faults`.
    package var faults: Bool
    /// Of each reconciliation, how many breaks are put into clean records on each date.
    package var breaks: Int

    package init(
      folder: String, date: BusinessDate, days: Int = 1, customers: Int = 1000, seed: UInt64 = 1, dirt: Double = 0.01,
      postingsPerDay: Int? = nil, compression: Int = 5, faults: Bool = false, breaks: Int = 0
    ) {
      self.folder = folder
      self.date = date
      self.days = days
      self.customers = customers
      self.seed = seed
      self.dirt = dirt
      self.postingsPerDay = postingsPerDay
      self.compression = compression
      self.faults = faults
      self.breaks = breaks
    }

    var courier: Courier { Courier(folder: folder, seed: seed, dirt: dirt, compression: compression) }
  }

  package struct Summary: Sendable {
    package var records = 0
    package var postings = 0
    package var dirty = 0
    /// Sums that must agree and do not.
    package var differences = 0

    package init() {}
  }

  private let options: Options

  package init(_ options: Options) { self.options = options }

  /// `progress` hears of each feed before it is written.
  package func run(progress: (String) -> Void = { _ in }) throws -> Summary {
    try options.courier.prepare(Folders.all)
    progress("world")
    let world = World(seed: options.seed, last: options.date, days: options.days, customers: options.customers)
    let night = Night(world, options)
    var summary = Summary()
    for (day, date) in world.dates.enumerated() {
      let known = day == 0 ? 0 : world.accountCount(by: day - 1)
      night.books.open(known..<world.accountCount(by: day))
      for (feed, deliver) in Generation.feeds {
        progress("\(date) \(feed)")
        guard let tally = try deliver(day, night) else { continue }
        summary.records += tally.declared.rows
        if feed == PostingFeed.layout.feed { summary.postings += tally.declared.rows }
      }
      let closed = try night.close(day)
      summary.dirty += closed.dirty
      summary.differences += closed.differences
    }
    try Secrets.write(to: options.folder)
    if options.faults {
      progress("faults")
      try FaultDesk(options.folder, dates: world.dates).write()
    }
    return summary
  }

  /// A feed's name, and what writes its file of a day; nil on days on which the sender sends nothing.
  typealias Feed = (name: String, deliver: @Sendable (Int, Night) throws -> Tally?)

  /// In an order in which whatever a feed tells of has happened.
  private static let feeds = reference + tax + core + lending + products + cards + channels + relations + government
}
