import Catalog
import Postgres
import Tabular
import Warehouse

/// Prices of currencies by day, as far as they are published up to a business date.
struct Rates: Sendable {
  struct Price: Sendable {
    var day: Int32
    /// When it was published: on that day or, where nobody traded on it, before.
    var since: Int32
    /// Of the base currency for `unit` of the quoted one, in units of 10^-scale.
    var rate: Int64
    var unit: Int64
  }

  private(set) var prices: [Int64: [Price]] = [:]
  private(set) var base: Int64 = -1
  private(set) var scale = 0

  /// No prices: amounts in the base currency only.
  init(texts: TextPool) { base = texts.id("CNY") }

  init(_ database: Database, _ catalog: DataCatalog, _ known: Knowledge, texts: TextPool) throws {
    self.init(texts: texts)
    guard let asset = catalog.assets.first(where: { $0.derives.quotes != nil }), let quotes = asset.derives.quotes,
      case .decimal(_, let places)? = asset.item(quotes.rate)?.type
    else { return }
    base = texts.id(quotes.base)
    scale = places
    let columns = [quotes.currency, quotes.rate, quotes.unit].map { "f." + Identifier.quoted($0) }
    let since = quotes.since.map { "f." + Identifier.quoted($0) } ?? "f.biz_date"
    var found: [Int64: [Price]] = [:]
    try database.connection.copyOut(
      """
      select f.biz_date, \(since), \(columns.joined(separator: ", ")) from \(Identifier("ods", asset.table)) f
      where f.biz_date <= date '\(known.date)' and \(Lookup.isOf(try known.batches(of: asset.id).map(\.number)))
      """, doing: "read exchange rates"
    ) { row in
      var values = row.cursor()
      let day = values.integer()
      let since = values.integer()
      let currency = values.string().map(texts.id)
      let rate = values.decimal(scale: places)
      let unit = values.integer()
      guard let day, let since, let currency, let rate, let unit, unit > 0 else { return }
      found[currency, default: []].append(Price(day: Int32(day), since: Int32(since), rate: rate, unit: unit))
    }
    prices = found.mapValues { $0.sorted { $0.day < $1.day } }
  }

  /// An amount in the base currency, at the price that came last by that day, rounded half away from zero; nil where there
  /// is none, or it was published too long before.
  func converted(_ amount: Int64, _ currency: Int64, on day: Int32) -> Int64? {
    if currency == base { return amount }
    guard let prices = prices[currency] else { return nil }
    var (low, high) = (0, prices.count)
    while low < high {
      let middle = (low + high) / 2
      if prices[middle].day <= day { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let price = prices[low - 1]
    guard Int(day - price.since) <= Derivations.Quotes.oldestDays else { return nil }
    let divisor = (0..<scale).reduce(Int128(price.unit)) { value, _ in value * 10 }
    return Int64(exactly: Rounding.quotient(Int128(amount) * Int128(price.rate), divisor))
  }
}

/// Half away from zero, as amounts of money are rounded.
package enum Rounding {
  package static func quotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    guard rest.magnitude * 2 >= divisor.magnitude else { return quotient }
    return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
  }
}
