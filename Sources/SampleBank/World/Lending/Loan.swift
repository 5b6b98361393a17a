import Tabular

/// A loan to a customer: what is still owed, and which instalments are.
struct Loan: Sendable {
  /// A month's part of the principal with the interest on what was owed.
  struct Instalment: Sendable {
    let due: BusinessDate
    let principal: Int64
    let interest: Int64
  }

  /// The borrower does not pay.
  struct Silence: Sendable {
    /// Pays again on this date; nil: never.
    let until: BusinessDate?
    /// A code of `overdue_reason`.
    let reason: String
  }

  let ordinal: Int
  let contract: Int
  let customer: Int
  /// A code of `loan_product`.
  let product: String
  let currency: Currency
  let amount: Int64
  var balance: Int64
  /// A code of `five_class`.
  var grade = "01"
  let started: BusinessDate
  let due: BusinessDate
  /// In how many monthly instalments it is repaid.
  let months: Int
  /// Millionths of a percent point.
  let rate: Int
  /// Instalments that have fallen due.
  var fallen = 0
  var nextDue: BusinessDate
  /// Due and not paid, the oldest first.
  var unpaid: [Instalment] = []
  var silence: Silence?

  init(_ ordinal: Int, under contract: Contract, _ amount: Int64, from started: BusinessDate, months: Int) {
    self.ordinal = ordinal
    self.contract = contract.ordinal
    customer = contract.customer
    product = contract.product.code
    currency = contract.currency
    self.amount = amount
    balance = amount
    self.started = started
    due = started.adding(months: months)
    self.months = months
    rate = contract.rate
    nextDue = started.adding(months: 1)
  }

  var number: String { "2" + Spelling.padded(ordinal + 1, 19) }
  /// Days since the oldest unpaid instalment fell due, at the end of `date`.
  func overdueDays(on date: BusinessDate) -> Int { unpaid.first.map { max(0, date.days(since: $0.due)) } ?? 0 }

  /// By the rule of 2023 for what is overdue: 90 days, 270 days, 360 days.
  static func grade(overdueDays days: Int) -> String {
    switch days {
    case ...0: "01"
    case ...90: "02"
    case ...270: "03"
    case ...360: "04"
    default: "05"
    }
  }

  /// The instalment of `nextDue`. The last one takes the rest.
  mutating func fall() {
    let rest = balance - unpaid.reduce(0) { $0 + $1.principal }
    let part = fallen + 1 >= months ? rest : min(rest, amount / Int64(months))
    if rest > 0 { unpaid.append(Instalment(due: nextDue, principal: part, interest: monthlyInterest)) }
    fallen += 1
    nextDue = started.adding(months: fallen + 1)
  }

  /// Interest on the balance for a month.
  var monthlyInterest: Int64 { balance * Int64(rate) / 1_200_000_000 }

  /// Half as much again as the rate, by the day, on the principal that was not paid.
  func penalty(on instalment: Instalment, _ date: BusinessDate) -> Int64 {
    instalment.principal * Int64(rate) / 36_000_000 * Int64(3 * max(0, date.days(since: instalment.due))) / 2000
  }
}
