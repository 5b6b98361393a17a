import Catalog
import Foundation
import Golden
import Postgres
import Semantics
import Tabular
import Testing
import Warehouse

/// Opportunities over several nights, of rows at the edges of their rules.
@Suite struct OpportunityTests {
  private static func day(_ day: Int) -> BusinessDate { BusinessDate(year: 2025, month: 11, day: day)! }

  /// P1 and P2 at the edge of a large inflow, P3 with three at once, P4 with one that waits for its turn.
  private func bank() throws -> FactBank {
    let golden = GoldenCase.suite("explain").first { $0.name == "bank" }!
    let bank = try FactBank(golden.folder.path)
    let accounts = ["P1", "P2", "P3", "P4"].enumerated().map { place, id in
      "account_no=A\(place) cust_no=C\(place) id_type=01 id_no=\(id) cust_name=甲 org_no=02\(1 + place % 2)001 ccy=CNY balance=1000.00"
    }
    try bank.load("X1/account", "2025-11-18", accounts)
    let days: [(Int, [String])] = [
      (
        20,
        [
          "posting_no=1 account_no=A0 channel=01 amount=200000.00",
          "posting_no=2 account_no=A1 channel=01 amount=199999.99",
          "posting_no=3 account_no=A2 channel=01 amount=1000000.00",
          "posting_no=4 account_no=A2 channel=01 amount=1.00",
          "posting_no=5 account_no=A2 channel=01 amount=1.00", "posting_no=11 account_no=A2 channel=01 amount=1.00",
          "posting_no=6 account_no=A3 channel=01 amount=250000.00",
        ]
      ),
      (
        21,
        ["posting_no=8 account_no=A3 channel=03 amount=1.00"]
      ),
      (24, ["posting_no=9 account_no=A0 channel=01 amount=300000.00"]),
      (25, ["posting_no=10 account_no=A0 channel=01 amount=300000.00"]),
    ]
    for (day, rows) in days {
      try bank.load("X1/posting", "2025-11-\(day)", rows.map { $0 + " booked_on=2025-11-\(day)" })
    }
    return bank
  }

  private func found(_ bank: FactBank, _ more: String = "") throws -> [String] {
    try bank.database.connection.query(
      """
      select extract(day from o.biz_date) || ' ' || p.id_no || ' ' || o.opportunity || ' ' || o.priority || ' '
        || extract(day from o.expires_on) || ' ' || o.org_no
      from mart_l2.opportunity_found o join dwd.party p using (customer_id) \(more)
      order by o.biz_date, p.id_no, o.priority desc, o.opportunity
      """, doing: "ask"
    ).values.compactMap { $0[0] }
  }

  private func digest(_ bank: FactBank, _ day: Int) throws -> [String] {
    try bank.database.digest(asOf: Self.day(day)).lines.filter { $0.name.hasPrefix("opp") }
      .map { "\($0.name) \($0.rows) \($0.sum)" }
  }

  static let expected = [
    // The edge is in, a cent below it is not; three were true of P3, two fit: the highest, and of the others the first by id.
    "20 P1 OPP_INFLOW 70 23 021001", "20 P3 OPP_INFLOW 90 23 021001", "20 P3 OPP_ACTIVE 50 30 021001",
    "20 P4 OPP_INFLOW 70 23 022001",
    // On the third day after another P4's turn comes.
    "23 P4 OPP_CALM 10 23 022001",
    // What was open until the 23rd makes room on the 24th.
    "24 P3 OPP_TIE 50 25 021001",
    // Five days later the same is found again.
    "25 P1 OPP_INFLOW 70 28 021001",
  ]

  @Test func nightsFindWhatIsNewAndNothingTwice() throws {
    let bank = try bank()
    for day in 20...25 { try bank.compute(Self.day(day)) }
    #expect(try found(bank) == Self.expected)
    let before = try digest(bank, 25)
    #expect(before.count == 6)
    // Each night again, first the last and then all from the first: state is what earlier dates have found.
    for day in [25, 20, 21, 22, 23, 24, 25] {
      try bank.compute(Self.day(day))
      #expect(try found(bank) == Self.expected, "after \(day) again")
    }
    #expect(try digest(bank, 25) == before)
  }

  @Test func whatIsOpenIsOpenToItsLastDay() throws {
    let bank = try bank()
    for day in 20...25 { try bank.compute(Self.day(day)) }
    let open = try bank.database.connection.query(
      """
      select extract(day from o.biz_date) || ' ' || string_agg(p.id_no || ' ' || o.opportunity, ', ' order by p.id_no, o.opportunity)
      from mart_l2.open_opportunity o join dwd.party p using (customer_id) group by o.biz_date order by o.biz_date
      """, doing: "ask"
    ).values.compactMap { $0[0] }
    let three = "P3 OPP_ACTIVE, P3 OPP_INFLOW"
    #expect(
      open == [
        "20 P1 OPP_INFLOW, \(three), P4 OPP_INFLOW", "21 P1 OPP_INFLOW, \(three), P4 OPP_INFLOW",
        "22 P1 OPP_INFLOW, \(three), P4 OPP_INFLOW", "23 P1 OPP_INFLOW, \(three), P4 OPP_CALM, P4 OPP_INFLOW",
        "24 P3 OPP_ACTIVE, P3 OPP_TIE, P4 OPP_CALM", "25 P1 OPP_INFLOW, P3 OPP_ACTIVE, P3 OPP_TIE, P4 OPP_CALM",
      ])
  }

  @Test func itIsExplainedWhyAndWhyNot() throws {
    let bank = try bank()
    for day in 20...25 { try bank.compute(Self.day(day)) }
    func told(_ id: String, _ person: String, _ day: Int) throws -> Explanation {
      try Explain(bank.catalog, bank.database, on: Self.day(day), clearance: 2)
        .opportunity(id, customer: try bank.customer(person))
    }
    let hit = try told("OPP_INFLOW", "P1", 20)
    #expect(hit.value == "found" && hit.agrees == true && hit.notes.contains("open until 2025-11-23"))
    let below = try told("OPP_INFLOW", "P2", 20)
    #expect(below.value == "not found" && below.agrees == true)
    #expect(below.otherwise.count == 2 && below.otherwise[1].contains("with this alone otherwise"))
    #expect(
      try told("OPP_INFLOW", "P1", 24).otherwise == [
        "its rule is true, but it was found on 2025-11-20, less than 5 days ago"
      ])
    #expect(
      try told("OPP_CALM", "P4", 22).otherwise == [
        "its rule is true, but OPP_INFLOW was found on 2025-11-20, less than 3 days ago"
      ])
    let full = try told("OPP_TIE", "P3", 23)
    #expect(
      full.otherwise == [
        "its rule is true, but 2 are open, at most 2 may be; first come those of higher priority"
      ])
    #expect(full.agrees == true)
    // Of every customer and every date explanation and night say the same.
    for day in 20...25 {
      for person in ["P1", "P2", "P3", "P4"] {
        for opportunity in bank.catalog.definitions.opportunities {
          #expect(try told(opportunity.id, person, day).agrees == true, "\(opportunity.id) \(person) \(day)")
        }
      }
    }
  }

  /// What nothing is known of is not found.
  @Test func anUnknownInputFindsNothing() throws {
    let bank = try bank()
    try bank.compute(Self.day(19))
    #expect(try found(bank) == [], "nobody has a row on the day: the largest is unknown, and no zero")
    #expect(
      try bank.database.connection.query(
        "select count(*) from meta.computed_live where part like 'opportunity:%'", doing: "ask"
      ).integer == 4)
  }

  @Test func aBranchSeesItsOwn() throws {
    let bank = try bank()
    for day in 20...21 { try bank.compute(Self.day(day)) }
    let branch = try #require(bank.catalog.policies.logins.first { $0.branch != nil }).name
    let session = bank.database.connection
    try session.execute("set role \(Identifier.quoted(branch))", doing: "ask")
    defer { try? session.execute("reset role", doing: "ask") }
    let mine = try session.query(
      "select distinct org_no from mart_l2.opportunity_found union select distinct org_no from mart_l2.open_opportunity",
      doing: "ask")
    #expect(mine.values == [["021001"]])
    #expect(try session.query("select count(*) from mart_l2.opportunity_definition", doing: "ask").integer == 4)
  }
}
