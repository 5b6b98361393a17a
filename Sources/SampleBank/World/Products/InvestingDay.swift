import Tabular

/// What customers did with products on one date, as the feeds will tell it.
struct InvestingDay: Sendable {
  enum Kind: String, Sendable { case insert = "I", update = "U", delete = "D" }

  /// A confirmed, failed or cancelled order, or what the product itself brought.
  struct Sale: Sendable {
    /// The codes of `sale_kind`.
    enum Kind: String, Sendable {
      case subscribed = "01"
      case bought = "02"
      case redeemed = "03"
      case paidOut = "04"
      case reinvested = "05"
      case matured = "06"
    }

    /// The codes of `sale_status`.
    enum Status: String, Sendable { case confirmed = "01", failed = "02", cancelled = "03" }

    let number: String
    let customer: Int
    let product: Int
    /// A code of `channel`.
    let channel: String
    let staff: String?
    let kind: Kind
    let status: Status
    /// What moves on the account, the fee in it; in cents.
    var cents: Int64 = 0
    /// In ten-thousandths.
    var units: Int64 = 0
    var fee: Int64 = 0
    let traded: Moment
  }

  struct Change: Sendable {
    let kind: Kind
    let position: Position
    /// Of a position that is gone, as readers have it.
    let version: Position.Version
    /// Whether only the value of a unit is another.
    let isRevaluation: Bool
  }

  /// Taken in on the date, whenever they are confirmed.
  var orders: [Order] = []
  var sales: [Sale] = []
  var changes: [Change] = []
  /// They follow the loan system's.
  var postings: [Posting] = []
}
