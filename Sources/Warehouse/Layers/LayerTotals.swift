package import Tabular

/// What one layer holds: rows, and the control total's money by currency.
///
/// A currency whose money comes to nothing is as good as none: who counts rows that were rejected knows of more
/// currencies than a table does.
package struct LayerTotals: Hashable, Sendable {
  package var rows: Int
  package private(set) var sums: [String: Amount]

  package init(rows: Int = 0, sums: [String: Amount] = [:]) {
    self.rows = rows
    self.sums = sums.filter { $0.value.units != 0 }
  }

  package mutating func add(_ amount: Amount, of currency: String) {
    let units = (sums[currency]?.units ?? 0) + amount.units
    sums[currency] = units == 0 ? nil : Amount(units: units, scale: amount.scale)
  }

  /// What differs, in words without a value of anybody: `4,999 rows, 5,000 were loaded`.
  ///
  /// - Returns: nil where nothing does. Money is compared where both sides know it.
  package func difference(from loaded: LayerTotals, comparingMoney: Bool = true) -> String? {
    if rows != loaded.rows { return "\(rows.grouped) rows where \(loaded.rows.grouped) were loaded" }
    guard comparingMoney else { return nil }
    for currency in Set(sums.keys).union(loaded.sums.keys).sorted() where sums[currency] != loaded.sums[currency] {
      let text = { (totals: LayerTotals) in totals.sums[currency]?.grouped ?? "0" }
      return "\(text(self)) \(currency) where \(text(loaded)) \(currency) were loaded"
    }
    return nil
  }
}
