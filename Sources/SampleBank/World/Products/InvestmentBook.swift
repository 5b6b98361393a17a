import Tabular

/// The sales system as the days go by: orders that wait, and what customers hold.
///
/// Every change of units is a sale of the day, and every sale that moves money is a posting of the day.
struct InvestmentBook: Sendable {
  let world: World
  let desk: OrderDesk
  private(set) var today = InvestingDay()
  var positions: [Position] = []
  /// Where a position stands among them, by its key.
  private var places: [Int: Int] = [:]
  private var waiting: [Order] = []
  private var opened = 0
  /// Of the date being made.
  var date: BusinessDate
  var values: UnitValues
  var keeper: Bookkeeper

  init(_ world: World, _ desk: OrderDesk) {
    self.world = world
    self.desk = desk
    date = world.dates[0]
    values = UnitValues(on: date)
    keeper = Bookkeeper(world, after: 0)
  }

  /// Moves on to a date; `earlier` postings of it are on the books already.
  mutating func move(to day: Int, _ books: inout Books, after earlier: Int) {
    date = world.dates[day]
    values = UnitValues(on: date)
    keeper = Bookkeeper(world, after: earlier)
    today = InvestingDay()
    var chance = SplitMix64(seed: world.seed, "investing", date)
    if day == 0 { recall() }
    mature(&books)
    distribute(&books)
    let known = waiting.count
    takeOrders(day, books, &chance)
    today.orders = Array(waiting[known...])
    settle(&books)
    report()
    today.postings = keeper.postings
  }

  /// One order a day of every ninety customers. Two of three are purchases as long as twenty customers hold fewer than
  /// eleven products together, then two of three are redemptions.
  private mutating func takeOrders(_ day: Int, _ books: Books, _ chance: inout SplitMix64) {
    for _ in 0..<max(3, world.customersBy[day] / 90) {
      let isSaturated = positions.count * 20 > world.customersBy[day] * 11
      if chance.chance(isSaturated ? 1 : 2, in: 3) {
        for _ in 0..<6 {
          guard let order = desk.purchase(on: day, books, &chance) else { continue }
          waiting.append(order)
          break
        }
      } else if !positions.isEmpty {
        let order = desk.redemption(of: chance.pick(positions), on: date, &chance)
        if let order { waiting.append(order) }
      }
    }
  }

  private mutating func settle(_ books: inout Books) {
    for order in waiting where order.due <= date { confirm(order, &books) }
    waiting.removeAll { $0.due <= date }
  }

  func place(of order: Order) -> Int? { places[Position.key(order.customer, order.product)] }

  mutating func tell(_ sale: InvestingDay.Sale) { today.sales.append(sale) }

  mutating func add(_ units: Int64, of product: Int, for cost: Int64, to customer: Int) {
    add(units, of: product, for: cost, to: customer, on: date)
  }

  mutating func add(_ units: Int64, of product: Int, for cost: Int64, to customer: Int, on date: BusinessDate) {
    let key = Position.key(customer, product)
    if places[key] == nil {
      places[key] = positions.count
      positions.append(Position(opened, of: customer, product, from: date))
      opened += 1
    }
    if let place = places[key] { positions[place].add(units, for: cost, on: date) }
  }

  /// What the product itself brings, by the batch at two in the morning.
  mutating func tell(_ kind: InvestingDay.Sale.Kind, _ position: Position, cents: Int64, units: Int64) {
    tell(
      InvestingDay.Sale(
        number: nextNumber, customer: position.customer, product: position.product, channel: "06", staff: nil,
        kind: kind, status: .confirmed, cents: cents, units: units, traded: Moment(date, second: 2 * 3600)))
  }

  /// Of the next sale.
  var nextNumber: String { date.compact + Spelling.padded(today.sales.count + 1, 12) }

  /// New, changed and newly valued positions; what has no units left is deleted.
  private mutating func report() {
    for place in positions.indices {
      let position = positions[place]
      let version = Position.Version(
        units: position.units, cost: position.cost, unitValue: values[position.product])
      if position.units == 0 {
        guard let reported = position.reported else { continue }
        today.changes.append(
          InvestingDay.Change(kind: .delete, position: position, version: reported, isRevaluation: false))
      } else if version != position.reported {
        let isRevaluation = position.reported.map { $0.units == version.units && $0.cost == version.cost } ?? false
        positions[place].reported = version
        today.changes.append(
          InvestingDay.Change(
            kind: position.reported == nil ? .insert : .update, position: positions[place], version: version,
            isRevaluation: isRevaluation))
      }
    }
    guard positions.contains(where: { $0.units == 0 }) else { return }
    positions.removeAll { $0.units == 0 }
    places = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1.key, $0) })
  }
}
