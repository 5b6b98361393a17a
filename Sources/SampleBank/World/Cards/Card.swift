import Tabular

/// A card from the day it is sent out to the day it is cancelled.
struct Card: Sendable {
  /// The codes of `card_kind`.
  enum Kind: String, Sendable { case debit = "01", credit = "02", unit = "03" }

  let customer: Int
  let kind: Kind
  /// The code of the card's product.
  let product: String
  let opened: BusinessDate
  /// Nil where it never is.
  let activated: BusinessDate?
  /// Reported lost (挂失); some days later it is cancelled and another card takes its place.
  let lost: BusinessDate?
  let closed: BusinessDate?
  let frozen: ClosedRange<BusinessDate>?
  /// In cents; of credit cards only.
  let limit: Int64?

  /// A code of `card_status`.
  func status(on date: BusinessDate) -> String {
    if let closed, closed <= date { return "05" }
    if let lost, lost <= date { return "03" }
    guard let activated, activated <= date else { return "02" }
    if let frozen, frozen.contains(date) { return "04" }
    return "01"
  }

  /// Whether its record on `date` is another than the day before.
  func changes(on date: BusinessDate) -> Bool {
    date == opened || date == activated || date == lost || date == closed || date == frozen?.lowerBound
      || date == frozen?.upperBound.adding(days: 1)
  }

  /// Debit cards and those of companies have 19 digits, credit cards 16.
  static func number(_ ordinal: Int, _ kind: Kind) -> String {
    let issuer =
      switch kind {
      case .debit: "62179955"
      case .credit: "622899"
      case .unit: "62179966"
      }
    let body = issuer + Spelling.padded(ordinal + 1, kind == .credit ? 9 : 10)
    guard let check = Luhn.check(body) else { preconditionFailure("a card number of digits has a check digit") }
    return body + [check]
  }
}
