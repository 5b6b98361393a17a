import Tabular

/// What one customer holds of one product.
struct Position: Sendable {
  /// Bought or reinvested at one time; the oldest go first.
  struct Lot: Sendable {
    /// In ten-thousandths.
    var units: Int64
    /// In cents.
    var cost: Int64
  }

  /// As readers have it.
  struct Version: Sendable, Equatable {
    let units: Int64
    let cost: Int64
    let unitValue: Int

    var cents: Int64 { UnitValues.cents(units, at: unitValue) }
  }

  let ordinal: Int
  let customer: Int
  /// Its place on the shelf.
  let product: Int
  private var lots: [Lot] = []
  private(set) var units: Int64 = 0
  private(set) var cost: Int64 = 0
  /// When the first of these units came.
  private(set) var bought: BusinessDate
  private(set) var matures: BusinessDate?
  var reported: Version?

  init(_ ordinal: Int, of customer: Int, _ product: Int, from date: BusinessDate) {
    self.ordinal = ordinal
    self.customer = customer
    self.product = product
    bought = date
  }

  mutating func add(_ units: Int64, for cost: Int64, on date: BusinessDate) {
    if self.units == 0 {
      let product = ProductShelf.all[self.product]
      bought = date
      // Of an open product the term is the holder's own, where it is no rolling one.
      matures = product.matures ?? (product.valuation == .par ? product.term.map { date.adding(days: $0) } : nil)
    }
    lots.append(Lot(units: units, cost: cost))
    self.units += units
    self.cost += cost
  }

  /// First in, first out.
  mutating func take(_ units: Int64) {
    precondition(units <= self.units, "nobody gives back more than there is")
    self.units -= units
    var rest = units
    while rest > 0, let first = lots.first {
      if first.units <= rest {
        rest -= first.units
        cost -= first.cost
        lots.removeFirst()
      } else {
        let part = Int64(Int128(first.cost) * Int128(rest) / Int128(first.units))
        lots[0] = Lot(units: first.units - rest, cost: first.cost - part)
        cost -= part
        rest = 0
      }
    }
  }

  static func key(_ customer: Int, _ product: Int) -> Int { customer * 1000 + product }
  var key: Int { Position.key(customer, product) }
}
