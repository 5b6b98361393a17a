import Catalog
import Foundation
import Golden
import Postgres
import Semantics
import Tabular
import Testing

@testable import Warehouse

/// A date worked out again as it was known then comes out as it did, whatever has come since; and where what was known is
/// gone, that is said.
@Suite struct KnowledgeTests {
  private static let date = BusinessDate(year: 2025, month: 11, day: 20)!

  private func account(_ no: String, _ person: String, _ balance: String, org: String = "021001") -> String {
    "account_no=\(no) cust_no=C\(person) id_type=01 id_no=\(person) cust_name=甲 org_no=\(org) ccy=CNY balance=\(balance)"
  }

  private func bank() throws -> FactBank {
    let bank = try FactBank(GoldenCase.suite("explain").first { $0.name == "bank" }!.folder.path)
    try bank.load("X1/account", "2025-11-18", [account("A1", "P1", "900.00"), account("B1", "P2", "88.80")])
    try bank.load(
      "X1/posting", "2025-11-20",
      [
        "posting_no=1 account_no=A1 booked_on=2025-11-19 channel=03 amount=12.34",
        "posting_no=2 account_no=B1 booked_on=2025-11-20 channel=01 amount=2222.22",
      ])
    try bank.compute(Self.date)
    return bank
  }

  /// Parts that come out otherwise than they are published.
  private func differing(_ bank: FactBank, upTo known: Int64?) throws -> Set<String> {
    let published = try #require(try bank.database.computedParts(on: Self.date)["ind:txn"])
    let known = try bank.database.knowledge(
      on: Self.date, upTo: known, before: known == nil ? nil : published.computation)
    let computation = try bank.database.beginComputation(
      of: Self.date, run: bank.run.ticket, catalog: bank.catalog.fingerprint, known: known.batch, at: bank.now)
    defer { try? bank.database.abandon(computation) }
    let staged = try Compute(bank.catalog, SemanticPlan(bank.catalog), known, bank.database, bank.run.sessions)
      .stage(computation, accepting: nil) { _ in true }
    let parts = Set(PartNeeds(bank.catalog).assets.keys).union((1...4).map { Part.labels(level: $0) })
    return Set(
      try bank.database.differences(
        of: parts, between: staged.tables, and: published.computation, on: Self.date
      ).keys)
  }

  @Test func whatCameLaterWasNotKnown() throws {
    let bank = try bank()
    let known = try #require(try bank.database.computedParts(on: Self.date)["ind:bal"]).known
    #expect(try differing(bank, upTo: known).isEmpty)
    #expect(try differing(bank, upTo: nil).isEmpty, "nothing has come yet")
    // A later date: another balance, a new customer, and an account that is another's now.
    try bank.load(
      "X1/account", "2025-11-21",
      [account("A1", "P1", "5.00"), account("B1", "P1", "88.80"), account("N1", "P3", "7.00")])
    #expect(try differing(bank, upTo: known).isEmpty)
    #expect(try differing(bank, upTo: nil).isEmpty, "what is of a later date says nothing of this one")
    // A correction of versions, a late one of them, and a correction of rows.
    try bank.load("X1/account", "2025-11-18", number: 2, [account("A1", "P1", "901.00"), account("B1", "P4", "88.80")])
    #expect(try differing(bank, upTo: known).isEmpty)
    #expect(try differing(bank, upTo: nil).contains("ind:bal"))
    try bank.load("X1/account", "2025-11-19", [account("L1", "P5", "3.00")])
    try bank.load(
      "X1/posting", "2025-11-20", number: 2, ["posting_no=1 account_no=A1 booked_on=2025-11-19 channel=03 amount=99.00"]
    )
    #expect(try differing(bank, upTo: known).isEmpty)
    #expect(try differing(bank, upTo: nil).isSuperset(of: ["ind:bal", "ind:txn", "label:SIZE", "label:LIVELY"]))
  }

  @Test func whatIsGoneIsSaid() throws {
    let bank = try bank()
    let known = try #require(try bank.database.computedParts(on: Self.date)["ind:bal"]).known
    try bank.load(
      "X1/posting", "2025-11-20", number: 2, ["posting_no=1 account_no=A1 booked_on=2025-11-19 channel=03 amount=99.00"]
    )
    try bank.database.connection.execute(
      "update meta.batch set dropped_at = now() where status = 'superseded'", doing: "test")
    let error = #expect(throws: WarehouseError.self) { try differing(bank, upTo: known) }
    #expect(error?.kind == .gone && error?.description.contains("X1/posting") == true)
    #expect(error?.description.contains("--known-now") == true)
    // Where even the ledger's line is gone, it is known since which batch something can be told.
    let batch = try bank.database.connection.query("select max(batch) from meta.batch", doing: "test").first!
    try bank.database.connection.execute(
      """
      insert into meta.forgotten values ('X1/posting', now(), \(batch));
      delete from meta.batch where status = 'superseded'
      """, doing: "test")
    #expect(throws: WarehouseError.self) { try differing(bank, upTo: known) }
    #expect(try differing(bank, upTo: Int64(batch)!).contains("ind:txn"))
  }
}
