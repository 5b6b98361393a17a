import Tabular

/// T/invoice 发票汇总: on the 20th the invoices of the month before, each from both sides.
enum InvoiceFeed {
  static let layout = Layout(
    "T/invoice", file: "T/TAX_INV_{D}.txt.gz", .delimited("|"), .gb18030,
    key: ["uscc", "stat_month", "direction", "invoice_kind", "counter_no"], balance: "amount", checksum: .md5,
    fields: [
      Field("uscc", .uscc), Field("taxpayer_name", .name(100)), Field("stat_month", .month),
      Field("direction", .code("invoice_direction")), Field("invoice_kind", .code("invoice_kind")),
      Field("counter_no", .taxpayer), Field("counter_uscc", .uscc, optional: true),
      Field("counter_name", .name(100)), Field("invoice_count", .count),
      Field("amount", .amount(precision: 18, scale: 2)), Field("tax_amount", .amount(precision: 18, scale: 2)),
      Field("red_count", .count), Field("red_amount", .amount(precision: 18, scale: 2)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    guard date.components.day == 20 else { return nil }
    let invoices = night.invoices(of: Month(before: date))
    let delivery = try night.delivery(layout, on: day)
    let wrong = breaks(of: invoices, on: date, night)
    for (place, invoicing) in invoices.invoicings.enumerated() {
      for direction in ["01", "02"] {
        guard var draft = draft(invoicing, direction, invoices.month, night.world) else { continue }
        if direction == "01", let planned = wrong[place] { draft.shift(planned, in: layout) }
        try delivery.deliver(draft)
      }
    }
    try night.close(delivery, sum: "AMOUNT", on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  /// Sales of enterprises that have declared them, invoiced higher by more than the tolerance: a twentieth to a half
  /// of all they invoiced in the month.
  private static func breaks(
    of invoices: InvoiceMonth, on date: BusinessDate, _ night: Night
  ) -> [Int: PlannedBreak] {
    var sold: [Int: Int64] = [:]
    let sellers = invoices.invoicings.map { invoicing -> Int? in
      guard case .enterprise(let seller) = invoicing.seller else { return nil }
      sold[seller, default: 0] += invoicing.amount
      return seller
    }
    let chosen = night.breaks.choose(
      "sales_invoice", ["amount"], on: date,
      among: sellers.indices.filter { place in
        sellers[place].map { night.audit.hasDeclared(night.world.companies[$0].party.identifier, invoices.month) }
          ?? false
      })
    return Dictionary(
      uniqueKeysWithValues: chosen.map { place, planned in
        let total = sellers[place].flatMap { sold[$0] } ?? 0
        let off = total * (5 + planned.off % 46) / 100 + planned.off
        return (place, PlannedBreak(agreement: planned.agreement, items: planned.items, off: off))
      })
  }

  /// What one side sees; nil where that side is none of the enterprises the bureau tells of.
  private static func draft(_ invoicing: Invoicing, _ direction: String, _ month: Month, _ world: World) -> Draft? {
    let (own, other) =
      direction == "01" ? (invoicing.seller, invoicing.buyer) : (invoicing.buyer, invoicing.seller)
    guard case .enterprise(let ordinal) = own else { return nil }
    let company = world.companies[ordinal]
    let values =
      [company.party.identifier, company.party.name, month.description, direction, invoicing.kind]
      + identity(of: other, world) + [
        String(invoicing.count), Spelling.amount(invoicing.amount), Spelling.amount(invoicing.tax),
        String(invoicing.redCount), Spelling.amount(invoicing.redAmount),
      ]
    // Sums and the other side's record depend on all but what a small-scale taxpayer bought outside.
    var isAlone = false
    if direction == "02", case .outsider = other { isAlone = company.taxpayer == .smallScale }
    return Draft(values: values, cents: invoicing.amount, mayBeRefused: isAlone)
  }

  /// Number, unified code and name. One outsider in ten still goes by the number of before the unified code.
  private static func identity(of trader: Trader, _ world: World) -> [String] {
    switch trader {
    case .enterprise(let ordinal): identity(of: world.enterprises[ordinal])
    case .outsider(let ordinal):
      ordinal % 10 == 3
        ? [oldNumber(of: world.outsiders[ordinal]), "", world.outsiders[ordinal].name]
        : identity(of: world.outsiders[ordinal])
    case .consumers: ["000000000000000", "", "个人"]
    }
  }

  private static func identity(of party: Party) -> [String] { [party.identifier, party.identifier, party.name] }

  private static func oldNumber(of party: Party) -> String {
    party.region + party.identifier.dropFirst(8).prefix(9)
  }
}
