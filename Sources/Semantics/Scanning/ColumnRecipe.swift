import Catalog
import Tabular

/// How a column that definitions name is made of those that are stored.
enum ColumnRecipe: Sendable {
  case stored(Int)
  /// At the price of the row's own day, or of one day for all.
  case money(amount: Int, currency: Int, Rates, day: Int32?)
  case lookup(by: Int, Lookup)

  init(_ name: String, _ fact: Fact, stored: [FactSource.Stored], _ surroundings: Surroundings) {
    let place = { (name: String) in stored.firstIndex { $0.name == name } ?? 0 }
    switch fact.column(name)?.source {
    case .item, nil: self = .stored(place(name))
    case .money(let amount, let currency, let rate):
      self = .money(
        amount: place(amount), currency: place(currency), surroundings.rates,
        day: rate == .stock ? surroundings.date.daysSince2000 : nil)
    case .lookup(let asset, let item, let by):
      guard let lookup = surroundings.lookups[LookupName(asset: asset, item: item)] else {
        preconditionFailure("a lookup that was not read")
      }
      self = .lookup(by: place(by), lookup)
    }
  }

  func column(_ stored: [Vector], days: [Int32], count: Int) -> Vector {
    switch self {
    case .stored(let place): return stored[place]
    case .money(let amount, let currency, let rates, let day):
      var made = stored[amount]
      let currencies = stored[currency]
      for row in 0..<count where made.isKnown[row] {
        if currencies.isKnown[row], currencies.values[row] == rates.base { continue }
        let price =
          currencies.isKnown[row]
          ? rates.converted(made.values[row], currencies.values[row], on: day ?? days[row]) : nil
        made.values[row] = price ?? 0
        made.isKnown[row] = price != nil
      }
      return made
    case .lookup(let by, let lookup):
      var made = stored[by]
      for row in 0..<count where made.isKnown[row] {
        let found = lookup[made.values[row]]
        made.values[row] = found ?? 0
        made.isKnown[row] = found != nil
      }
      return made
    }
  }
}

struct LookupName: Hashable, Sendable {
  var asset: String
  var item: String
}

/// What all scans of a date share.
struct Surroundings: Sendable {
  let date: BusinessDate
  let texts: TextPool
  let identities: Identities
  let rates: Rates
  let lookups: [LookupName: Lookup]
}
