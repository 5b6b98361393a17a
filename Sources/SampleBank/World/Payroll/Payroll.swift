import Tabular

/// An enterprise lets the bank pay its staff.
struct PayAgreement: Sendable {
  let ordinal: Int
  /// A customer; the first account pays.
  let employer: Int
  /// Of the month, at most the 28th.
  var payDay: Int

  static let payDays = [5, 8, 10, 10, 15, 15, 18, 20, 25, 28]

  var number: String { "DF" + Spelling.padded(ordinal + 1, 18) }

  /// The first day on which it pays, on `date` or after it.
  func payment(onOrAfter date: BusinessDate) -> BusinessDate {
    let day = date.components.day
    let start = date.adding(days: payDay - day)
    return day <= payDay ? start : Month(before: date, back: -1).first.adding(days: payDay - 1)
  }
}

/// A customer whom an agreement pays, into the first account.
struct Payee: Sendable {
  let customer: Int
  let agreement: Int
  /// A month's pay in cents, before what changes from month to month.
  let salary: Int64
  /// The first payment.
  let since: BusinessDate
}
