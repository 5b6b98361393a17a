import Catalog
import Tabular
import Testing

@testable import Warehouse

/// Two customers become one, and are parted again: the survivor map says when, and no row is rewritten.
@Suite struct MergeTests {
  static let map: Asset = {
    var asset = Asset(
      id: "X5/party_map", zh: "客户归并", category: "客户/客户归一", meaning: "旧客户号归到存续客户号", owner: "运营管理部 陈洁",
      keeps: .versions, key: ["old_no"], party: "new_no",
      items: [
        Item(id: "old_no", zh: "旧客户号", type: .text(10), level: 1, identifies: "cust_no"),
        Item(id: "new_no", zh: "存续客户号", type: .text(10), level: 1, identifies: "cust_no"),
        Item(id: "since", zh: "生效日期", type: .date, level: 2),
      ])
    asset.derives.merge = .init(from: "old_no", into: "new_no", since: "since")
    return asset
  }()

  static let survivors = """
    select o.id_no, n.id_no, s.valid_from, s.valid_to
    from dwd.survivor s
    join dwd.party o on o.customer_id = s.customer_id
    join dwd.party n on n.customer_id = s.survivor_id
    order by 1, 3
    """

  private func bank() throws -> TestBank {
    let bank = try TestBank([TestCatalog.account, Self.map])
    try bank.load(
      "X1/account", "2025-11-01",
      ["1", "2", "3"].map { Rows.account("A\($0)", cust: "C\($0)", id: "P\($0)", name: "客户\($0)") })
    return bank
  }

  private func row(_ old: String, _ new: String, _ since: String, change: String = "I") -> [String: String] {
    ["old_no": old, "new_no": new, "since": since, "change": change]
  }

  @Test func aMergeHoldsFromItsDateUntilItIsTakenBack() throws {
    let bank = try bank()
    let before = try bank.database.digest(asOf: BusinessDate("2025-11-09")!)
    try bank.load("X5/party_map", "2025-11-10", [row("C1", "C2", "2025-11-12")])
    #expect(try bank.ask(Self.survivors) == ["P1|P2|2025-11-12|-"])
    try bank.load("X5/party_map", "2025-11-20", [row("C1", "C2", "2025-11-12", change: "D")])
    #expect(try bank.ask(Self.survivors) == ["P1|P2|2025-11-12|2025-11-20"])
    #expect(
      try bank.ask(
        "select count(*) from mart_l2.survivor where '2025-11-20' >= valid_from and valid_to is null", as: "analyst2")
        == ["0"])
    // History before stays, and of the customers themselves nothing has changed.
    #expect(try bank.database.digest(asOf: BusinessDate("2025-11-09")!) == before)
    let after = try bank.database.digest(asOf: BusinessDate("2025-11-20")!)
    for name in ["ods X1/account", "dwd X1/account", "dwd party"] {
      #expect(after.lines.first { $0.name == name } == before.lines.first { $0.name == name }, "\(name)")
    }
    // At clearance 1 the date cannot be read, and so there is no map.
    #expect(try bank.refusal("select * from mart_l1.survivor", as: "analyst1") == "42P01")
  }

  @Test func chainsAreFollowedToTheirEndWhileTheyHold() throws {
    let bank = try bank()
    try bank.load("X5/party_map", "2025-11-10", [row("C1", "C2", "2025-11-01")])
    try bank.load("X5/party_map", "2025-11-12", [row("C2", "C3", "2025-11-01")])
    try bank.load("X5/party_map", "2025-11-15", [row("C2", "C3", "2025-11-01", change: "D")])
    #expect(
      try bank.ask(Self.survivors) == [
        "P1|P2|2025-11-10|2025-11-12", "P1|P3|2025-11-12|2025-11-15", "P1|P2|2025-11-15|-",
        "P2|P3|2025-11-12|2025-11-15",
      ])
  }

  @Test func aCircleIsRefused() throws {
    let bank = try bank()
    try bank.load("X5/party_map", "2025-11-10", [row("C1", "C2", "2025-11-01"), row("C2", "C3", "2025-11-01")])
    let before = try bank.ask(Self.survivors)
    let error = #expect(throws: WarehouseError.self) {
      try bank.load("X5/party_map", "2025-11-11", [row("C3", "C1", "2025-11-01")])
    }
    #expect(error?.description.contains("merged in a circle") == true)
    #expect(try bank.ask(Self.survivors) == before)
  }
}
