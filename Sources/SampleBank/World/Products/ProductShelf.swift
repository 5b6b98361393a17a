import Tabular

/// All 367 products of the bank's twelve classes, in the order of their codes. No chance is in it: every bank has the
/// same.
enum ProductShelf {
  static let bank = "本行"

  static let all: [Product] =
    (deposits + loans + wealth + funds + insurances + metals + trusts + bonds + settlements + cards + exchanges
    + chains).sorted { $0.code < $1.code }

  static func product(_ code: String) -> Product? { places[code].map { all[$0] } }

  /// Its place in `all`.
  static func place(of code: String) -> Int? { places[code] }

  static func products(of productClass: ProductClass) -> [Product] { byClass[productClass] ?? [] }

  static func onSale(_ productClass: ProductClass, on date: BusinessDate) -> [Product] {
    products(of: productClass).filter { $0.isOnSale(on: date) }
  }

  /// The product under which the loan system's code is sold.
  static func loan(_ code: String) -> Product? { byLoanCode[code] }

  private static let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.code, $0) })
  private static let byClass = Dictionary(grouping: all, by: \.productClass)
  private static let byLoanCode = Dictionary(uniqueKeysWithValues: loans.map { ($0.source, $0) })

  /// Products of one make, numbered from 1 under two letters: `03KF0001`. They are issued so many days after each other.
  static func series(
    _ productClass: ProductClass, _ letters: String, _ names: [String], from first: BusinessDate, every days: Int,
    _ fill: (inout Product, Int) -> Void
  ) -> [Product] {
    names.enumerated().map { ordinal, name in
      var product = Product(
        code: productClass.rawValue + letters + Spelling.padded(ordinal + 1, 4), name: name,
        productClass: productClass, issued: first.adding(days: ordinal * days))
      fill(&product, ordinal)
      return product
    }
  }

  /// `稳盈 1 号` and so on.
  static func numbered(_ name: String, _ count: Int) -> [String] { (1...count).map { "\(name)\($0)号" } }

  /// One of `values`, by turns.
  static func turn<T>(_ values: [T], _ ordinal: Int) -> T { values[ordinal % values.count] }
}
