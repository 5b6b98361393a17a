import Catalog
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// The fold is a function of what is live: whatever the order of arrival, and however often a date is corrected.
@Suite struct FoldTests {
  /// Business date, delivery number and rows. A3 comes, goes and comes back; C1 changes hands; the second delivery of the
  /// 21st takes rows away and brings others; on the 23rd A1 repeats what it was on the 20th.
  static let deliveries: [(date: String, number: Int, rows: [[String: String]])] = [
    (
      "2025-11-20", 1,
      [
        Rows.account("A1", cust: "C1", id: "P1", name: "王一"), Rows.account("A2", cust: "C2", id: "P2", name: "李二"),
        Rows.account("A3", cust: "C3", id: "P3", name: "张三"),
      ]
    ),
    (
      "2025-11-21", 1,
      [
        Rows.account("A1", cust: "C1", id: "P1", name: "王一", balance: "999.00"),
        Rows.account("A4", cust: "C1", id: "P4", name: "误报"),
        Rows.account("A3", cust: "C3", id: "P3", name: "张三", change: "D"),
      ]
    ),
    (
      "2025-11-22", 1,
      [
        Rows.account("A3", cust: "C9", id: "P3", name: "张三丰"), Rows.account("A2", cust: "C1", id: "P2", name: "李二"),
        Rows.account("A5", cust: "C5", id: "P5", name: "赵五", change: "D"),
      ]
    ),
    ("2025-11-23", 1, [Rows.account("A1", cust: "C1", id: "P1", name: "王一")]),
  ]

  static let correction: (date: String, number: Int, rows: [[String: String]]) = (
    "2025-11-21", 2,
    [
      Rows.account("A1", cust: "C7", id: "P1", name: "王一", balance: "200.00"),
      Rows.account("A3", cust: "C3", id: "P3", name: "张三"),
    ]
  )

  static var permutations: [[Int]] {
    func all(_ rest: [Int]) -> [[Int]] {
      rest.isEmpty ? [[]] : rest.flatMap { first in all(rest.filter { $0 != first }).map { [first] + $0 } }
    }
    return all(Array(deliveries.indices))
  }

  static let fold =
    "select account_no, valid_from, valid_to, cust_no, cust_name, balance from dwd.account order by 1, 2"
  static let customers = """
    select i.scheme, p.id_no, p.name, i.since, count(*) from dwd.identifier i join dwd.party p using (customer_id)
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    """

  @Test func inOrder() throws {
    let bank = try TestBank([TestCatalog.account])
    for delivery in Self.deliveries { try bank.load("X1/account", delivery.date, delivery.rows) }
    #expect(
      try bank.ask(Self.fold) == [
        "A1|2025-11-20|2025-11-21|C1|王一|100.00", "A1|2025-11-21|2025-11-23|C1|王一|999.00",
        "A1|2025-11-23|-|C1|王一|100.00", "A2|2025-11-20|2025-11-22|C2|李二|100.00", "A2|2025-11-22|-|C1|李二|100.00",
        "A3|2025-11-20|2025-11-21|C3|张三|100.00", "A3|2025-11-22|-|C9|张三丰|100.00", "A4|2025-11-21|-|C1|误报|100.00",
      ])
    // C1 is named by A1, A2 and A4; A2 said so last, for A1's version of the 23rd says only that its balance moved.
    #expect(
      try bank.ask(
        "select p.id_no from dwd.identifier i join dwd.party p using (customer_id) where key = \(bank.token("cust_no", "C1"))"
      )
        == ["P2"])
  }

  @Test func everyOrderOfArrivalGivesTheSame() throws {
    let reference = try TestBank([TestCatalog.account])
    for delivery in Self.deliveries { try reference.load("X1/account", delivery.date, delivery.rows) }
    let date = BusinessDate("2025-11-23")!
    let digests = try (0...3).map { try reference.database.digest(asOf: date.adding(days: -$0)) }
    let (fold, customers) = (try reference.ask(Self.fold), try reference.ask(Self.customers))
    let bank = try TestBank([TestCatalog.account], salt: "another key")
    for order in Self.permutations.dropFirst() {
      try bank.database.connection.execute(
        "truncate ods.account, dwd.account, dwd.identifier, dwd.party, meta.live, meta.batch", doing: "test")
      for index in order { try bank.load("X1/account", Self.deliveries[index].date, Self.deliveries[index].rows) }
      #expect(try bank.ask(Self.fold) == fold, "order \(order)")
      #expect(try bank.ask(Self.customers) == customers, "order \(order)")
      for (days, digest) in digests.enumerated() {
        #expect(
          try bank.database.digest(asOf: date.adding(days: -days)) == digest, "order \(order), \(days) days before")
      }
    }
  }

  /// The correction comes at any place after the delivery it corrects, and in the end it is as if the first had never
  /// been; what was known before it stays readable.
  @Test func aCorrectionLeavesNoTrace() throws {
    let reference = try TestBank([TestCatalog.account])
    var corrected = Self.deliveries
    corrected[1] = Self.correction
    for delivery in corrected {
      try reference.load("X1/account", delivery.date, number: delivery.number, delivery.rows)
    }
    let date = BusinessDate("2025-11-23")!
    let digest = try reference.database.digest(asOf: date)
    let (fold, customers) = (try reference.ask(Self.fold), try reference.ask(Self.customers))
    for place in [[0, 1, -1, 2, 3], [0, 1, 2, -1, 3], [0, 1, 2, 3, -1], [3, 1, 2, -1, 0], [2, 3, 1, 0, -1]] {
      let bank = try TestBank([TestCatalog.account], salt: "\(place)")
      var (before, known) = (try bank.database.digest(asOf: date), bank.now)
      for index in place {
        let delivery = index < 0 ? Self.correction : Self.deliveries[index]
        if index < 0 { (before, known) = (try bank.database.digest(asOf: date), bank.now) }
        try bank.load("X1/account", delivery.date, number: delivery.number, delivery.rows)
      }
      #expect(try bank.ask(Self.fold) == fold, "\(place)")
      #expect(try bank.ask(Self.customers) == customers, "\(place)")
      #expect(try bank.database.digest(asOf: date) == digest, "\(place)")
      #expect(try bank.database.digest(asOf: date, knownAt: known) == before, "\(place), as known before")
      #expect(try bank.database.digest(asOf: date, knownAt: bank.now) == digest, "\(place), as known now")
      #expect(before != digest)
    }
  }

  @Test func aDigestSeesEveryChange() throws {
    let bank = try TestBank()
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1", amount: "1.00")])
    let date = BusinessDate("2025-11-20")!
    let digest = try bank.database.digest(asOf: date)
    #expect(try bank.database.digest(asOf: date) == digest)
    try bank.load("X1/posting", "2025-11-21", [Rows.posting("2", account: "A1")])
    #expect(try bank.database.digest(asOf: date) == digest)
    try bank.load("X1/posting", "2025-11-20", number: 2, [Rows.posting("1", account: "A1", amount: "1.01")])
    let other = try bank.database.digest(asOf: date)
    #expect(other.overall != digest.overall)
    #expect(other.lines.map(\.rows) == digest.lines.map(\.rows))
    #expect(
      other.lines.map(\.name) == [
        "dwd X1/account", "dwd party", "ods R/org", "ods T/declaration", "ods X1/account", "ods X1/posting",
      ])
  }
}
