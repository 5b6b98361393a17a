import Foundation
import Tabular
import Testing

@testable import SampleBank

/// What the bank says of itself hangs together: read from its files, not from the world they were made of.
@Suite struct ReferenceTests {
  private static let last = BusinessDate("2025-11-20")!

  @Test func everyCurrencyHasOnePriceEveryDay() throws {
    let bank = try Bank(days: 4)
    for date in bank.dates {
      let rows = try rows(ExchangeRateFeed.layout, bank, date)
      #expect(Set(rows.map { $0[0] }) == Set(CodeTables.codes(of: "currency", on: date)))
      #expect(rows.count == 19)
      let yuan = try #require(rows.first { $0[0] == "CNY" })
      #expect(yuan[1...2] + yuan[4...] == ["1", "2", "1.000000", "1.000000", "1.000000"])
      for row in rows {
        #expect(row[1] == (["JPY", "KRW"].contains(row[0]) ? "100" : "1"))
        #expect(row[2] == (["JPY", "KRW"].contains(row[0]) ? "0" : row[0] == "KWD" ? "3" : "2"))
        let prices = try row[4...].map { try #require(Amount($0, scale: 6)).units }
        #expect(prices[1] <= prices[0] && prices[0] <= prices[2])
      }
    }
  }

  /// On a weekend the price of Friday stands again; a price is older than seven days only at the end of a long holiday.
  @Test(arguments: [
    ("2025-11-16", "2025-11-14"), ("2025-10-07", "2025-09-30"), ("2025-10-08", "2025-09-30"),
    ("2025-09-28", "2025-09-26"), ("2025-10-11", "2025-10-10"), ("2025-11-20", "2025-11-20"),
  ])
  func daysWithoutTradeKeepThePrice(date: String, fixed: String) throws {
    let bank = try Bank(days: 1, customers: 5, last: try #require(BusinessDate(date)))
    #expect(try rows(ExchangeRateFeed.layout, bank, bank.dates[0]).allSatisfy { $0[3] == fixed })
  }

  /// By the notices for 2024, 2025 and 2026: days off, and weekends worked for them.
  @Test(arguments: [
    ("2025-01-26", "05", "春节"), ("2025-01-28", "03", "春节"), ("2025-02-03", "04", "春节"), ("2025-02-08", "05", "春节"),
    ("2025-05-02", "03", "劳动节"), ("2025-05-05", "04", "劳动节"), ("2025-06-02", "04", "端午节"),
    ("2025-09-28", "05", "国庆节"), ("2025-10-06", "03", "中秋节"), ("2025-10-07", "04", "国庆节"),
    ("2025-10-11", "05", "国庆节"), ("2024-02-04", "05", "春节"), ("2024-05-02", "04", "劳动节"),
    ("2024-09-14", "05", "中秋节"), ("2026-01-04", "05", "元旦"), ("2026-02-16", "03", "春节"),
    ("2026-02-23", "04", "春节"), ("2026-04-06", "04", "清明节"), ("2026-10-10", "05", "国庆节"),
    ("2025-11-20", "01", ""), ("2025-11-22", "02", ""),
  ])
  func holidaysAreTheStateCouncils(date: String, kind: String, name: String) throws {
    let row = try #require(try Self.calendarFile.get().first { $0[0] == date })
    #expect(row[1] == kind)
    #expect(row[3] == name)
    #expect(row[4].isEmpty == name.isEmpty)
  }

  @Test func theCalendarHasEveryDayOfThreeYears() throws {
    let calendar = try Self.calendarFile.get()
    #expect(calendar.first?[0] == "2024-01-01")
    #expect(calendar.last?[0] == "2026-12-31")
    #expect(calendar.count == 366 + 365 + 365)
    #expect(calendar.allSatisfy { $0[2] == (["01", "05"].contains($0[1]) ? "1" : "0") })
    for (year, days) in [("2024", 251), ("2025", 248), ("2026", 248)] {
      #expect(calendar.count { $0[0].hasPrefix(year) && $0[2] == "1" } == days, "working days of \(year)")
    }
  }

  /// Before the notices that are known, a year has its weekends and the days the law fixes.
  @Test func workingDaysOfEarlierYears() throws {
    let bank = try Bank(days: 1, customers: 5, last: try #require(BusinessDate("2023-11-20")))
    let calendar = try rows(HolidayFeed.layout, bank, bank.dates[0])
    #expect(calendar.count { $0[0].hasPrefix("2023") && $0[2] == "1" } == 249)
    #expect(
      calendar.filter { $0[0].hasPrefix("2022") && $0[1] == "03" }.map { String($0[0].dropFirst(5)) }
        == ["01-01", "05-01", "10-01", "10-02", "10-03"])
    #expect(calendar.allSatisfy { !$0[0].hasPrefix("2022") || ["01", "02", "03"].contains($0[1]) })
  }

  /// What is moved, and what the moon decides, is known from the notice on.
  @Test func nextYearIsOnlyKnownFromItsNoticeOn() throws {
    let bank = try Bank(days: 2, customers: 5, last: try #require(BusinessDate("2025-11-04")))
    let known = try bank.dates.map { date in
      try rows(HolidayFeed.layout, bank, date).filter { $0[0].hasPrefix("2026") && !["01", "02"].contains($0[1]) }
        .map { $0[0] }
    }
    #expect(known[0] == ["2026-01-01", "2026-05-01", "2026-05-02", "2026-10-01", "2026-10-02", "2026-10-03"])
    #expect(known[1].contains("2026-02-17"))
    #expect(Set(known[1]).isSuperset(of: known[0]))
  }

  /// The feed's own deltas, taken one after another, give the closing headcount of the month they pass.
  @Test func theStaffIsTheHeadcount() throws {
    let bank = try Bank(days: 25, customers: 5, last: Self.last)
    var staff: [String: [String]] = [:]
    var atMonthEnd: [String: Int] = [:]
    var changes: Set<String> = []
    for date in bank.dates {
      for row in try rows(StaffFeed.layout, bank, date) {
        changes.insert(row[0])
        #expect((staff[row[1]] == nil) == (row[0] == "新增"), "only who is new is inserted")
        staff[row[1]] = row[0] == "删除" ? nil : row
        #expect((row[9] == "04") == !row[8].isEmpty, "who has left is gone, and nobody else")
      }
      guard date.description == "2025-10-31" else { continue }
      for row in staff.values where row[9] != "04" { atMonthEnd["\(row[4]) \(row[6])", default: 0] += 1 }
    }
    #expect(changes.isSuperset(of: ["新增", "变更"]))
    var total = 0
    for row in try rows(HeadcountFeed.layout, bank, Self.last) {
      let count = try row[3...6].map { try #require(Int($0)) }
      #expect(count[0] + count[1] - count[2] == count[3])
      #expect(count[3] == atMonthEnd["\(row[0]) \(row[2])", default: 0], "\(row[0]) \(row[2])")
      #expect(try cents(row[7]) == Int64(count[0] + count[3]) * 50)
      total += count[3]
    }
    #expect(total == atMonthEnd.values.reduce(0, +))
    #expect(total > 500)
  }

  /// 离职满五年送删除, and one month's closing is the next one's opening.
  @Test func peopleAreForgottenAfterFiveYears() {
    let personnel = Personnel(seed: 5, until: Self.last)
    #expect(personnel.members.contains { $0.forgotten.map { $0 <= Self.last } ?? false })
    for member in personnel.members {
      guard let left = member.left, let forgotten = member.forgotten else { continue }
      #expect(forgotten.components.year == left.components.year + 5)
      #expect(member.isKnown(on: forgotten.adding(days: -1)) && !member.isKnown(on: forgotten))
      #expect(member.changes(on: forgotten))
    }
    for back in 1...24 {
      let earlier = Headcount(Month(before: Self.last, back: back + 1), personnel)
      let later = Headcount(Month(before: Self.last, back: back), personnel)
      #expect(earlier.rows.map(\.closing) == later.rows.map(\.opening))
    }
  }

  /// 18 万 a head and year, 50 yuan for each customer won, and every amount on the side it belongs to.
  @Test func profitTiesToHeadsAndCustomers() throws {
    let bank = try Bank(days: 51, customers: 200, last: Self.last)
    let date = Self.last
    let rows = try rows(ProfitLossFeed.layout, bank, date)
    let heads = try self.rows(HeadcountFeed.layout, bank, date).reduce(0) { try $0 + cents($1[7]) }
    #expect(rows.count == Organisation.tree.count * 5 * 8)
    #expect(rows.allSatisfy { ($0[4] == "支出") == $0[5].hasPrefix("-") })
    #expect(try rows.reduce(0) { try $0 + cents($1[5]) } == heads * 15_000)
    let spent = try rows.filter { $0[3] == "05" }.reduce(0) { try $0 + cents($1[5]) }
    var since: [String: String] = [:]
    for day in bank.dates {
      for account in try self.rows(AccountFeed.layout, bank, day) {
        since[account[1]] = min(since[account[1]] ?? account[8], account[8])
      }
    }
    let won = since.values.count { $0.hasPrefix("2025-10") }
    #expect(won >= 30)
    #expect(spent == -5_000 * Int64(won))
  }

  /// 本年累计 of a month is that of the month before and the month's own amount; in January it is that amount.
  @Test func theYearAddsUp() throws {
    let bank = try Bank(days: 60, customers: 5, last: try #require(BusinessDate("2025-04-20")))
    let january = try table(bank, "2025-02-20")
    #expect(january.values.allSatisfy { $0.year == $0.month })
    let february = try table(bank, "2025-03-20")
    let march = try table(bank, "2025-04-20")
    #expect(february.count == march.count)
    for (key, row) in march {
      let before = try #require(february[key])
      #expect(row.year == before.year + row.month)
    }
  }

  /// All of this month and the next the first time, then the next month and a few of this one anew.
  @Test func targetsAreSetForTheNextMonthAndChangedInThisOne() throws {
    let bank = try Bank(days: 40, customers: 5, last: Self.last)
    let all = Organisation.tree.count * 16
    let first = try rows(TargetFeed.layout, bank, try #require(BusinessDate("2025-10-20")))
    #expect(first.count { $0[2] == "2025-10" } == all)
    #expect(first.count { $0[2] == "2025-11" } == all)
    let second = try rows(TargetFeed.layout, bank, Self.last)
    #expect(second.count { $0[2] == "2025-12" } == all)
    let changed = second.filter { $0[2] == "2025-11" }
    #expect((1..<all / 20).contains(changed.count))
    #expect(first.count + second.count == 3 * all + changed.count)
    #expect(second.allSatisfy { $0[6] == "2025-11-20" })
    #expect(Set(second.map { $0[0] }) == Set(CodeTables.codes(of: "kpi", on: Self.last)))
    #expect(try bank.totals(Self.last).feeds["R/target"]?.state.rows == 3 * all)
  }

  /// Every code has its parent and its successors, and every district of the bank's people is there.
  @Test func regionsFormATree() throws {
    let bank = try Bank(days: 3, customers: 5)
    #expect(bank.dates.filter { Reader.isSent(RegionFeed.layout, bank, $0) } == [Self.last], "Thursdays only")
    let rows = try rows(RegionFeed.layout, bank, Self.last)
    let level = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[2]) })
    #expect(rows.count == 171)
    for row in rows {
      #expect(row[2] == "1" ? row[3].isEmpty : level[row[3]].flatMap { Int($0) } == Int(row[2]).map { $0 - 1 })
      #expect(row[5].isEmpty == row[6].isEmpty && row[6].split(separator: ";").allSatisfy { level[String($0)] == "3" })
    }
    #expect(
      Places.cities.flatMap(\.districts).allSatisfy { district in
        rows.contains { $0[0] == district.code && $0[5].isEmpty && $0[1].hasPrefix(district.name) }
      })
    #expect(rows.first { $0[0] == "320304" }?[6] == "320302;320311;320312")
  }

  @Test func theFormerIndustriesLeadToThoseOfToday() throws {
    let bank = try Bank(days: 1, customers: 5)
    let rows = try rows(IndustryFeed.layout, bank, Self.last)
    let today = Set(rows.filter { $0[0] == "2017" }.map { $0[1] })
    for (edition, divisions) in [("2011", 96), ("2017", 97)] {
      let codes = Set(rows.filter { $0[0] == edition }.map { $0[1] })
      #expect(codes.count { $0.count == 1 } == 20)
      #expect(codes.count { $0.count == 3 } == divisions)
      #expect(rows.filter { $0[0] == edition }.allSatisfy { $0[4].isEmpty || codes.contains($0[4]) })
    }
    for row in rows where row[0] == "2011" {
      #expect(row[7].split(separator: ";").allSatisfy { today.contains(String($0)) } && !row[7].isEmpty)
    }
    #expect(rows.filter { $0[0] == "2011" }.flatMap { $0[7].split(separator: ";") }.count { $0 == "N79" } == 0)
    #expect(rows.first { $0[0] == "2011" && $0[1] == "P82" }?[7] == "P83")
  }

  /// The codes, names and days of the parameter system are those of the catalog's tables.
  @Test func codesAreTheCatalogs() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Catalog/codes")
    for (table, codes) in Dictionary(grouping: CodeTables.all.filter { Self.ownTables.contains($0.table) }, by: \.table)
    {
      let yaml = try String(contentsOf: folder.appending(path: "\(table).yaml").standardizedFileURL, encoding: .utf8)
      let line = /\n  "?([0-9A-Z_]+)"?: \{ zh: "?(.+?)"?, from: ([0-9-]+)(?:, to: ([0-9-]+))?/
      let catalog = yaml.matches(of: line).map {
        [String($0.output.1), String($0.output.2), String($0.output.3), String($0.output.4 ?? "")]
      }
      let bank = codes.map { [$0.code, $0.name, $0.from.description, $0.to?.description ?? ""] }
      #expect(Set(catalog) == Set(bank), "\(table)")
      #expect(catalog.count == bank.count && !bank.isEmpty, "\(table)")
    }
    #expect(Self.ownTables.isSubset(of: CodeTables.all.map(\.table)))
  }

  private static let ownTables: Set = [
    "currency", "yes_no", "sex", "business_line", "staff_position", "staff_status", "pl_item", "kpi", "region_level",
    "industry_level", "day_kind", "gbt2260", "gbt4754",
  ]

  private func table(_ bank: Bank, _ date: String) throws -> [String: (month: Int64, year: Int64)] {
    let date = try #require(BusinessDate(date))
    return Dictionary(
      uniqueKeysWithValues: try rows(ProfitLossFeed.layout, bank, date).map {
        ("\($0[0]) \($0[2]) \($0[3])", (try cents($0[5]), try cents($0[6])))
      })
  }

  /// Read once: all its tests look at the same file.
  private static let calendarFile = Result {
    let bank = try Bank(days: 1, customers: 5, last: last)
    return try Reader.records(HolidayFeed.layout, bank, last).map {
      Judge(HolidayFeed.layout, on: last).judge($1).values
    }
  }

  private func rows(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [[String]] {
    let judge = Judge(layout, on: date)
    return try Reader.records(layout, bank, date).map { judge.judge($1).values }
  }

  private func cents(_ text: String) throws -> Int64 { Int64(try #require(Amount(text, scale: 2)).units) }
}
