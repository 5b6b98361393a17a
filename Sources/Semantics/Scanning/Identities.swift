import Postgres
package import Tabular
package import Warehouse

/// Who stands behind each token, as of a business date: customers that were merged are the one they have become.
@safe package final class Identities: @unchecked Sendable {
  /// The highest customer number and one: customers are counted by their numbers, which are never given again.
  package let count: Int
  package let isThere: [Bool]
  package let isServed: [Bool]
  package let isPerson: [Bool]
  package let isCompany: [Bool]
  private let keys: UnsafeMutablePointer<Int64>
  private let customers: UnsafeMutablePointer<Int32>
  private let mask: Int

  package init(_ database: Database, on date: BusinessDate) throws {
    let connection = database.connection
    let count =
      try connection.query(
        "select coalesce(max(customer_id), 0) + 1 from dwd.party", doing: "count customers"
      ).integer ?? 1
    var isThere = [Bool](repeating: false, count: count)
    var isServed = isThere
    var isPerson = isThere
    var isCompany = isThere
    let doing = "read who is who"
    try connection.copyOut(
      "select customer_id, is_customer, kind = 'citizen_id', kind = 'uscc' from dwd.party", doing: doing
    ) { row in
      var values = row.cursor()
      guard let customer = values.integer().map(Int.init), customer < count else { return }
      isThere[customer] = true
      isServed[customer] = values.integer() == 1
      isPerson[customer] = values.integer() == 1
      isCompany[customer] = values.integer() == 1
    }
    var survivor = (0..<count).map { Int32($0) }
    if try connection.query("select to_regclass('dwd.survivor') is not null", doing: doing).first == "t" {
      try connection.copyOut(
        """
        select customer_id, survivor_id from dwd.survivor
        where valid_from <= date '\(date)' and (valid_to is null or valid_to > date '\(date)')
        """, doing: doing
      ) { row in
        var values = row.cursor()
        guard let merged = values.integer(), let into = values.integer(), merged < count, into < count else { return }
        survivor[Int(merged)] = Int32(into)
        // Whoever became another is nobody's customer any more.
        isServed[Int(merged)] = false
      }
    }
    let tokens = try connection.query("select count(*) from dwd.identifier", doing: doing).integer ?? 0
    var size = 1024
    while size < tokens * 2 { size *= 2 }
    mask = size - 1
    let keys = UnsafeMutablePointer<Int64>.allocate(capacity: size)
    let places = UnsafeMutablePointer<Int32>.allocate(capacity: size)
    unsafe places.initialize(repeating: -1, count: size)
    unsafe keys.initialize(repeating: 0, count: size)
    let mask = mask
    try connection.copyOut("select key, customer_id from dwd.identifier", doing: doing) { row in
      var values = row.cursor()
      guard let key = values.integer(), let customer = values.integer(), customer < count else { return }
      var place = Identities.place(key) & mask
      while unsafe places[place] >= 0 { place = (place + 1) & mask }
      unsafe keys[place] = key
      unsafe places[place] = survivor[Int(customer)]
    }
    unsafe self.keys = keys
    unsafe customers = places
    self.count = count
    self.isThere = isThere
    self.isServed = isServed
    self.isPerson = isPerson
    self.isCompany = isCompany
  }

  /// One customer alone, with the attributes definitions may name.
  init(customer: Int, isServed: Bool, isPerson: Bool, isCompany: Bool) {
    func only(_ value: Bool) -> [Bool] { (0...customer).map { $0 == customer && value } }
    count = customer + 1
    isThere = only(true)
    self.isServed = only(isServed)
    self.isPerson = only(isPerson)
    self.isCompany = only(isCompany)
    mask = 0
    unsafe keys = .allocate(capacity: 1)
    unsafe keys.initialize(to: 0)
    unsafe customers = .allocate(capacity: 1)
    unsafe customers.initialize(to: -1)
  }

  deinit {
    unsafe keys.deallocate()
    unsafe customers.deallocate()
  }

  /// Tokens are as good as random; a multiplication spreads what is not.
  @inline(__always) private static func place(_ key: Int64) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> 24)
  }

  /// The customer behind a token; -1: nobody known.
  @inline(__always) func customer(of key: Int64) -> Int32 {
    var place = Identities.place(key) & mask
    while true {
      let customer = unsafe customers[place]
      if unsafe customer < 0 || keys[place] == key { return customer }
      place = (place + 1) & mask
    }
  }
}
