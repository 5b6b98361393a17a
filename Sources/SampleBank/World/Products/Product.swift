import Tabular

/// Something the bank sells, its own or another house's.
struct Product: Sendable {
  /// What a unit of it is worth, and how often that is told.
  enum Valuation: Sendable {
    /// Nobody holds units of it.
    case none
    /// A unit is worth one yuan.
    case par
    /// Told on every trading day.
    case daily
    /// Told on the last trading day of a week.
    case weekly
  }

  /// Eight letters and digits; the first two are the class.
  let code: String
  let name: String
  let productClass: ProductClass
  /// 1 to 5 for R1 to R5; nil where nothing can be lost or won by it.
  var grade: Int?
  /// A code of `loan_product` or `account_kind`; empty where no other system has the product.
  var source = ""
  var currency = Currency.cny
  /// In days.
  var term: Int?
  /// Published interest or benchmark in a year, in millionths of a percent point.
  var rate: Int?
  /// The least one may buy or ask for, in cents.
  var minimum: Int64 = 0
  var valuation = Valuation.none
  /// What a unit was worth when it was issued, in millionths of a yuan.
  var face = 1_000_000
  /// The first day on which it can be bought.
  let issued: BusinessDate
  /// For how many days it can be subscribed; nil: as long as it is not withdrawn.
  var offered: Int?
  /// The first day on which it can no longer be bought.
  var withdrawn: BusinessDate?
  var issuer = ProductShelf.bank

  /// Whoever subscribes gets the units on the last day of the offer.
  var founded: BusinessDate? { offered.map { issued.adding(days: $0 - 1) } }

  /// Its term counts from the end of the offer; open products go on.
  var matures: BusinessDate? {
    guard let founded, let term else { return nil }
    return founded.adding(days: term)
  }

  func isOnSale(on date: BusinessDate) -> Bool { status(on: date) == .onSale }

  /// The codes of `product_status`.
  enum Status: String, Sendable { case announced = "01", onSale = "02", withdrawn = "03", matured = "04" }

  func status(on date: BusinessDate) -> Status {
    if date < issued { return .announced }
    if let matures, matures <= date { return .matured }
    if let founded, founded < date { return .withdrawn }
    if let withdrawn, withdrawn <= date { return .withdrawn }
    return .onSale
  }
}

/// The codes of `product_class`.
enum ProductClass: String, Sendable, CaseIterable {
  case deposit = "01"
  case loan = "02"
  case wealth = "03"
  case fund = "04"
  case insurance = "05"
  case metal = "06"
  case trust = "07"
  case bond = "08"
  case settlement = "09"
  case card = "10"
  case exchange = "11"
  case chain = "12"
}
