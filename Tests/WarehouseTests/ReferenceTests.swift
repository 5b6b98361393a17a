import Catalog
import Tabular
import Testing

@testable import Warehouse

/// A reference is looked up where its asset delivers: customers' identifiers, versions, live batches.
@Suite struct ReferenceTests {
  private static func named(_ id: String, _ standard: String, in asset: String? = nil) -> Item {
    Item(
      id: id, zh: id, type: .text(20), level: 1, empty: asset == nil ? nil : "可以没有",
      references: asset.map { .init(asset: $0, item: id) }, identifies: standard)
  }

  private static func asset(_ id: String, _ keeps: Asset.Keeps, _ items: [Item]) -> Asset {
    Asset(
      id: id, zh: id, category: "业务", meaning: id, owner: "运营管理部 王敏", keeps: keeps, key: [items[0].id], items: items)
  }

  private static let contract = asset("X2/contract", .versions, [named("contract_no", "contract_no")])
  private static let application = asset("X2/application", .events, [named("application_no", "application_no")])
  private static let flow = asset(
    "X2/flow", .events,
    [
      Item(id: "flow_no", zh: "流水号", type: .text(20), level: 1), named("contract_no", "contract_no", in: contract.id),
      named("application_no", "application_no", in: application.id),
    ])

  @Test func eachIsLookedUpWhereItIsDelivered() throws {
    let bank = try TestBank([Self.contract, Self.application, Self.flow])
    try bank.load("X2/contract", "2025-11-20", [["contract_no": "C1"]])
    try bank.load("X2/contract", "2025-11-22", [["contract_no": "C2"]])
    try bank.load("X2/application", "2025-11-20", [["application_no": "A1"]])
    func unresolved(_ contract: String?, _ application: String?, on date: String) throws -> Int {
      var row = ["flow_no": "1"]
      row["contract_no"] = contract
      row["application_no"] = application
      return try bank.load("X2/flow", date, [row])
    }
    #expect(try unresolved("C1", "A1", on: "2025-11-20") == 0)
    #expect(try unresolved("C1", "A9", on: "2025-11-21") == 1)
    #expect(try unresolved("C9", "A9", on: "2025-11-22") == 1, "a row counts once")
    #expect(try unresolved("C2", nil, on: "2025-11-23") == 0)
    // The contract comes a day later, and an application's number names no contract.
    #expect(try unresolved("C2", nil, on: "2025-11-19") == 1)
    #expect(try unresolved("A1", nil, on: "2025-11-24") == 1)
  }
}
