import Tabular

/// What a unit of each product is worth on a date, as far as it has been told by then.
struct UnitValues: Sendable {
  /// In millionths of a yuan, in the order of the shelf.
  private let values: [Int]

  init(on date: BusinessDate) {
    let daily = BankCalendar.lastTradingDay(by: date)
    let friday = date.adding(days: -((date.weekday + 2) % 7))
    let weekly = BankCalendar.lastTradingDay(by: friday)
    values = ProductShelf.all.map { product in
      switch product.valuation {
      case .none, .par: product.face
      case .daily: product.unitValue(asOf: daily)
      case .weekly: product.unitValue(asOf: weekly)
      }
    }
  }

  subscript(product: Int) -> Int { values[product] }

  /// Cents for so many units, counted in ten-thousandths.
  static func cents(_ units: Int64, at value: Int) -> Int64 {
    Int64((Int128(units) * Int128(value) + 50_000_000) / 100_000_000)
  }

  /// Units, in ten-thousandths, for so many cents.
  static func units(_ cents: Int64, at value: Int) -> Int64 {
    Int64(Int128(cents) * 100_000_000 / Int128(value))
  }
}

extension Product {
  /// It grows by the published rate or by what its risk earns, and swings the more the riskier it is.
  func unitValue(asOf date: BusinessDate) -> Int {
    let days = date.days(since: founded ?? issued)
    guard valuation == .daily || valuation == .weekly, days > 0 else { return face }
    let risk = (grade ?? 1) - 1
    let yearly = rate ?? Product.drift[risk]
    let swing = Product.swing[risk]
    let waves = Product.wave(days, 97) * 5 + Product.wave(days, 31) * 3 + Product.wave(days, 410) * 8
    var chance = SplitMix64(seed: UInt64(days), code, date)
    let noise = chance.within(-swing / 12...swing / 12)
    // In millionths of what it was issued at.
    let grown = 1_000_000 + yearly * days / 36_500 + swing * waves / 16_000 + noise
    return face / 1000 * max(200_000, grown) / 1000
  }

  /// In millionths of a percent point a year, by the risk.
  private static let drift = [1_600_000, 2_700_000, 4_200_000, 5_600_000, 6_800_000]
  /// Millionths of what it was issued at, by the risk.
  private static let swing = [200, 2_400, 48_000, 110_000, 150_000]

  /// From -1000 to 1000 and back in so many days.
  private static func wave(_ days: Int, _ period: Int) -> Int {
    let place = days % period * 4000 / period
    return place < 2000 ? place - 1000 : 3000 - place
  }
}

extension BankCalendar {
  static func lastTradingDay(by date: BusinessDate) -> BusinessDate {
    var date = date
    while !isTradingDay(date) { date = date.adding(days: -1) }
    return date
  }

  static func nextTradingDay(after date: BusinessDate) -> BusinessDate {
    var date = date.adding(days: 1)
    while !isTradingDay(date) { date = date.adding(days: 1) }
    return date
  }
}
