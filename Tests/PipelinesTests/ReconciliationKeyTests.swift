import Catalog
import Foundation
import Pipelines
import SampleBank
import Tabular
import Testing
import Warehouse

/// Breaks that were put into clean records: each is found by the reconciliation it was made for, on the dates on which it
/// shows, by its amount and with its record, and nothing else is found.
@Suite struct ReconciliationKeyTests {
  /// Four dates with the 20th among them, on which invoices come, and one after it.
  static let last = BusinessDate("2025-11-21")!

  @Test func onlyWhatWasPutInIsFound() throws {
    let bank = try TestBank(seed: 5, customers: 200, days: 4, dirt: 0, last: Self.last, breaks: 2)
    var proof = Proof(bank: bank)
    var broken: Set<String> = []
    for date in bank.dates {
      _ = try bank.run(date)
      let key = try AnswerKey(of: bank, on: date)
      #expect(key.differences.allSatisfy { $0.isSeeded }, "nothing differs by itself")
      for seeded in key.breaks {
        let hits = key.differences.filter { one in
          one.reconciliation == seeded.reconciliation
            && one.rows.contains { $0.file == seeded.file && $0.line == seeded.line }
        }
        #expect(hits.count == 1, "\(seeded.reconciliation) \(date) shows line \(seeded.line) of \(seeded.feed)")
        broken.insert(seeded.reconciliation)
      }
      try proof.checkDifferences(on: date, key)
    }
    #expect(broken == Set(bank.project.catalog.reconciliations.map(\.id)), "every reconciliation has been broken")
    #expect(proof.differences.isPerfect && proof.differences.right > 40)
    print("breaks alone: differences \(proof.differences)")
  }

  /// Without breaks and dirt there is nothing to find, on the 20th as on any other date.
  @Test func aCleanBankAgrees() throws {
    let bank = try TestBank(seed: 5, customers: 200, days: 4, dirt: 0, last: Self.last)
    for date in bank.dates {
      let night = try bank.run(date)
      #expect(night.reconciled.count >= 9 && night.reconciled.allSatisfy { $0.breaks == 0 })
      // Invoices come on the 20th; on other dates nothing may be declared that they are known of.
      #expect(
        night.reconciled.allSatisfy {
          $0.compared > 0 || $0.reconciliation == "sales_invoice" && date.components.day != 20
        })
      #expect(try AnswerKey(of: bank, on: date).differences.isEmpty)
    }
  }

  /// A balance that stays wrong differs on each date on which something moves; one that is wrong for a day differs a second
  /// time, by as much the other way, when it is right again.
  @Test func theKeySaysHowLongABreakLasts() throws {
    let bank = try TestBank(seed: 5, customers: 200, days: 4, dirt: 0, last: Self.last, breaks: 2)
    let keys = try bank.dates.map { try AnswerKey(of: bank, on: $0) }
    let dates = { (reconciliation: String) in
      Dictionary(
        grouping: keys.flatMap(\.differences).filter { $0.reconciliation == reconciliation }, by: \.key)
    }
    #expect(keys.flatMap(\.breaks).contains { $0.stays } && keys.flatMap(\.breaks).contains { !$0.stays })
    #expect(dates("account_master").values.contains { $0.count > 1 && Set($0.map(\.difference)).count == 1 })
    #expect(
      dates("holding_units").values.contains { pair in
        pair.count == 2 && pair[0].difference.drop { $0 == "-" } == pair[1].difference.drop { $0 == "-" }
          && pair[0].difference != pair[1].difference
      })
  }
}

extension Proof {
  /// The reconciliations of a date: keys, both sums, and the places of the records behind them.
  mutating func checkDifferences(on date: BusinessDate, _ key: AnswerKey) throws {
    let breaks = (1...4).map { "select * from recon.break_l\($0)" }.joined(separator: " union all ")
    let rows = try bank.ask(
      """
      select d.reconciliation, d.key::text, trim_scale(d.left_sum), trim_scale(d.right_sum), (
        select string_agg(distinct format('%s %s:%s', e->>'asset', e->>'file', e->>'line'), chr(10))
        from jsonb_array_elements(d.evidence) e)
      from (\(breaks)) d
      where d.biz_date = '\(date)'
      """)
    let found = try rows.map { row in
      Self.text(
        row[0] ?? "", try JSONDecoder().decode([String: String].self, from: Data((row[1] ?? "").utf8)), row[2] ?? "",
        row[3] ?? "", (row[4] ?? "").isEmpty ? [] : Set((row[4] ?? "").split(separator: "\n").map(String.init)))
    }
    let right = key.differences.map { one in
      Self.text(
        one.reconciliation, one.key, Self.trimmed(one.left), Self.trimmed(one.right),
        Set(one.rows.map { "\($0.feed) \($0.file.split(separator: "/").last ?? ""):\($0.line)" }))
    }
    #expect(found.count == Set(found).count, "\(date): a difference is told of once")
    let apart = Set(found).symmetricDifference(right)
    #expect(apart.isEmpty, "\(date): \(apart.sorted().prefix(4))")
    differences.add(Set(found), Set(right))
  }

  private static func text(
    _ reconciliation: String, _ key: [String: String], _ left: String, _ right: String, _ rows: Set<String>
  ) -> String {
    let key = key.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return "\(reconciliation) \(key) \(left) \(right) \(rows.sorted().joined(separator: " "))"
  }

  /// `-12.5` for `-12.50`
  private static func trimmed(_ amount: String) -> String {
    var text = amount[...]
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text == "-0" ? "0" : String(text)
  }
}
