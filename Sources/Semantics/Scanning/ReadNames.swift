import Postgres
import Warehouse

/// Parties, the tokens that lead to them and those that have become others, read whole.
struct ReadNames {
  /// The highest customer number there is and one.
  let count: Int
  private(set) var isThere: [Bool]
  private(set) var isServed: [Bool]
  private(set) var isPerson: [Bool]
  private(set) var isCompany: [Bool]
  private(set) var survivor: [Int32]
  /// Tokens, and whose they are.
  private(set) var keys: [Int64] = []
  private(set) var customers: [Int32] = []

  init(_ database: Database, _ names: KnownNames) throws {
    let doing = "read who is who"
    let connection = database.connection
    let count = try database.customerCount()
    self.count = count
    isThere = [Bool](repeating: false, count: count)
    isServed = isThere
    isPerson = isThere
    isCompany = isThere
    survivor = (0..<count).map { Int32($0) }
    try read(names.parties, "customer_id, is_customer, kind = 'citizen_id', kind = 'uscc'", connection, doing)
    try connection.copyOut(names.identifiers, doing: doing) { row in
      var values = row.cursor()
      guard let key = values.integer(), let customer = values.integer(), customer < count else { return }
      keys.append(key)
      customers.append(Int32(customer))
      // A party that no token leads to any more is none.
      isThere[Int(customer)] = true
    }
    if let survivors = names.survivors {
      try connection.copyOut(survivors, doing: doing) { row in
        var values = row.cursor()
        guard let merged = values.integer(), let into = values.integer(), merged < count, into < count else { return }
        survivor[Int(merged)] = Int32(into)
        // Whoever became another is nobody any more.
        isThere[Int(merged)] = false
        isServed[Int(merged)] = false
        isPerson[Int(merged)] = false
        isCompany[Int(merged)] = false
      }
    }
  }

  private mutating func read(_ parties: String, _ columns: String, _ connection: Connection, _ doing: String) throws {
    let count = count
    try connection.copyOut("select \(columns) from (\(parties)) p", doing: doing) { row in
      var values = row.cursor()
      guard let customer = values.integer().map(Int.init), customer < count else { return }
      isServed[customer] = values.integer() == 1
      isPerson[customer] = values.integer() == 1
      isCompany[customer] = values.integer() == 1
    }
  }
}
