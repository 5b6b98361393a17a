import Tabular

/// What a customer looks at after coming in.
struct Session: Sendable {
  struct View: Sendable {
    /// A code of `page`.
    let page: String
    /// A code of the product shelf, on pages of products.
    let product: String?
    /// Of the day.
    let second: Int
    /// In seconds.
    let stay: Int
  }

  /// 32 hexadecimal digits.
  let identity: String
  let login: Login
  let views: [View]

  /// The longest time a page counts as looked at.
  static let longestStay = 1800

  /// One in five of those who come in stays to look around.
  static func all(on day: Int, in world: World) -> [Session] {
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "sessions", date)
    let shelves = Shelves(on: date)
    return Login.all(on: day, in: world).filter(\.succeeds).compactMap { login in
      guard chance.chance(1, in: 5) else { return nil }
      let identity = SplitMix64(seed: world.seed, "session \(login.ordinal)", date).hexadecimal
      let isEnterprise = world.customers[login.customer].party.isEnterprise
      return Session(
        identity: identity, login: login, views: views(login.second, isEnterprise: isEnterprise, shelves, &chance))
    }
  }

  /// The home page and up to four others, until midnight.
  private static func views(
    _ start: Int, isEnterprise: Bool, _ shelves: Shelves, _ chance: inout SplitMix64
  ) -> [View] {
    let pages = isEnterprise ? pagesOfEnterprises : pagesOfPersons
    var second = start + chance.within(1...5)
    var views: [View] = []
    for turn in 0..<chance.within(1...5) {
      let page = turn == 0 ? "01" : chance.pick(pages)
      let stay = chance.chance(1, in: 40) ? chance.within(300...longestStay) : chance.within(2...120)
      let product = shelves.product(on: page, isEnterprise: isEnterprise, &chance)
      if second < Moment.secondsPerDay { views.append(View(page: page, product: product, second: second, stay: stay)) }
      second += stay
    }
    return views
  }

  /// The usual ones more often.
  private static let pagesOfPersons = [
    "02", "02", "02", "03", "03", "04", "04", "05", "06", "07", "08", "09", "11", "12",
  ]
  private static let pagesOfEnterprises = ["02", "02", "03", "03", "07", "10", "10", "11", "12"]
}

/// The products on show on one date, by the page they are shown on.
struct Shelves: Sendable {
  private let codes: [String: [String]]

  init(on date: BusinessDate) {
    let shown = { (shelf: ProductClass) in ProductShelf.onSale(shelf, on: date).map(\.code) }
    codes = [
      "04": shown(.wealth), "05": shown(.fund), "06": shown(.insurance),
      "08": shown(.card).filter { $0.hasPrefix("10DJ") },
      "10": ProductShelf.loan("1001").map { [$0.code] } ?? [],
    ]
  }

  /// Three in four views of such a page are of one product.
  func product(on page: String, isEnterprise: Bool, _ chance: inout SplitMix64) -> String? {
    if page == "07" {
      let loan = chance.pick(isEnterprise ? LoanProduct.forEnterprises : LoanProduct.forPersons)
      return ProductShelf.loan(loan.code)?.code
    }
    guard let shown = codes[page], chance.chance(3, in: 4) else { return nil }
    return chance.pick(from: shown)
  }

  func any(on page: String, _ chance: inout SplitMix64) -> String? { chance.pick(from: codes[page] ?? []) }
}
