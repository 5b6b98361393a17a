import Catalog
import Foundation
import Golden
import Postgres
import Tabular
import Testing

@testable import Semantics
@testable import Warehouse

/// Values that follow slowly: what holds this month follows from what was published at earlier month ends alone.
@Suite struct HysteresisTests {
  private static let codes = ["P", "H", "M", "L"]
  private static let rule = Label.Hysteresis(downAfterMonths: 3, downAfterMonthsByValue: ["P": 6])

  /// The day's own value at one month end after the other, and what holds in these months; `-`: unknown.
  @Test(arguments: [
    ("M H H", "M M H", "a higher one from the next month on"),
    ("L P L", "L L P", "even if it is lower again by then"),
    ("H M M M M", "H H H H M", "a lower one after three"),
    ("H M M H M M M M", "H H H H H H H M", "in a row"),
    ("P H H H H H H H", "P P P P P P P H", "six of the highest"),
    ("H L M L L", "H H H H M", "it falls to the highest of these months"),
    ("H M M - M M M M", "H H H H H H H M", "of an unknown month nothing is known"),
    ("H M M M L L L L", "H H H H M M M L", "and falls on"),
    ("H M M M P P", "H H H H M P", "or rises again"),
  ])
  func valuesFollowSlowly(_ raws: String, _ held: String, _ why: String) {
    let raws = raws.split(separator: " ").map { Self.codes.firstIndex(of: String($0)) }
    var found: [Int] = []
    for month in raws.indices {
      guard let last = found.last else {
        found.append(raws[month]!)
        continue
      }
      let standing = Self.rule.standing(after: last, Self.codes, months: month) { raws[month - 1 - $0] }
      found.append(standing)
    }
    #expect(found.map { Self.codes[$0] }.joined(separator: " ") == held, "\(why)")
  }

  private static func rows(_ balances: [String: Int]) -> [String] {
    balances.sorted { $0.key < $1.key }.map { name, balance in
      "account_no=\(name) cust_no=C\(name) id_type=01 id_no=\(name) cust_name=甲 org_no=021001 ccy=CNY balance=\(balance).00"
    }
  }

  private func told(_ bank: FactBank, _ date: String) throws -> String {
    let rows = try bank.database.connection.query(
      """
      select p.id_no, string_agg(case when get_bit(b.yes, p.customer_id::integer) = 1 then n.value end, ''),
        string_agg(case when get_bit(b.raw, p.customer_id::integer) = 1 then n.value end, ''),
        bool_or(n.label = 'TIER_WATCH' and get_bit(b.yes, p.customer_id::integer) = 1)
      from (select * from lab.bitmap_l1 union all select * from lab.bitmap_l2 union all select * from lab.bitmap_l3) b
      join lab.label n on n.label_no = b.label_no
      join meta.computed_live l on l.part = 'label:' || n.label and l.biz_date = b.biz_date
        and l.computation = b.computation
      cross join dwd.party p
      where b.biz_date = date '\(date)' and get_bit(b.population, p.customer_id::integer) = 1
      group by 1 order by 1
      """, doing: "ask")
    let words = rows.map { row in
      "\(row[0]!) \(row[1]!)\(row[1] == row[2] ? "" : " by the day \(row[2]!)")\(row[3] == "t" ? ", about to fall" : "")"
    }
    return "\(date)  " + words.joined(separator: " · ")
  }

  /// From month to month on real tables: published, read back, and worked out again from a month's end on.
  @Test func monthsFollowUponEachOther() throws {
    let golden = GoldenCase.suite("hysteresis").first { $0.name == "bank" }!
    let bank = try FactBank(golden.folder.path)
    var lines: [String] = []
    func night(_ date: String, _ balances: [String: Int] = [:], computes: Bool = true) throws {
      try bank.load("X1/account", date, Self.rows(balances))
      guard computes else { return lines.append("\(date)  not computed") }
      try bank.compute(BusinessDate(date)!)
      lines.append(try told(bank, date))
    }
    func say(_ text: String) { lines.append("# \(text)") }
    say("the first month has the day's own values")
    try night("2025-01-15", ["A": 50, "B": 500, "C": 5000, "D": 5])
    try night("2025-01-31", ["D": 50])
    say("within a month nothing moves: A has risen, B and C are about to fall")
    try night("2025-02-10", ["A": 500, "B": 50, "C": 500])
    try night("2025-02-28")
    say("A holds the higher value; E is new, and has the day's own")
    try night("2025-03-01", ["E": 5])
    say("of March nothing but the 20th is computed: it stands for the month's end")
    try night("2025-03-20", ["E": 5000])
    try night("2025-03-31", ["B": 5], computes: false)
    say("B falls after two months, to the higher of theirs")
    try night("2025-04-01")
    say("nothing is computed of the rest of April but its first: it stands for the month")
    try night("2025-04-30", ["C": 5000, "E": 50], computes: false)
    say("C falls after three month ends, whatever it has now, and rises the month after; E had risen by March 20th")
    try night("2025-05-02")
    try night("2025-05-31")
    say("nothing of June at all: July follows upon May")
    try night("2025-06-30", ["A": 5], computes: false)
    try night("2025-07-31")
    try night("2025-08-31")
    try night("2025-09-30")
    let explain = Explain(bank.catalog, bank.database, on: BusinessDate("2025-08-31")!, clearance: 3)
    for person in ["A", "B", "C", "E"] {
      for label in ["TIER", "TIER_WATCH"] {
        let found = try explain.label(label, customer: try bank.customer(person))
        #expect(found.agrees == true, "\(label) of \(person)")
        lines.append("$ explain label \(label) \(person) of 2025-08-31: \(found.value)")
        lines += found.notes.filter { !$0.hasPrefix("published") }.map { "    \($0)" }
      }
    }
    let before = try ["2025-05-02", "2025-08-31"].map { try told(bank, $0) }
    // Once more, from the month ends that are published, in whatever order.
    for date in ["2025-08-31", "2025-05-02"] { try bank.compute(BusinessDate(date)!) }
    #expect(try ["2025-05-02", "2025-08-31"].map { try told(bank, $0) } == before)
    let difference = try golden.difference(from: lines.joined(separator: "\n") + "\n")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Everybody has exactly one value, and the day alone gives everybody one.
  @Test func everybodyHasExactlyOne() throws {
    let golden = GoldenCase.suite("hysteresis").first { $0.name == "bank" }!
    let bank = try FactBank(golden.folder.path)
    var dice = Dice(state: 5)
    for month in 1...9 {
      let people = Dictionary(
        uniqueKeysWithValues: (1...20).map { ("P\($0)", [5, 50, 500, 5000][Int(dice.next() % 4)]) })
      try bank.load("X1/account", "2025-0\(month)-28", Self.rows(people))
      try bank.compute(BusinessDate("2025-0\(month)-28")!)
    }
    let counts = try bank.database.connection.query(
      """
      select b.biz_date, sum(bit_count(b.yes)), sum(bit_count(b.raw)), max(bit_count(b.population)),
        bit_count(bit_or(b.yes)), bit_count(bit_or(b.raw))
      from (select * from lab.bitmap_l1 union all select * from lab.bitmap_l2 union all select * from lab.bitmap_l3) b
      join lab.label n on n.label_no = b.label_no and n.label = 'TIER'
      group by 1 order by 1
      """, doing: "ask")
    #expect(counts.count == 9)
    for row in counts { #expect(row.dropFirst().allSatisfy { $0 == "20" }, "\(row)") }
  }
}
