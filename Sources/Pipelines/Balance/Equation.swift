package import Tabular

/// The nightly equation of one delivery: declared = loaded + rejected + duplicate + filtered, in rows and in cents.
package struct Equation: Hashable, Sendable {
  /// The four places a record can end in.
  package struct Terms<Value: Hashable & Sendable>: Hashable, Sendable {
    package var loaded: Value
    package var rejected: Value
    package var duplicate: Value
    package var filtered: Value
    package init(loaded: Value, rejected: Value, duplicate: Value, filtered: Value) {
      self.loaded = loaded
      self.rejected = rejected
      self.duplicate = duplicate
      self.filtered = filtered
    }
  }

  /// What the sender declares; nil rows: nothing, we counted.
  package var declaredRows: Int?
  package var declaredSum: Amount?
  /// The records we met in the file.
  package var countedRows: Int
  package var rows: Terms<Int>
  /// By currency, in units of 10^-scale.
  package var sums: [String: Terms<Int128>]
  package var scale: Int
  /// Rejects whose amount nobody can read: their cents are the one term that may stand open.
  package var unreadableRows: Int
  /// What one amount may be by the catalog, in units of 10^-scale: the least the unreadable ones may come to, and the
  /// most. Nil where nobody says, as of a batch in the ledger, which was judged when it came.
  package var allowed: ClosedRange<Int128>?

  package init(
    declaredRows: Int?, declaredSum: Amount?, countedRows: Int, rows: Terms<Int>, sums: [String: Terms<Int128>],
    scale: Int, unreadableRows: Int, allowed: ClosedRange<Int128>? = nil
  ) {
    self.declaredRows = declaredRows
    self.declaredSum = declaredSum
    self.countedRows = countedRows
    self.rows = rows
    self.sums = sums
    self.scale = scale
    self.unreadableRows = unreadableRows
    self.allowed = allowed
  }

  /// Why it does not close; nil where it does.
  package enum Break: Hashable, Sendable {
    /// The sender says `declared` rows, the file holds `counted`.
    case declaredRows(declared: Int, counted: Int)
    /// Records went missing, or came twice, between the file and the table: never the sender's doing.
    case lostRows(counted: Int, accounted: Int)
    case declaredSum(declared: Amount, counted: Amount)
    /// What the sum of the readable rows leaves of the declared one is no sum of so many amounts.
    case unreadableSum(left: Amount, rows: Int)
  }

  package var firstBreak: Break? {
    let accounted = rows.total
    if countedRows != accounted { return .lostRows(counted: countedRows, accounted: accounted) }
    if let declaredRows, declaredRows != countedRows {
      return .declaredRows(declared: declaredRows, counted: countedRows)
    }
    if let declaredSum, unreadableRows == 0, declaredSum != total {
      return .declaredSum(declared: declaredSum, counted: total)
    }
    if let left = unreadable, let allowed {
      let rows = Int128(unreadableRows)
      if left.units < allowed.lowerBound * rows || left.units > allowed.upperBound * rows {
        return .unreadableSum(left: left, rows: unreadableRows)
      }
    }
    return nil
  }

  package var isClosed: Bool { firstBreak == nil }

  /// Over all terms and currencies: the side to hold against a declared sum.
  package var total: Amount {
    Amount(units: sums.values.reduce(0) { $0 + $1.loaded + $1.rejected + $1.duplicate + $1.filtered }, scale: scale)
  }

  /// The cents of the unreadable rejects: what the sender declares beyond what we could read.
  package var unreadable: Amount? {
    guard unreadableRows > 0, let declaredSum else { return nil }
    return declaredSum - total
  }
}

extension Equation.Terms<Int> {
  package var total: Int { loaded + rejected + duplicate + filtered }
}
