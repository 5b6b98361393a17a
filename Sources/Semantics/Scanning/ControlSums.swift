import Catalog
import Tabular
import Warehouse

/// Where a row of a fact has the amount of its control total, and the currency.
struct ControlColumns: Sendable {
  fileprivate let amount: Int
  /// Nil: all rows are in one.
  fileprivate let currency: Int?
  fileprivate let constant: String
  fileprivate let scale: Int

  /// Nil where nobody needs the columns: then the rows are counted, and no more.
  init?(_ control: ControlTotal?, among stored: [FactSource.Stored]) {
    guard let control, let amount = stored.firstIndex(where: { $0.name == control.item }),
      let scale = stored[amount].type.scale
    else { return nil }
    self.amount = amount
    self.scale = scale
    switch control.currency {
    case .constant(let code): (currency, constant) = (nil, code)
    case .item(let item):
      guard let place = stored.firstIndex(where: { $0.name == item && $0.type == .text }) else { return nil }
      (currency, constant) = (place, "")
    }
  }
}

/// The control total of the rows of a fact that were read, to be held against what was loaded.
struct ControlSums: Sendable {
  private let columns: ControlColumns?
  private var units: [Int64: Int128] = [:]
  private(set) var rows = 0

  init(_ columns: ControlColumns?) { self.columns = columns }

  mutating func add(_ stored: [Vector], count: Int) {
    rows += count
    guard let columns else { return }
    let amounts = stored[columns.amount]
    // Rows of one currency tend to stand together, and most are in one.
    var current: Int64 = 0
    var sum: Int128 = 0
    for row in 0..<count where amounts.isKnown[row] {
      let currency = columns.currency.map { stored[$0].isKnown[row] ? stored[$0].values[row] : -1 } ?? 0
      if currency != current {
        units[current, default: 0] += sum
        (current, sum) = (currency, 0)
      }
      sum += Int128(amounts.values[row])
    }
    units[current, default: 0] += sum
  }

  mutating func add(_ others: ControlSums) {
    rows += others.rows
    units.merge(others.units, uniquingKeysWith: +)
  }

  func totals(_ texts: TextPool) -> LayerTotals {
    var totals = LayerTotals(rows: rows)
    guard let columns else { return totals }
    for (currency, units) in units where units != 0 {
      let code = columns.currency == nil ? columns.constant : currency < 0 ? "" : texts.text(currency)
      totals.add(Amount(units: units, scale: columns.scale), of: code)
    }
    return totals
  }

  var knowsMoney: Bool { columns != nil }
}
