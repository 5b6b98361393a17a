/// Who has a part other than zero in a sum: as many customers as it takes to tell few from enough.
struct Contributors: Hashable, Sendable {
  /// Customers who are each at home at one organisation, so that they can be counted.
  private(set) var counted = 0
  /// Of rows: the first different customers there are.
  private(set) var named: [Int32] = []
  /// Whether rows are of somebody nobody knows.
  private(set) var isOfSomebody = false
  /// How many customers, or rows, have a part in it.
  private(set) var size = 0

  init() {}

  init(customers: Int) {
    counted = customers
    size = customers
  }

  /// At least so many; of rows no more than are enough.
  var customers: Int { counted + (named.isEmpty && isOfSomebody ? 1 : named.count) }
  /// Whether single ones would be told.
  var areFew: Bool { 1..<SmallCells.fewest ~= customers }

  mutating func addCustomer() {
    counted += 1
    size += 1
  }

  /// - Parameter customer: as `Identities` know it.
  @inline(__always) mutating func addRow(of customer: Int32) {
    size += 1
    if customer >= 0 { name(customer) } else if customer == Identities.somebody { isOfSomebody = true }
  }

  static func += (mine: inout Contributors, others: Contributors) {
    mine.counted += others.counted
    mine.size += others.size
    mine.isOfSomebody = mine.isOfSomebody || others.isOfSomebody
    for customer in others.named { mine.name(customer) }
  }

  @inline(__always) private mutating func name(_ customer: Int32) {
    if named.count < SmallCells.fewest, !named.contains(customer) { named.append(customer) }
  }
}

/// What customers or rows add to a KPI's term at an organisation.
struct Contribution: Hashable, Sendable {
  private(set) var value: Int128 = 0
  /// Whether an amount that is part of it has no price in the base currency.
  var isUnknown = false
  private(set) var contributors = Contributors()

  /// What one customer adds, who adds nothing anywhere else.
  mutating func add(_ amount: Int128) {
    guard amount != 0 else { return }
    value += amount
    contributors.addCustomer()
  }

  @inline(__always) mutating func add(_ amount: Int128, rowOf customer: Int32) {
    guard amount != 0 else { return }
    value += amount
    contributors.addRow(of: customer)
  }

  static func += (mine: inout Contribution, others: Contribution) {
    mine.value += others.value
    mine.isUnknown = mine.isUnknown || others.isUnknown
    mine.contributors += others.contributors
  }
}
