import Tabular

/// What a tax is owed for: an enterprise, a tax and the period it covers.
struct TaxDuty: Sendable, Hashable {
  let enterprise: Int
  /// A code of `tax_type`.
  let tax: String
  let from: BusinessDate
  let to: BusinessDate
  /// The last day on which it may be paid without a late fee.
  let due: BusinessDate
}

/// A declaration as it is planned: it gets its number on the day on which it is filed.
struct PlannedReturn: Sendable {
  let duty: TaxDuty
  /// Cents without tax.
  let sales: Int64
  /// Cents.
  let payable: Int64
  /// What was declared before, where this corrects it.
  var corrected: Int64?
  /// What is to be paid, and how many days after the filing; negative where the office pays back.
  let payments: [(after: Int, cents: Int64)]
  /// The sales and the tax that a correction will state, and after how many days.
  var correction: (after: Int, sales: Int64, payable: Int64)?
}

/// A declaration that was filed.
struct TaxReturn: Sendable {
  let number: String
  let plan: PlannedReturn
  let filed: BusinessDate

  /// What has been paid under this number.
  func paid(by date: BusinessDate) -> Int64 {
    plan.payments.reduce(0) { filed.adding(days: $1.after) <= date ? $0 + $1.cents : $0 }
  }
}

/// A tax payment, or a refund where its amount is negative.
struct TaxPayment: Sendable {
  let number: String
  /// Nil for what an audit has found: nothing was declared.
  let declaration: String?
  let duty: TaxDuty
  let cents: Int64
  let date: BusinessDate

  /// Five in ten thousand a day after the last day.
  static func lateFee(_ cents: Int64, due: BusinessDate, on date: BusinessDate) -> Int64 {
    let days = Int64(date.daysSince2000 - due.daysSince2000)
    return days > 0 && cents > 0 ? (cents * 5 * days + 5_000) / 10_000 : 0
  }
}

/// What is still owed after the last day.
struct Arrear: Sendable {
  let duty: TaxDuty
  let cents: Int64
}
