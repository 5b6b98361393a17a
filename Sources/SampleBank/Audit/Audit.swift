import Tabular

/// Reads along what loads of every feed and compares, date by date, what must agree: the differences that a right
/// warehouse finds, whether a refused record made them or a break that was put in.
struct Audit: Sendable {
  /// A clean posting, of which nothing but numbers is kept.
  struct Booked {
    let account: Int32
    let line: Int32
    /// Negative for a debit.
    let cents: Int64
  }

  let world: World
  private(set) var feeds: [String: AuditedFeed]
  private(set) var postings: [Booked] = []
  /// Records that were put in wrong, by the agreement they break.
  private var broken: [String: Set<String>] = [:]

  init(_ world: World) {
    self.world = world
    feeds = Dictionary(uniqueKeysWithValues: Audit.kept.map { ($0.0.feed, Audit.feed($0.0, $0.1)) })
  }

  private static let kept: [(Layout, AuditedFeed.Keeps)] = [
    (AccountFeed.layout, .versions), (DailyBalanceFeed.layout, .versions), (PostingFeed.layout, .days),
    (GeneralLedgerFeed.layout, .days), (LoanFeed.layout, .versions), (DisbursementFeed.layout, .days),
    (RepaymentFeed.layout, .days), (HoldingFeed.layout, .versions), (SaleFeed.layout, .days),
    (
      DeclarationFeed.layout,
      .latest(
        of: ["uscc", "tax_type", "period_from", "period_to"].map(DeclarationFeed.layout.place),
        order: ["declare_date", "declare_no"].map(DeclarationFeed.layout.place))
    ),
    (InvoiceFeed.layout, .latest(of: ["uscc", "stat_month"].map(InvoiceFeed.layout.place), order: [])),
  ]

  private static func feed(_ layout: Layout, _ keeps: AuditedFeed.Keeps) -> AuditedFeed {
    var needed = Set(Agreement.all.flatMap(\.terms).filter { $0.feed == layout.feed }.flatMap(\.places))
    needed.formUnion(layout.key)
    needed.formUnion(layout.fields.indices.filter { layout.fields[$0].kind == .change })
    if let split = layout.split { needed.formUnion([split.positive, split.negative]) }
    if case .latest(let thing, let order) = keeps { needed.formUnion(thing + order) }
    return AuditedFeed(layout, keeps, needed: needed)
  }

  func reads(_ feed: String) -> Bool { feeds[feed] != nil }

  mutating func take(_ values: [String], of feed: String, day: Int, line: Int) {
    feeds[feed]?.take(values, at: AuditedRow.Place(day: day, line: line))
  }

  mutating func take(_ posting: Posting, line: Int) {
    postings.append(
      Booked(
        account: Int32(posting.account), line: Int32(line), cents: posting.isDebit ? -posting.cents : posting.cents))
  }

  /// A record that does not agree with the others from now on.
  mutating func note(_ agreement: String, _ feed: String, on date: BusinessDate, line: Int) {
    broken[agreement, default: []].insert("\(feed) \(date) \(line)")
  }

  /// Whether an enterprise's declaration of the value-added tax of just this month has loaded.
  func hasDeclared(_ identifier: String, _ month: Month) -> Bool {
    feeds[DeclarationFeed.layout.feed]?.has("\(identifier)|101|\(month.first)|\(month.last)") ?? false
  }

  /// Ends the date. What is compared with the day before has no first date.
  mutating func close(_ day: Int) -> [Difference] {
    let found = Agreement.all.filter { day > 0 || !$0.hasOpening }.flatMap { differences($0, day) }
    for feed in feeds.keys { feeds[feed]?.closeDay() }
    postings.removeAll()
    return found
  }

  private func differences(_ agreement: Agreement, _ day: Int) -> [Difference] {
    let moved = agreement.hasMonths ? movedPeriods(agreement, day) : movedKeys(agreement, day)
    let periods = Audit.periods(agreement.hasMonths ? moved : [])
    var sums: [String: (left: Int64?, right: Int64?)] = [:]
    for (place, term) in agreement.terms.enumerated() {
      let isLeft = place < agreement.left.count
      each(term, agreement, day, periods) { key, units, _ in
        guard moved.contains(key) else { return }
        if isLeft {
          sums[key, default: (nil, nil)].left = (sums[key]?.left ?? 0) + term.sign * units
        } else {
          sums[key, default: (nil, nil)].right = (sums[key]?.right ?? 0) + term.sign * units
        }
      }
    }
    let differ = sums.filter { _, sum in
      (!agreement.needsBoth || sum.left != nil && sum.right != nil)
        && agreement.isBroken(sum.left ?? 0, sum.right ?? 0)
    }
    guard !differ.isEmpty else { return [] }
    let rows = evidence(agreement, Set(differ.keys), day, periods)
    return differ.keys.sorted().map { key in
      let (left, right) = (differ[key]?.left ?? 0, differ[key]?.right ?? 0)
      let places = rows[key] ?? []
      let isSeeded = places.contains { row in
        broken[agreement.name]?.contains("\(row.feed) \(world.dates[row.place.day]) \(row.place.line)") ?? false
      }
      return Difference(
        reconciliation: agreement.name, date: world.dates[day].description,
        key: Dictionary(
          uniqueKeysWithValues: zip(agreement.by, key.split(separator: "|", omittingEmptySubsequences: false)).map {
            ($0, String($1))
          }),
        left: Spelling.decimal(left, scale: agreement.scale), right: Spelling.decimal(right, scale: agreement.scale),
        difference: Spelling.decimal(left - right, scale: agreement.scale), isSeeded: isSeeded,
        rows: Audit.shown(places).map { row in
          Difference.Row(feed: row.feed, file: fileName(row.feed, row.place.day), line: row.place.line)
        })
    }
  }

  private func fileName(_ feed: String, _ day: Int) -> String {
    feeds[feed]?.layout.fileName(on: world.dates[day]) ?? feed
  }
}
