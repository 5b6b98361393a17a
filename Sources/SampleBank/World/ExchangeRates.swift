import Tabular

/// The price of each currency in yuan, day by day: levels of autumn 2025, moved a little by chance.
enum ExchangeRates {
  struct Quote: Sendable {
    /// A code of `currency`.
    let currency: String
    /// So many units of the currency cost the price.
    let unit: Int
    /// Decimals of the currency's smallest unit.
    let minor: Int
    /// Millionths of a yuan.
    let level: Int
  }

  static let quotes: [Quote] = [
    Quote(currency: "CNY", unit: 1, minor: 2, level: 1_000_000),
    Quote(currency: "USD", unit: 1, minor: 2, level: 7_090_500),
    Quote(currency: "EUR", unit: 1, minor: 2, level: 8_223_100),
    Quote(currency: "HKD", unit: 1, minor: 2, level: 911_300),
    Quote(currency: "JPY", unit: 100, minor: 0, level: 4_572_400),
    Quote(currency: "GBP", unit: 1, minor: 2, level: 9_308_600),
    Quote(currency: "AUD", unit: 1, minor: 2, level: 4_602_200),
    Quote(currency: "CAD", unit: 1, minor: 2, level: 5_058_700),
    Quote(currency: "CHF", unit: 1, minor: 2, level: 8_861_900),
    Quote(currency: "SGD", unit: 1, minor: 2, level: 5_441_300),
    Quote(currency: "NZD", unit: 1, minor: 2, level: 4_013_800),
    Quote(currency: "SEK", unit: 1, minor: 2, level: 748_200),
    Quote(currency: "NOK", unit: 1, minor: 2, level: 701_900),
    Quote(currency: "DKK", unit: 1, minor: 2, level: 1_101_400),
    Quote(currency: "KRW", unit: 100, minor: 0, level: 485_600),
    Quote(currency: "THB", unit: 1, minor: 2, level: 219_300),
    Quote(currency: "MYR", unit: 1, minor: 2, level: 1_709_800),
    Quote(currency: "RUB", unit: 1, minor: 2, level: 87_700),
    Quote(currency: "KWD", unit: 1, minor: 3, level: 23_094_000),
  ]

  /// The last day up to `date` on which prices were fixed.
  static func fixed(by date: BusinessDate) -> BusinessDate {
    var day = date
    while !BankCalendar.isTradingDay(day) { day = day.adding(days: -1) }
    return day
  }

  /// The middle rate fixed on `day`, in millionths of a yuan: within one percent of the level. The yuan is worth one.
  static func middle(of quote: Quote, on day: BusinessDate, seed: UInt64) -> Int {
    if quote.currency == "CNY" { return quote.level }
    var chance = SplitMix64(seed: seed, "rate " + quote.currency, day)
    return quote.level + quote.level * chance.within(-10_000...10_000) / 1_000_000
  }
}
