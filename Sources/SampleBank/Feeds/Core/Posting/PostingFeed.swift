import Tabular

/// X1/posting 会计流水: every posting of the day, by which the accounts' balances move. Those of other systems come
/// last: they pay and collect when they know what the day has left on the accounts.
enum PostingFeed {
  static let layout = Layout(
    "X1/posting", file: "X1/POST_{D}.dat.gz", .fixed, .gb18030, key: ["posting_no"], balance: "amount",
    currency: "ccy", reference: "account_no",
    fields: [
      Field("posting_no", .digits(20), width: 20), Field("account_no", .account, width: 19),
      Field("org_no", .digits(6), width: 6), Field("txn_time", .compactTime, width: 14),
      Field("dc_flag", .code("dc_flag"), width: 1), Field("ccy", .code("currency"), width: 3),
      Field("amount", .amount(precision: 18, scale: 2), width: 16, right: true),
      Field("channel", .code("channel"), width: 2), Field("counter_account", .account, optional: true, width: 19),
      Field("status", .code("posting_status"), width: 1), Field("memo", .text(30), optional: true, width: 30),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let world = night.world
    let delivery = try night.delivery(layout, on: day)
    let count = night.postingsPerDay(day)
    var clerk = PostingClerk(
      world, accounts: world.accountCount(by: day), count: count, chance: night.chance("posting", day))
    var printer = PostingPrinter(world, date: world.dates[day])
    let wrong = night.breaks.choose("account_movement", ["amount"], on: world.dates[day], among: 1..<count + 1)
    var due: [PlannedBreak] = []
    while let posting = clerk.post(&night.books) {
      if let planned = wrong[posting.ordinal] { due.append(planned) }
      // What moves nothing breaks nothing: the next one has to.
      let planned = posting.status == .trial ? nil : due.popLast()
      if try deliver(posting, &printer, delivery, off: planned) {
        night.audit.take(posting, line: delivery.lineOfRecord)
      }
    }
    night.lending.move(to: day, &night.books, after: count)
    var batch = night.lending.today.postings
    night.investments.move(to: day, &night.books, after: count + batch.count)
    batch += night.investments.today.postings
    night.payments.move(to: day, &night.books, after: count + batch.count)
    batch += night.payments.postings
    night.payroll.move(to: day, &night.books, after: count + batch.count)
    batch += night.payroll.postings
    for posting in batch where try deliver(posting, &printer, delivery, mayBeRefused: false) {
      night.audit.take(posting, line: delivery.lineOfRecord)
    }
    try Trailer.close(delivery, on: world.dates[day])
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  /// Straight to bytes, unless it is to be dirty or `off`. Hands the row that loads, if any, to `copy`. `mayBeRefused`:
  /// no other feed tells of it. True where it loads and only its bytes were made.
  @discardableResult static func deliver(
    _ posting: Posting, _ printer: inout PostingPrinter, _ delivery: Delivery, copy: PostingCopy? = nil,
    off: PlannedBreak? = nil, mayBeRefused: Bool = true
  ) throws -> Bool {
    let currency = printer.currency(of: posting)
    let isFiltered = posting.status == .trial
    if delivery.rollsDirt() || off != nil {
      var draft = Draft(
        values: printer.values(posting), cents: posting.cents, currency: currency, isFiltered: isFiltered,
        mayBeRefused: mayBeRefused)
      if let off { draft.shift(off, in: layout) }
      if let row = try delivery.deliver(draft, dirty: true) { try copy?.write(row) }
      return false
    } else {
      let record = printer.print(posting)
      try delivery.deliver(clean: record, posting.cents, currency, isFiltered: isFiltered)
      if !isFiltered { try copy?.write(record, memo: posting.memo) }
      return !isFiltered
    }
  }
}
