import Tabular

/// The company register (企业登记) as the dates go by: every firm, who holds it, and what was changed.
struct CompanyRegister: Sendable {
  struct HoldingChange: Sendable {
    let kind: RowChange
    let firm: Int
    let holding: Shareholding
    /// Only what has been paid in is new: the parts are what they were.
    var isPayment = false
  }

  /// What a date brings to light.
  struct Day: Sendable {
    /// Firms, in order.
    var firms: [Int] = []
    var holdings: [HoldingChange] = []
  }

  let world: World
  let firms: Firms
  var search: ShareholderSearch
  /// By firm; nil before the register tells of it.
  var records: [CompanyRecord?]
  var today = Day()
  /// Firms whose record has changed today.
  var touched: Set<Int> = []
  /// Firms of which only a payment is new today. One change a day is enough for each firm.
  var payers: Set<Int> = []
  /// Changes since the last file of them.
  private var untold: [CompanyChange] = []
  private var changed = 0

  init(_ world: World, _ firms: Firms) {
    self.world = world
    self.firms = firms
    search = ShareholderSearch(world, firms)
    records = Array(repeating: nil, count: firms.all.count)
  }

  /// `taxpayers`: taxpayers tell the tax office their address, and it is that of the register.
  mutating func move(to day: Int, _ taxpayers: RegistrationBook) {
    let date = world.dates[day]
    today = Day()
    touched = []
    payers = []
    for firm in firms.all.indices where firms.since(firm) == date { enter(firm, taxpayers) }
    if day > 0 {
      for firm in 0..<firms.taxpayers where records[firm]?.address != taxpayers.address(of: firm) {
        move(firm, to: taxpayers.address(of: firm), on: date)
      }
      revoke(on: date)
      var chance = SplitMix64(seed: world.seed, "company register", date)
      for _ in 0..<max(1, firms.first / 150) { happen(to: chance.below(firms.first), on: date, &chance) }
    }
    today.firms = touched.sorted()
  }

  /// What was approved since it was last asked for.
  mutating func takeChanges() -> [CompanyChange] {
    defer { untold = [] }
    return untold
  }

  mutating func note(
    _ firm: Int, _ item: CompanyChange.Item, from before: String, to after: String, on date: BusinessDate
  ) {
    untold.append(CompanyChange(changed, firm, item, from: before, to: after, on: date))
    changed += 1
  }

  /// Nobody can find the firm for half a year: its licence of business is revoked (吊销).
  static let daysToRevocation = 180

  func isRevoked(_ company: Enterprise, on date: BusinessDate) -> Bool {
    revocation(of: company).map { $0 <= date } ?? false
  }

  /// Only of taxpayers: who trades with them goes on to.
  func revocation(of company: Enterprise) -> BusinessDate? {
    company.ordinal < firms.taxpayers ? company.lostSince?.adding(days: CompanyRegister.daysToRevocation) : nil
  }

  private mutating func enter(_ firm: Int, _ taxpayers: RegistrationBook) {
    let company = firms.all[firm]
    let date = firms.since(firm)
    var chance = SplitMix64(seed: world.seed, "founders \(firm)")
    let address =
      firm < firms.taxpayers ? taxpayers.address(of: firm) : RegistrationBook.address(company, &chance)
    let past = CompanyPast(company, at: address, seed: world.seed, first: date)
    // Whoever is told of later comes as it is by then.
    for change in past.changes where date == world.dates[0] {
      note(firm, change.item, from: change.before, to: change.after, on: change.on)
    }
    var record = CompanyRecord(
      company, at: address, formerName: past.formerName, approved: past.lastApproved,
      holdings: search.founders(of: company, &chance), seed: world.seed)
    if let day = revocation(of: company), day <= date {
      record.status = .revoked
      record.ended = day
      record.approved = day
    }
    records[firm] = record
    touched.insert(firm)
    for holding in record.holdings {
      today.holdings.append(HoldingChange(kind: .insert, firm: firm, holding: holding))
    }
  }

  private mutating func revoke(on date: BusinessDate) {
    for firm in 0..<firms.taxpayers where revocation(of: firms.all[firm]) == date {
      records[firm]?.status = .revoked
      records[firm]?.ended = date
      records[firm]?.approved = date
      touched.insert(firm)
    }
  }

  mutating func move(_ firm: Int, to address: String, on date: BusinessDate) {
    guard let before = records[firm]?.address, before != address else { return }
    note(firm, .address, from: before, to: address, on: date)
    records[firm]?.address = address
    records[firm]?.approved = date
    touched.insert(firm)
  }
}
