import Catalog
import Tabular

@testable import Warehouse

extension TestBank {
  /// Two dates of three assets, one of each kind, and a correction of each on the first date.
  ///
  /// - Returns: the moment before the correction, too.
  static func corrected() throws -> (bank: TestBank, known: Moment) {
    let bank = try TestBank()
    for (date, balance) in [("2025-11-01", "1.00"), ("2025-11-02", "2.00")] {
      try bank.load("X1/account", date, [Rows.account("A1", cust: "C1", id: "P1", name: "王一", balance: balance)])
      try bank.load("X1/posting", date, [Rows.posting(date, account: "A1", amount: balance)])
      try bank.load("R/org", date, [["org_no": "021001", "org_name": "南京"]])
    }
    let known = bank.now
    try bank.correct(number: 2)
    return (bank, known)
  }

  func correct(_ date: String = "2025-11-01", number: Int) throws {
    let amount = "\(number)0.00"
    try load(
      "X1/account", date, number: number, [Rows.account("A1", cust: "C1", id: "P1", name: "王二", balance: amount)])
    try load("X1/posting", date, number: number, [Rows.posting(date, account: "A1", amount: amount)])
    try load("R/org", date, number: number, [["org_no": "021001", "org_name": "南京\(number)"]])
  }

  /// The moment after everything that has happened.
  var after: Moment { Moment(secondsSince1970: now.secondsSince1970 + 1) }

  /// What the marts show.
  func seen() throws -> [String] {
    try ["posting", "account", "account_history", "org", "party"].flatMap { view in
      try ask("select v::text from \(view) v order by 1", as: "officer4")
    }
  }
}

extension Retention {
  /// The same limit for everything.
  static func all(before date: String, _ moment: Moment) -> Retention {
    let assets = ["X1/account", "X1/posting", "R/org", "T/declaration"]
    let limit = Limit(date, moment)
    return Retention(
      superseded: Dictionary(uniqueKeysWithValues: assets.map { ($0, limit) }), rejects: limit, ledger: limit)
  }
}

extension Retention.Limit {
  init(_ date: String, _ moment: Moment) { self.init(date: BusinessDate(date)!, moment: moment) }
}
