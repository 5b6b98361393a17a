import Foundation
import Tabular
import Testing
import Warehouse

@testable import Semantics

@Suite struct LabelAuditTests {
  private static func label(
    _ label: String, _ value: String = "", of population: Int = 100, unknown: Int = 0, has members: [UInt64] = [0b1011]
  ) -> AuditedLabel {
    AuditedLabel(
      label: label, value: value, zh: value.isEmpty ? "甲" : "甲：" + value, population: population,
      yes: members.reduce(0) { $0 + $1.nonzeroBitCount }, unknown: unknown, members: members)
  }

  @Test func labelsThatTellNobodyApartAreFound() {
    let audit = LabelAudit(
      date: LabelBank.date,
      [
        Self.label("ALIAS"), Self.label("ALL", of: 3, has: [0b111]), Self.label("FINE", has: [0b1]),
        Self.label("IDLE", of: 0, has: [0]), Self.label("LOST", unknown: 100, has: [0]), Self.label("NONE", has: [0]),
        Self.label("ORIGIN"), Self.label("TIER", "A", has: [0b11]), Self.label("TIER", "B", has: [0]),
        Self.label("TIER", "C", has: [0]),
      ])
    #expect(
      audit.lines == [
        "idle      IDLE   甲  is about nobody",
        "dead      NONE   甲  none of 100 customers has it",
        "dead      TIER   甲  2 of 3 values: B, C; none of 100 customers has it",
        "universal ALL    甲  all 3 customers it is about have it",
        "unknown   LOST   甲  it is known of none of 100 customers",
        "identical ALIAS  甲  the same 3 customers have ORIGIN",
        "6 to look at among 8 labels with 10 values on 2025-11-20.",
      ])
  }

  @Test func aFineCatalogHasNothingToLookAt() {
    let audit = LabelAudit(date: LabelBank.date, [Self.label("A", has: [0b1]), Self.label("B", has: [0b10])])
    #expect(audit.lines == ["Nothing to look at among 2 labels with 2 values on 2025-11-20."])
  }

  @Test func whatIsPublishedIsLookedAt() throws {
    let bank = try LabelBank(customers: 200_000)
    let database = try Database(bank.settings)
    #expect(try database.lastComputedDate() == LabelBank.date)
    let audit = try database.auditLabels(on: LabelBank.date)
    // One of five waits for its feed.
    #expect(audit.labels == 4)
    #expect(audit.values == 5)
    #expect(audit.findings == [])
    #expect(throws: ReadingError.self) { try database.auditLabels(on: LabelBank.date.adding(days: 1)) }
  }
}
