import Tabular

/// Reads along what loads of every feed and compares, date by date, what must agree: the differences that a right
/// warehouse finds, whether a refused record made them or a break that was put in.
struct Audit: Sendable {
  /// A clean posting, of which nothing but numbers is kept.
  struct Booked {
    /// Of its account.
    let key: Int
    let line: Int
    /// Negative for a debit.
    let cents: Int64
  }

  private let first: BusinessDate
  private(set) var feeds: [String: AuditedFeed]
  private(set) var book: KeyBook
  /// The keys of all accounts there will be.
  private let accounts: [Int]
  private(set) var postings: [Booked] = []
  /// Records that were put in wrong, by the agreement they break.
  private var broken: [String: Set<Delivered>] = [:]

  init(_ world: World) {
    first = world.dates[0]
    var book = KeyBook()
    accounts = world.accounts.map { book.number($0.number + "|" + $0.currency.code) }
    self.book = book
    feeds = Dictionary(
      uniqueKeysWithValues: Audit.kept.map { layout, keeps in
        (layout.feed, AuditedFeed(layout, keeps, Agreement.all.flatMap(\.terms).filter { $0.feed == layout.feed }))
      })
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

  func reads(_ feed: String) -> Bool { feeds[feed] != nil }

  mutating func take(_ values: [String], of feed: String, on date: BusinessDate, line: Int) {
    feeds[feed]?.take(values, at: AuditedRow.Place(date: date, line: line), &book)
  }

  mutating func take(_ posting: Posting, line: Int) {
    postings.append(
      Booked(
        key: accounts[posting.account], line: line, cents: posting.isDebit ? -posting.cents : posting.cents))
  }

  /// A record that does not agree with the others from now on.
  mutating func note(_ agreement: String, _ feed: String, on date: BusinessDate, line: Int) {
    broken[agreement, default: []].insert(Delivered(feed: feed, place: AuditedRow.Place(date: date, line: line)))
  }

  /// Whether an enterprise's declaration of the value-added tax of just this month has loaded.
  func hasDeclared(_ identifier: String, _ month: Month) -> Bool {
    guard let key = book.known("\(identifier)|101|\(month.first)|\(month.last)") else { return false }
    return feeds[DeclarationFeed.layout.feed]?.has(key) ?? false
  }

  /// Ends the date. What is compared with the day before has no first date.
  mutating func close(_ date: BusinessDate) -> [Difference] {
    let found = Agreement.all.filter { date > first || !$0.hasOpening }.flatMap { differences($0, on: date) }
    for feed in feeds.keys { feeds[feed]?.closeDay() }
    postings.removeAll()
    return found
  }

  private func differences(_ agreement: Agreement, on date: BusinessDate) -> [Difference] {
    let compared = compared(agreement, moved(agreement, on: date))
    let left = sums(agreement.left, of: compared, on: date)
    let right = sums(agreement.right, of: compared, on: date)
    let differ = compared.keys.filter { key in
      (!agreement.needsBoth || left[key] != nil && right[key] != nil)
        && agreement.isBroken(left[key] ?? 0, right[key] ?? 0)
    }
    guard !differ.isEmpty else { return [] }
    let rows = evidence(agreement, of: self.compared(agreement, differ), on: date)
    return differ.map { (text: book.text($0), key: $0) }.sorted { $0.text < $1.text }.map { text, key in
      let (left, right, rows) = (left[key] ?? 0, right[key] ?? 0, rows[key] ?? [])
      let isSeeded = rows.contains { broken[agreement.name]?.contains($0.record) ?? false }
      return Difference(
        reconciliation: agreement.name, date: date.description,
        key: Dictionary(
          uniqueKeysWithValues: zip(agreement.by, text.split(separator: "|", omittingEmptySubsequences: false)).map {
            ($0, String($1))
          }),
        left: Spelling.decimal(left, scale: agreement.scale), right: Spelling.decimal(right, scale: agreement.scale),
        difference: Spelling.decimal(left - right, scale: agreement.scale), isSeeded: isSeeded,
        rows: Audit.shown(rows).map { record in
          Difference.Row(
            feed: record.feed, file: feeds[record.feed]?.layout.fileName(on: record.place.date) ?? record.feed,
            line: record.place.line)
        })
    }
  }
}
