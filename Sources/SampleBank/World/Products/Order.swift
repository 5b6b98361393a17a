import Tabular

/// What a customer asked for, before it is confirmed.
struct Order: Sendable {
  enum Wish: Sendable {
    /// For so many cents.
    case buy(Int64)
    /// So many hundredths of what is there.
    case redeem(Int64)
  }

  let customer: Int
  let product: Int
  let wish: Wish
  let channel: String
  let staff: String?
  let traded: Moment
  /// The date of confirmation.
  let due: BusinessDate
  /// Taken back before it.
  let isCancelled: Bool
  /// The house it goes to refuses it.
  let isRefused: Bool

  var kind: InvestingDay.Sale.Kind {
    guard case .buy = wish else { return .redeemed }
    return ProductShelf.all[product].offered == nil ? .bought : .subscribed
  }

  /// Offers are confirmed when they end, what is worth a yuan at once, all else on the next trading day.
  static func due(_ product: Product, from date: BusinessDate) -> BusinessDate {
    if let founded = product.founded { return founded }
    return product.valuation == .par ? date : BankCalendar.nextTradingDay(after: date)
  }
}
