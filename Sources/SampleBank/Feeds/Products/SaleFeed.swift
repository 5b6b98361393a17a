import Tabular

/// X4/sale 产品交易: what was confirmed, failed or was taken back on the day, with a trailer of rows and sum.
enum SaleFeed {
  static let layout = Layout(
    "X4/sale", file: "X4/SALE_{D}.txt.gz", .delimited("|"), .utf8, key: ["sale_no"], balance: "amount",
    currency: "ccy", reference: "cust_no", trailer: true,
    fields: [
      Field("sale_no", .digits(20)), Field("cust_no", .digits(10)), Field("product_code", .token(8)),
      Field("account_no", .account), Field("org_no", .digits(6)), Field("staff_no", .digits(7), optional: true),
      Field("channel", .code("channel")), Field("sale_kind", .code("sale_kind")), Field("ccy", .code("currency")),
      Field("amount", .amount(precision: 18, scale: 2)), Field("units", .amount(precision: 18, scale: 4)),
      Field("fee", .amount(precision: 18, scale: 2)), Field("traded_at", .compactTime),
      Field("confirmed_on", .date(.compact)), Field("status", .code("sale_status")),
    ])

  /// Only what failed may be refused: all else made the holdings what they are.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    for sale in night.investments.today.sales {
      try delivery.deliver(
        Draft(
          values: values(sale, night.world, date), cents: sale.cents, isFiltered: sale.status == .cancelled,
          mayBeRefused: sale.status == .failed))
    }
    let declared = try delivery.finish()
    try delivery.trail("TRAILER|\(date.compact)|\(declared.rows)|\(Spelling.amount(declared.money.total))")
    try delivery.close()
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func values(_ sale: InvestingDay.Sale, _ world: World, _ date: BusinessDate) -> [String] {
    let owner = world.customers[sale.customer]
    let product = ProductShelf.all[sale.product]
    return [
      sale.number, owner.number, product.code, world.accounts[sale.customer * World.accountsPerCustomer].number,
      owner.organisation.number, sale.staff ?? "", sale.channel, sale.kind.rawValue, product.currency.code,
      Spelling.amount(sale.cents), Spelling.decimal(sale.units, scale: 4), Spelling.amount(sale.fee),
      sale.traded.compact, date.compact, sale.status.rawValue,
    ]
  }
}
