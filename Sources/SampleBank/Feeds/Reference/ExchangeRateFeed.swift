import Tabular

/// R/exchange_rate 汇率: one price of every currency a day, on days without trade the last one again.
enum ExchangeRateFeed {
  static let layout = Layout(
    "R/exchange_rate", file: "R/FX_{D}.csv", .quoted, .utf8, key: ["ccy"],
    fields: [
      Field("ccy", .code("currency")), Field("quote_unit", .count), Field("minor_unit", .count),
      Field("rate_date", .date(.dashed)), Field("middle_rate", .amount(precision: 14, scale: 6)),
      Field("buy_rate", .amount(precision: 14, scale: 6)), Field("sell_rate", .amount(precision: 14, scale: 6)),
    ])
  private static let heading = ["币种", "报价单位", "小数位", "公布日期", "中间价", "现汇买入价", "现汇卖出价"]

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(Spreadsheet.heading(heading))
    let fixed = ExchangeRates.fixed(by: night.world.dates[day])
    for quote in ExchangeRates.quotes {
      let middle = ExchangeRates.middle(of: quote, on: fixed, seed: night.world.seed)
      let margin = quote.currency == "CNY" ? 0 : middle * 2 / 1000
      let holdsMoney = Currency.allCases.contains { $0.code == quote.currency }
      try delivery.deliver(
        Draft(
          values: [
            quote.currency, String(quote.unit), String(quote.minor), fixed.description, price(middle),
            price(middle - margin), price(middle + margin),
          ], mayBeRefused: !holdsMoney))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func price(_ millionths: Int) -> String {
    "\(millionths / 1_000_000)." + Spelling.padded(millionths % 1_000_000, 6)
  }
}
