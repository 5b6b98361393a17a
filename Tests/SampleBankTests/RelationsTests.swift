import Tabular
import Testing

@testable import SampleBank

/// The relations system's files of a clean bank against each other and against personnel's.
@Suite struct RelationsTests {
  private static let bank = Result { try Bank(days: 30, customers: 600, seed: 21) }
  private typealias Row = [String: String]

  /// Who works in which office at the end of each date, by the personnel feed.
  private static let staff = Result { () throws -> [BusinessDate: Row] in
    let bank = try Self.bank.get()
    var offices: Row = [:]
    var byDate: [BusinessDate: Row] = [:]
    for date in bank.dates {
      for row in try Self.rows(StaffFeed.layout, bank, date) {
        let isThere = row["change"] != "删除" && row["status"] != "04"
        offices[row["staff_no"]!] = isThere ? row["org_no"] : nil
      }
      byDate[date] = offices
    }
    return byDate
  }

  /// On every date the shares of a customer make 100, one employee leads, and all of them work where it says.
  @Test func sharesMakeAHundred() throws {
    let bank = try Self.bank.get()
    let staff = try Self.staff.get()
    var stewards: [String: Row] = [:]
    var changes: Set<String> = []
    for date in bank.dates {
      for row in try Self.rows(StewardFeed.layout, bank, date) {
        let key = row["cust_no"]! + " " + row["staff_no"]!
        changes.insert(row["change"]!)
        #expect((stewards[key] == nil) == (row["change"] == "新增"))
        #expect(row["since_date"]! <= date.description)
        stewards[key] = row["change"] == "删除" ? nil : row
      }
      for (customer, parts) in Dictionary(grouping: stewards.values, by: { $0["cust_no"]! }) {
        #expect(parts.reduce(0) { $0 + (Double($1["share"]!) ?? 0) } == 100, "\(customer) \(date)")
        #expect(parts.count { $0["manager_role"] == "01" } == 1)
        #expect(parts.allSatisfy { staff[date]![$0["staff_no"]!] == $0["org_no"] }, "\(date)")
      }
    }
    #expect(changes == ["新增", "修改", "删除"])
    #expect(stewards.count > 350)
  }

  /// No customer number leads back to itself, and whoever checks a merger is not who made it.
  @Test func chainsOfMergersEnd() throws {
    let bank = try Self.bank.get()
    let customers = try Self.customers.get()
    var mergers: [String: Row] = [:]
    var history: [String: [(date: BusinessDate, change: String, survivor: String)]] = [:]
    for date in bank.dates {
      for row in try Self.rows(MergerFeed.layout, bank, date) {
        let (old, survivor) = (row["old_cust_no"]!, row["survivor_cust_no"]!)
        #expect(customers.contains(old) && customers.contains(survivor))
        #expect(old != survivor && row["staff_no"] != row["reviewer_no"])
        #expect(row["effective_on"]! <= date.description)
        #expect((mergers[old] == nil) == (row["change"] == "新增"))
        mergers[old] = row["change"] == "删除" ? nil : row
        history[old, default: []].append((date, row["change"]!, survivor))
      }
      for old in mergers.keys {
        var (end, steps) = (old, 0)
        while let next = mergers[end]?["survivor_cust_no"], steps <= mergers.count { (end, steps) = (next, steps + 1) }
        #expect(mergers[end] == nil, "a chain ends")
      }
    }
    let lengths = mergers.values.map { mergers[$0["survivor_cust_no"]!] == nil ? 1 : 2 }
    #expect(lengths.contains(2), "one is merged into one who is merged")
    let again = history.values.filter { $0.map(\.change) == ["新增", "删除", "新增"] }
    let twice = try #require(again.first)
    #expect(twice[0].survivor != twice[2].survivor, "into the wrong one, then into another")
    #expect(twice[2].date.days(since: twice[0].date) < 396)
  }

  /// Four in five of those ever submitted have been claimed, at the end of every working day.
  @Test func fourInFiveOpportunitiesAreClaimed() throws {
    let bank = try Self.bank.get()
    let staff = try Self.staff.get()
    var (submitted, claimed): (Set<String>, Set<String>) = ([], [])
    var states: [String: String] = [:]
    var changes: Set<String> = []
    for date in bank.dates {
      for row in try Self.rows(OpportunityFeed.layout, bank, date) {
        let (number, state) = (row["opportunity_no"]!, row["state"]!)
        changes.insert(row["change"]!)
        #expect((states[number] == nil) == (row["change"] == "新增"))
        #expect(states[number].map { $0 <= state } ?? true, "no way back")
        #expect(states[number].map { $0 < "05" } ?? true, "nothing follows the end")
        states[number] = row["change"] == "删除" ? nil : state
        if row["change"] == "删除" { #expect(state == "01") }
        if (state >= "02" && state != "07") || row["staff_no"] != "" { submitted.insert(number) }
        if row["staff_no"] != "" { claimed.insert(number) }
        #expect((row["staff_no"] != "") == (["03", "04", "05", "06"].contains(state)) || state == "07")
        #expect(row["staff_no"] == "" || row["state"]! > "04" || staff[date]![row["staff_no"]!] == row["org_no"])
        #expect(row["state_at"]!.prefix(10) >= row["found_on"]! && row["state_at"]!.prefix(10) <= date.description)
        #expect((state == "07") == (row["expires_on"]! <= row["state_at"]!.prefix(10)))
        let product = row["product_code"]!
        #expect(product == "" || ProductShelf.product(product) != nil)
      }
      guard BankCalendar.isWorkday(date), date != bank.dates[0] else { continue }
      // Some of the first date's expired ones were submitted, and the file no longer says so.
      let first = try Self.rows(OpportunityFeed.layout, bank, bank.dates[0])
      let unclaimedAtFirst = first.count { $0["staff_no"] == "" && $0["state"] == "07" }
      let share = Double(claimed.count) / Double(submitted.count + unclaimedAtFirst)
      #expect(abs(share - 0.8) < 0.01, "\(date) \(claimed.count) of \(submitted.count) and \(unclaimedAtFirst)")
    }
    #expect(changes == ["新增", "修改", "删除"])
    #expect(Set(states.values) == ["01", "02", "03", "04", "05", "06", "07"])
  }

  /// Nobody is sold to more often than is decent, or soon after a refusal; staff contact customers of their own office.
  @Test func nobodyIsApproachedTooOften() throws {
    let bank = try Self.bank.get()
    let staff = try Self.staff.get()
    var approaches: [String: [BusinessDate]] = [:]
    var refusals: [String: BusinessDate] = [:]
    var opportunities: Set<String> = []
    var named = 0
    for date in bank.dates {
      for row in try Self.rows(OpportunityFeed.layout, bank, date) { opportunities.insert(row["opportunity_no"]!) }
      let contacts = try Self.rows(ContactFeed.layout, bank, date)
      #expect(contacts.map { $0["began_at"]! } == contacts.map { $0["began_at"]! }.sorted())
      for row in contacts {
        #expect(row["began_at"]!.hasPrefix(date.description))
        #expect((row["staff_no"] == "") == ["06", "07"].contains(row["contact_channel"]!))
        #expect(row["staff_no"] == "" ? row["org_no"] == "000000" : staff[date]![row["staff_no"]!] == row["org_no"])
        if ["02", "04"].contains(row["contact_channel"]!) { #expect(row["duration"] == "0") }
        if row["opportunity_no"] != "" {
          #expect(opportunities.contains(row["opportunity_no"]!))
          named += 1
        }
        guard row["contact_purpose"] == "01" else { continue }
        let customer = row["cust_no"]!
        let recent = approaches[customer, default: []].filter { date.days(since: $0) < 30 }
        #expect(recent.count < 4 && recent.allSatisfy { date.days(since: $0) >= 7 })
        #expect(refusals[customer].map { date.days(since: $0) > 30 } ?? true)
        approaches[customer] = recent + [date]
        if row["contact_result"] == "04" { refusals[customer] = date }
      }
    }
    #expect(named > 15 && refusals.count > 0)
  }

  /// A task is of somebody in the office it says, is done in the end or overdue, and names what has been delivered.
  @Test func tasksAreOfTheOffice() throws {
    let bank = try Self.bank.get()
    let staff = try Self.staff.get()
    let customers = try Self.customers.get()
    var opportunities: Set<String> = []
    var states: [String: String] = [:]
    var (changes, kinds): (Set<String>, Set<String>) = ([], [])
    for date in bank.dates {
      for row in try Self.rows(OpportunityFeed.layout, bank, date) { opportunities.insert(row["opportunity_no"]!) }
      for row in try Self.rows(TaskFeed.layout, bank, date) {
        let (number, state) = (row["task_no"]!, row["state"]!)
        changes.insert(row["change"]!)
        kinds.insert(row["task_kind"]!)
        #expect((states[number] == nil) == (row["change"] == "新增"))
        #expect(states[number] != "03" && states[number] != "04", "nothing follows the end")
        states[number] = row["change"] == "删除" ? nil : state
        #expect(row["change"] == "删除" || staff[date]![row["staff_no"]!] == row["org_no"])
        #expect(row["cust_no"] == "" || customers.contains(row["cust_no"]!))
        #expect((row["task_kind"] == "01") == (row["opportunity_no"] != ""))
        #expect(row["opportunity_no"] == "" || opportunities.contains(row["opportunity_no"]!))
        #expect((state == "03") == (row["done_at"] != ""))
        #expect(row["done_at"] == "" || row["done_at"]! > row["created_at"]!)
        if state == "05" { #expect(row["due_on"]! < date.description) }
      }
    }
    #expect(changes == ["新增", "修改", "删除"])
    #expect(Set(states.values) == ["01", "02", "03", "04", "05"])
    #expect(kinds.isSuperset(of: ["01", "03", "04", "05"]))
  }

  /// 客户服务费用: one yuan for each time a customer was served in a month that the files hold whole.
  @Test func servingACustomerCostsAYuan() throws {
    let last = try #require(BusinessDate("2025-11-20"))
    let bank = try Bank(days: 51, customers: 80, last: last)
    let served = try bank.dates.filter { $0.description.hasPrefix("2025-10") }.reduce(0) { sum, date in
      try sum + Self.rows(ContactFeed.layout, bank, date).count { $0["contact_purpose"] == "02" }
    }
    let spent = try Self.rows(ProfitLossFeed.layout, bank, last).filter { $0["pl_item"] == "06" }
      .reduce(0) { try $0 + cents($1["amount"]) }
    #expect(served > 50)
    #expect(spent == -100 * Int64(served))
  }

  /// Views follow a login of the same customer on the same channel and device; forms that are handed in name
  /// applications of the loan system, at the second it took them in.
  @Test func whatCustomersDoOnlineHangsTogether() throws {
    let bank = try Self.bank.get()
    var (views, applied, opened) = (0, 0, 0)
    var handedIn: [String: Set<String>] = [:]
    let dates = bank.dates.suffix(8)
    for date in dates {
      let logins = try Dictionary(
        grouping: Self.rows(LoginFeed.layout, bank, date).filter { $0["result"] == "success" }
      ) {
        $0["cust_no"]! + $0["channel"]! + $0["device_id"]!
      }
      for row in try Self.rows(PageViewFeed.layout, bank, date) {
        let mine = try #require(logins[row["cust_no"]! + row["channel"]! + row["device_id"]!])
        #expect(mine.contains { $0["login_at"]! <= row["viewed_at"]! })
        #expect(row["viewed_at"]!.hasPrefix(date.description) && Int(row["stay_seconds"]!)! <= 1800)
        let product = row["product_code"]!
        let shelf = ["04": "03", "05": "04", "06": "05", "07": "02", "08": "10", "10": "02"][row["page"]!]
        #expect(product == "" || ProductShelf.product(product)?.productClass.rawValue == shelf)
        views += 1
      }
      let applications = try Dictionary(
        uniqueKeysWithValues: Self.rows(ApplicationFeed.layout, bank, date).map { ($0["application_no"]!, $0) })
      let steps = try Self.rows(FunnelStepFeed.layout, bank, date)
      for (_, run) in Dictionary(grouping: steps, by: { $0["session_id"]! }) {
        let ordered = run.sorted { $0["step"]! < $1["step"]! }
        #expect(ordered.map { $0["step"]! } == (1...run.count).map { "0\($0)" })
        for (a, b) in zip(ordered, ordered.dropFirst()) {
          #expect(a["left_at"] == b["entered_at"] && a["result"] == "next")
        }
        #expect((ordered.last!["result"] == "next") == (run.count == 6))
        for row in ordered where row["application_no"] != "" {
          let application = try #require(applications[row["application_no"]!])
          #expect(row["step"]! >= "05" && row["cust_no"] == application["cust_no"])
          if row["step"] == "05" {
            #expect(row["left_at"]!.filter(\.isNumber).prefix(14) == application["submitted_at"]!)
            applied += 1
          }
        }
        for row in ordered where row["funnel"] == "01" { #expect((row["cust_no"] != "") == (row["step"] == "06")) }
        opened += ordered.count { $0["funnel"] == "01" && $0["step"] == "06" }
        if let done = ordered.last, done["step"] == "06", ["03", "05"].contains(done["funnel"]!) {
          let moment = String(ordered[4]["left_at"]!.filter(\.isNumber).prefix(14))
          handedIn[done["funnel"]!, default: []].insert(done["cust_no"]! + " " + moment)
        }
      }
    }
    // Every questionnaire answered and every purchase made online on these dates has its form, and no other form ends.
    var answered: Set<String> = []
    for date in dates {
      for row in try Self.rows(RiskAssessmentFeed.layout, bank, date)
      where row["channel"] != "01" && row["assessed_at"]!.hasPrefix(date.description) {
        answered.insert(row["cust_no"]! + " " + row["assessed_at"]!.filter(\.isNumber))
      }
    }
    #expect(handedIn["05"] == answered && answered.count > 3)
    var bought: Set<String> = []
    for date in bank.dates {
      for row in try Self.rows(SaleFeed.layout, bank, date) where ["01", "02"].contains(row["sale_kind"]!) {
        guard ["02", "03"].contains(row["channel"]!), ["03", "04"].contains(row["product_code"]!.prefix(2)) else {
          continue
        }
        if dates.contains(where: { row["traded_at"]!.hasPrefix($0.compact) }) {
          bought.insert(row["cust_no"]! + " " + row["traded_at"]!)
        }
      }
    }
    #expect(bought.isSubset(of: handedIn["03"] ?? []) && bought.count > 3)
    #expect(views > 500 && applied > 1 && opened > 3)
  }

  /// The control files: the date, the rows after the heading, and the digest of the packed bytes.
  @Test func controlFilesStateDateRowsAndBytes() throws {
    let bank = try Bank(days: 1, customers: 200, dirt: 0.05)
    let day = bank.dates[0].compact
    for layout in [
      StewardFeed.layout, MergerFeed.layout, OpportunityFeed.layout, ContactFeed.layout, TaskFeed.layout,
    ] {
      let file = layout.fileName(on: bank.dates[0])
      let sum = try Bank.run("md5sum", ["\(bank.folder)/drop/\(file)"]).output
      let md5 = String(decoding: sum, as: UTF8.self).prefix(32)
      let lines = try bank.bytes("drop/" + file).count { $0 == 10 }
      #expect(
        try bank.text("drop/" + file.replacing(".txt.gz", with: ".ctl"))
          == "DATE=\(day)\nROWS=\(lines - 1)\nMD5=\(md5)\n")
      #expect(try bank.totals(bank.dates[0]).feeds[layout.feed]?.declared == lines - 1)
    }
  }

  /// Every customer's number: bytes 20 to 29 of an account's record.
  private static let customers = Result { () throws -> Set<String> in
    let bank = try Self.bank.get()
    return try Set(
      bank.dates.flatMap { date in
        try Reader.records(AccountFeed.layout, bank, date).map { String(decoding: $1[20..<30], as: UTF8.self) }
      })
  }

  private static func rows(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [Row] {
    let judge = Judge(layout, on: date)
    return try Reader.records(layout, bank, date).map { _, record in
      Row(uniqueKeysWithValues: zip(layout.fields.map(\.name), judge.judge(record).values))
    }
  }

  private func cents(_ text: String?) throws -> Int64 { Int64(try #require(Amount(text ?? "", scale: 2)).units) }
}
