/// Cents of each currency.
struct Purse: Sendable, Equatable {
  private var cny: Int64 = 0
  private var usd: Int64 = 0
  private var eur: Int64 = 0

  subscript(currency: Currency) -> Int64 {
    get {
      switch currency {
      case .cny: cny
      case .usd: usd
      case .eur: eur
      }
    }
    set {
      switch currency {
      case .cny: cny = newValue
      case .usd: usd = newValue
      case .eur: eur = newValue
      }
    }
  }

  /// What a sender declares who adds all currencies together.
  var total: Int64 { cny + usd + eur }

  static func += (a: inout Purse, b: Purse) {
    for currency in Currency.allCases { a[currency] += b[currency] }
  }
}

/// One side of the nightly equation: records and their money.
struct Share: Sendable, Equatable {
  var rows = 0
  var money = Purse()

  mutating func add(_ cents: Int64, _ currency: Currency) {
    rows += 1
    money[currency] += cents
  }

  static func += (a: inout Share, b: Share) {
    a.rows += b.rows
    a.money += b.money
  }
}

/// What must become of a feed's records on one date.
struct Tally: Sendable, Equatable {
  var loaded = Share()
  /// Rejected records: all rows, and the money of those whose amount can be read.
  var rejected = Share()
  var duplicate = Share()
  var filtered = Share()
  /// Rejected records whose amount cannot be read, with the money the sender meant.
  var unreadable = Share()
  /// Of the loaded ones.
  var unresolved = 0
  /// Values that load in another spelling than delivered.
  var normalized = 0

  /// Everything delivered.
  var declared: Share {
    var all = Share()
    for share in [loaded, rejected, duplicate, filtered] { all += share }
    all.money += unreadable.money
    return all
  }
}
