import Tabular

/// The money the bank keeps accounts in; the feeds write all of them with two decimals.
enum Currency: Int, Sendable, CaseIterable {
  case cny, usd, eur

  var code: String {
    switch self {
    case .cny: "CNY"
    case .usd: "USD"
    case .eur: "EUR"
    }
  }
}

/// An account of a customer. Its balance moves with the postings of each day.
struct Account: Sendable {
  let number: String
  let customer: Int
  /// A code of `account_kind`.
  let product: String
  let currency: Currency
  let opened: BusinessDate
  /// Nothing is ever posted to it (睡眠户): its record may be refused without orphaning a posting.
  let isDormant: Bool
  /// In cents.
  var balance: Int64

  static func number(_ ordinal: Int, issuer: String = "62179900") -> String {
    let body = issuer + String(String(10_000_000_000 + ordinal).dropFirst())
    guard let check = Luhn.check(body) else { preconditionFailure("an account number of digits has a check digit") }
    return body + [check]
  }
}
