import Postgres
package import Tabular
package import Warehouse

/// Who stands behind each token, as known of a business date: customers that were merged are the one they have become,
/// and whoever came later is not there yet.
@safe package final class Identities: @unchecked Sendable {
  /// The highest customer number and one: customers are counted by their numbers, which are never given again.
  package let count: Int
  package let isThere: [Bool]
  package let isServed: [Bool]
  package let isPerson: [Bool]
  package let isCompany: [Bool]
  /// Of a row that names a customer nobody knows.
  static let somebody: Int32 = -1
  /// Of a row that names no customer.
  static let nobody: Int32 = -2

  private let keys: UnsafeMutablePointer<Int64>
  private let customers: UnsafeMutablePointer<Int32>
  private let mask: Int

  package convenience init(_ database: Database, _ known: Knowledge) throws {
    self.init(try database.withNames(of: known) { try ReadNames(database, $0) })
  }

  private init(_ names: ReadNames) {
    var size = 1024
    while size < names.keys.count * 2 { size *= 2 }
    mask = size - 1
    let keys = UnsafeMutablePointer<Int64>.allocate(capacity: size)
    let places = UnsafeMutablePointer<Int32>.allocate(capacity: size)
    unsafe places.initialize(repeating: -1, count: size)
    unsafe keys.initialize(repeating: 0, count: size)
    let mask = mask
    for (key, customer) in zip(names.keys, names.customers) {
      var place = Identities.place(key) & mask
      while unsafe places[place] >= 0 { place = (place + 1) & mask }
      unsafe keys[place] = key
      unsafe places[place] = names.survivor[Int(customer)]
    }
    unsafe self.keys = keys
    unsafe customers = places
    count = names.count
    isThere = names.isThere
    isServed = names.isServed
    isPerson = names.isPerson
    isCompany = names.isCompany
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

  /// The customer behind a token; -1, somebody: none that is known.
  @inline(__always) func customer(of key: Int64) -> Int32 {
    var place = Identities.place(key) & mask
    while true {
      let customer = unsafe customers[place]
      if unsafe customer < 0 || keys[place] == key { return customer }
      place = (place + 1) & mask
    }
  }
}
