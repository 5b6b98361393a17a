import Tabular

/// A loan to a customer and what is still owed.
struct Loan: Sendable {
  let ordinal: Int
  let customer: Int
  /// A code of `loan_product`.
  let product: String
  let currency: Currency
  let amount: Int64
  var balance: Int64
  /// A code of `five_class`.
  var grade: String
  let started: BusinessDate
  let due: BusinessDate
  /// Millionths of a percent point.
  let rate: Int

  func values(_ world: World) -> [String] {
    let owner = world.customers[customer]
    return [
      "2" + Spelling.padded(ordinal + 1, 19), "JK" + Spelling.padded(ordinal + 1, 18), owner.number,
      owner.organisation.number, product, currency.code, Spelling.amount(amount), Spelling.amount(balance), grade,
      started.compact, due.compact, "\(rate / 1_000_000)." + Spelling.padded(rate % 1_000_000, 6),
    ]
  }
}

/// The loans that are open, moved on from date to date.
struct LoanBook: Sendable {
  enum Kind: String, Sendable { case insert = "I", update = "U", delete = "D" }
  struct Change: Sendable {
    let kind: Kind
    let loan: Loan
  }

  private var open: [Loan] = []
  private var granted = 0

  /// The changes of a date: on the first everything is new; later one loan in three is repaid in part, some are
  /// repaid in full, some are granted. A closed loan is delivered once more as it was.
  mutating func move(to day: Int, _ world: World, _ chance: SplitMix64) -> [Change] {
    var chance = chance
    var changes: [Change] = []
    var remaining: [Loan] = []
    for var loan in open {
      switch chance.below(100) {
      case 0..<2: changes.append(Change(kind: .delete, loan: loan))
      case 2..<35:
        loan.balance -= loan.balance / Int64(chance.within(10...60))
        if chance.chance(1, in: 40) { loan.grade = chance.pick(["01", "02", "03", "04", "05"]) }
        changes.append(Change(kind: .update, loan: loan))
        remaining.append(loan)
      default: remaining.append(loan)
      }
    }
    for _ in 0..<LoanBook.grants(on: day, world) {
      let loan = grant(on: day, world, &chance)
      changes.append(Change(kind: .insert, loan: loan))
      remaining.append(loan)
    }
    open = remaining
    return changes
  }

  /// How many loans there can ever be.
  static func capacity(_ world: World) -> Int { world.dates.indices.reduce(0) { $0 + grants(on: $1, world) } }

  private static func grants(on day: Int, _ world: World) -> Int {
    day == 0 ? max(1, world.customersBy[0] / 4) : max(1, world.customersBy[0] / 200)
  }

  private mutating func grant(on day: Int, _ world: World, _ chance: inout SplitMix64) -> Loan {
    let amount = chance.cents(digits: 6...9) / 10_000 * 10_000 + 1_000_000
    let age = day == 0 ? chance.within(1...900) : 0
    let started = world.dates[day].adding(days: -age)
    let customer = chance.below(world.customersBy[day])
    let products = world.customers[customer].party.isEnterprise ? ["1001", "1002", "3001"] : ["1002", "2001", "2002"]
    granted += 1
    return Loan(
      ordinal: granted - 1, customer: customer, product: chance.pick(products),
      currency: chance.chance(1, in: 50) ? .usd : .cny, amount: amount,
      balance: age == 0 ? amount : amount - Int64(chance.below(Int(amount))),
      grade: chance.chance(1, in: 30) ? chance.pick(["02", "03", "04", "05"]) : "01", started: started,
      due: started.adding(days: chance.pick([365, 730, 1095, 3650])), rate: chance.within(3_000_000...6_500_000))
  }
}
