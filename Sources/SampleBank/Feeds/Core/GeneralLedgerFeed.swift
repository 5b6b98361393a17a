import Tabular

/// X1/general_ledger 总账: every day the balances and turnovers of each office by subject and currency. What the bank
/// owes stands on the credit side, what it is owed on the debit side.
enum GeneralLedgerFeed {
  static let layout = Layout(
    "X1/general_ledger", file: "X1/GL_{D}.dat.gz", .fixed, .gb18030, key: ["org_no", "subject", "ccy"],
    balance: "closing", currency: "ccy", split: (positive: "closing", negative: "closing_debit"),
    fields: [
      Field("org_no", .digits(6), width: 6), Field("subject", .code("gl_subject"), width: 6),
      Field("ccy", .code("currency"), width: 3), amount("opening"), amount("debit"), amount("credit"),
      amount("closing", optional: true), amount("closing_debit", optional: true),
    ])

  private static func amount(_ name: String, optional: Bool = false) -> Field {
    Field(name, .amount(precision: 18, scale: 2), optional: optional, width: 18, right: true)
  }

  /// No record is refused: the ledger is what accounts and postings are held against.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let world = night.world
    let delivery = try night.delivery(layout, on: day)
    let rows = GeneralLedger(world, night.books, accounts: world.accountCount(by: day)).rows
    let breaks = breaks(of: rows, on: world.dates[day], night.breaks)
    for (place, row) in rows.enumerated() {
      let closing = Layout.Split.sides(row.closing)
      var draft = Draft(
        values: [Organisation.tree[row.office].number, row.subject, row.currency.code]
          + [row.opening, row.debit, row.credit].map { Spelling.amount($0) } + [closing.positive, closing.negative],
        cents: row.closing, currency: row.currency, mayBeRefused: false)
      for planned in breaks[place] ?? [] { draft.shift(planned, in: layout) }
      try delivery.deliver(draft)
    }
    try Trailer.close(delivery, on: world.dates[day])
    return try night.settle(delivery, state: delivery.tally.loaded)
  }

  /// A subject's balance that its accounts do not have, carried from the opening; or an opening that nothing carried.
  private static func breaks(
    of rows: [GeneralLedger.Row], on date: BusinessDate, _ desk: BreakDesk
  ) -> [Int: [PlannedBreak]] {
    var breaks: [Int: [PlannedBreak]] = [:]
    for (name, subject, _) in Agreement.subjects {
      let chosen = desk.choose(
        name, ["opening", "closing"], on: date, among: rows.indices.filter { rows[$0].subject == subject })
      for (place, planned) in chosen { breaks[place] = [planned] }
    }
    let opened = desk.choose(
      "ledger_balance", ["opening"], on: date, among: rows.indices.filter { breaks[$0] == nil })
    for (place, planned) in opened { breaks[place] = [planned] }
    return breaks
  }
}
