import Postgres
import Tabular
import Warehouse

/// One customer as of a business date: who it is by then, and the tokens its rows are found by.
struct OneCustomer: Sendable {
  /// Asked for.
  var number: Int64
  /// Whom that one has been merged into by the date; the same where it has not.
  var survivor: Int64
  var isServed = false
  var isPerson = false
  var isCompany = false
  var tokens: [Int64] = []
  /// All numbers that are this customer by the date, the survivor among them.
  var merged: [Int64] = []

  /// Nil where there is no such customer.
  init?(_ number: Int64, _ database: Database, _ known: Knowledge) throws {
    let date = known.date
    let doing = "find the customer"
    let connection = database.connection
    let merges = try connection.query("select to_regclass('dwd.survivor') is not null", doing: doing).first == "t"
    let valid = "valid_from <= $2::date and (valid_to is null or valid_to > $2::date)"
    self.number = number
    survivor = number
    if merges {
      survivor =
        try connection.query(
          "select survivor_id from dwd.survivor where customer_id = $1 and \(valid)",
          [String(number), date.description], doing: doing
        ).first.flatMap { Int64($0) } ?? number
    }
    let party = try connection.query(
      "select customer_id from dwd.party where customer_id = $1", [String(survivor)], doing: doing)
    guard party.first != nil else { return nil }
    var all = [survivor]
    if merges {
      let merged = try connection.query(
        "select customer_id from dwd.survivor where survivor_id = $1 and \(valid)",
        [String(survivor), date.description], doing: doing)
      all += merged.values.compactMap { $0[0].flatMap { Int64($0) } }
    }
    merged = all
    let numbers = all.map { String($0) }.joined(separator: ", ")
    let (attributes, tokens) = try database.withNames(of: known, about: all) { names in
      (
        try connection.query(
          """
          select is_customer, kind is not distinct from 'citizen_id', kind is not distinct from 'uscc'
          from (\(names.parties)) p where customer_id = \(survivor)
          """, doing: doing),
        try connection.query(
          "select key from (\(names.identifiers)) i where customer_id in (\(numbers))", doing: doing)
      )
    }
    // Who came later is known by number, and nothing else is so yet.
    if let row = attributes.values.first {
      (isServed, isPerson, isCompany) = (row[0] == "t", row[1] == "t", row[2] == "t")
    }
    self.tokens = tokens.values.compactMap { $0[0].flatMap { Int64($0) } }
  }

  /// What definitions may name of it.
  var attributes: [String: Int64?] {
    ["person": isPerson ? 1 : 0, "company": isCompany ? 1 : 0, "served": isServed ? 1 : 0]
  }
}
