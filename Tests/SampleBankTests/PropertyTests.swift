import Tabular
import Testing

@testable import SampleBank

/// What the government knows of persons and property, read from the files: jobs, titles, debts, patents, errands.
@Suite struct PropertyTests {
  /// Tuesday 11 to Monday 24 November; the 20th is among them.
  private static let made = Result {
    try Bank(days: 14, customers: 400, seed: 6, postingsPerDay: 20, last: BusinessDate(daysSince2000: 9459))
  }

  private var bank: Bank { get throws { try PropertyTests.made.get() } }
  private let world = World(seed: 6, last: BusinessDate(daysSince2000: 9459), days: 14, customers: 400)

  /// One row a customer of working age at most, at a taxpayer that insures as many people.
  @Test func fundMembersAreInsuredStaff() throws {
    let bank = try bank
    let sent = bank.dates.filter { Reader.isSent(HousingFundFeed.layout, bank, $0) }
    #expect(sent.map(\.description) == ["2025-11-20"])
    let rows = try Delivered.rows(HousingFundFeed.layout, bank)
    #expect(rows.count > 100 && Set(rows.map { $0["id_no"] }).count == rows.count)
    #expect(rows.allSatisfy { $0["stat_month"] == "2025-10" })
    let persons = Set(world.customers.map(\.party).filter { !$0.isEnterprise }.map(\.identifier))
    #expect(rows.allSatisfy { persons.contains($0["id_no"]) })
    let insured = try Dictionary(
      uniqueKeysWithValues: Delivered.rows(SocialFeed.layout, bank).filter { $0["si_month"] == "2025-10" }
        .map { ($0["uscc"], try #require(Int($0["insured"]))) })
    for (uscc, staff) in Dictionary(grouping: rows, by: { $0["unit_uscc"] }) {
      #expect(try staff.count <= #require(insured[uscc]))
    }
    for row in rows { #expect(try (row["status"] == "01") == (row.units("monthly") > 0)) }
    #expect(rows.contains { $0["status"] == "02" })
  }

  /// A month's balance is the one before and what was paid; nothing is paid once a job is lost.
  @Test func fundBalancesAddUp() {
    let employment = Employment(world)
    var sealed = 0
    for member in employment.members(by: 13) {
      var before: Int64?
      var wasOpen = true
      for back in (0...12).reversed() {
        let month = Month(before: world.dates[13], back: back)
        let standing = employment.standing(of: member, in: month, lost: nil)
        if let before { #expect(standing.balance == before + standing.paid) }
        #expect(standing.isOpen == (standing.paid > 0) && (wasOpen || !standing.isOpen))
        #expect(standing.paid <= employment.base(of: member, in: month) * 24 / 100)
        if wasOpen, !standing.isOpen { sealed += 1 }
        (before, wasOpen) = (standing.balance, standing.isOpen)
      }
      #expect(employment.staff(of: member.employer) <= world.companies[member.employer].employees)
    }
    #expect(sealed > 0 && employment.members(by: 0).count < employment.members(by: 13).count)
  }

  /// On every date: each mortgage in the loan books is a title of the guarantor's, mortgaged to the bank.
  @Test func mortgagesAreInTheLandRegister() throws {
    let bank = try bank
    var compared = 0
    for day in bank.dates.indices {
      let dates = Array(bank.dates[...day])
      let titles = try Delivered.fold(RealEstateFeed.layout, bank, dates)
      let pledges = try Delivered.fold(GuaranteeFeed.layout, bank, dates).values.filter {
        !$0["certificate_no"].isEmpty
      }
      for pledge in pledges {
        let title = try #require(titles[[pledge["certificate_no"]]])
        #expect(title["id_no"] == pledge["id_no"] && title["owner_name"] == pledge["guarantor_name"])
        #expect(title["mortgaged"] == "1" && title["mortgagee"] == BankItself.name)
        if pledge["ccy"] == "CNY" { #expect(title["secured_amount"] == pledge["amount"]) }
        compared += 1
      }
      #expect(titles.values.count { $0["mortgagee"] == BankItself.name } == pledges.count, "and no others")
      for title in titles.values {
        #expect((title["mortgaged"] == "1") == !title["mortgagee"].isEmpty)
        #expect(title["mortgagee"].isEmpty == title["secured_amount"].isEmpty)
        #expect(title["unit_no"].count == 28)
      }
    }
    #expect(compared > 50)
  }

  /// Who is pursued by a court has titles sealed, and only then.
  @Test func sealsFollowTheCourts() throws {
    let titles = try Delivered.fold(RealEstateFeed.layout, bank)
    let docket = CourtDocket(world, Firms(world))
    let last = world.dates[13]
    for title in titles.values where title["mortgagee"] != BankItself.name {
      let number = try #require(title["certificate_no"].split(separator: "第").last)
      guard number.hasPrefix("1") else { continue }
      #expect((title["sealed"] == "1") == (docket.seals[title["id_no"]]?.contains(last) ?? false))
    }
    let large = World(seed: 6, last: last, days: 1, customers: 3000)
    let largeDocket = CourtDocket(large, Firms(large))
    var book = EstateBook(large, largeDocket)
    let sealed = book.move(to: 0, []).map(\.version).filter(\.isSealed)
    #expect(sealed.count > 10)
    #expect(sealed.allSatisfy { largeDocket.seals[$0.owner.identifier]?.contains(last) ?? false })
  }

  /// Cases come, are paid, and go: what goes was there, and nobody is told of before it is published.
  @Test func casesTakeTheirCourse() {
    let world = World(seed: 6, last: BusinessDate(daysSince2000: 9459), days: 200, customers: 4000)
    var cases = CourtDocket(world, Firms(world)).register
    var open: [Int: EnforcementCase] = [:]
    var seen: Set<String> = []
    for (day, date) in world.dates.enumerated() {
      for change in cases.move(to: day) {
        let told = change.version
        seen.insert("\(change.kind.rawValue) \(told.kind.rawValue) \(told.status.rawValue)")
        #expect(told.published <= date && told.filed <= told.published)
        #expect((told.kind == .restricted) == (told.target == nil))
        #expect((told.unpaid ?? 0) <= (told.target ?? 0) && (told.status == .performed) == (told.unpaid == 0))
        switch change.kind {
        case .insert: #expect(open.updateValue(told, forKey: change.place) == nil)
        case .update: #expect(open.updateValue(told, forKey: change.place) != nil)
        case .delete: #expect(open.removeValue(forKey: change.place) != nil)
        }
        if change.kind == .delete, told.kind == .debtor, told.status != .performed {
          let isClosed = open.values.contains { $0.number == told.number && $0.kind == .closed }
          #expect(isClosed || told.published.adding(days: 220) > date)
        }
      }
      #expect(Set(open.values.map { "\($0.number) \($0.kind)" }).count == open.count)
    }
    #expect(
      seen.isSuperset(of: ["I 01 01", "U 01 02", "U 01 03", "D 01 03", "I 02 01", "I 03 01", "I 04 01", "D 03 01"]))
  }

  /// What is granted has a day and a term, and number and check character follow from each other.
  @Test func patentsFollowTheirStatus() throws {
    let rows = try Delivered.rows(PatentFeed.layout, bank)
    let owners = Set(Firms(world).all.map(\.party.identifier))
    for row in rows {
      #expect(owners.contains(row["uscc"]))
      let isGranted = ["03", "06", "07"].contains(row["legal_status"])
      #expect(isGranted == !row["grant_date"].isEmpty && isGranted == !row["expiry_date"].isEmpty)
      if isGranted {
        #expect(try row.day("apply_date") < row.day("grant_date") && row.day("grant_date") < row.day("expiry_date"))
      }
      let isPatent = row["ip_kind"] <= "03"
      #expect(isPatent == !row["ipc"].isEmpty)
      if isPatent {
        let digits = row["apply_no"].prefix(12).compactMap(\.wholeNumberValue)
        let sum = zip(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]).reduce(0) { $0 + $1.0 * $1.1 } % 11
        #expect(row["apply_no"].suffix(2) == (sum == 10 ? ".X" : ".\(sum)"))
      }
    }
    #expect(Set(rows.map { $0["ip_kind"] }).isSuperset(of: ["01", "02", "03", "04", "05"]) && rows.count > 100)
  }

  /// A loan is overdue because of a court's case, a firm given up or a job lost only where a register shows it.
  @Test func reasonsForArrearsAreVisible() throws {
    let bank = try bank
    let parties = Dictionary(uniqueKeysWithValues: world.customers.map { ($0.number, $0.party.identifier) })
    var compared = 0
    for day in bank.dates.indices {
      let dates = Array(bank.dates[...day])
      let cases = try Set(Delivered.fold(EnforcementFeed.layout, bank, dates).values.map { $0["id_no"] })
      let revoked = try Set(
        Delivered.fold(EnterpriseFeed.layout, bank, dates).values.filter { $0["status"] == "02" }.map { $0["uscc"] })
      let jobless = try Set(
        Delivered.rows(HousingFundFeed.layout, bank, dates).filter { $0["status"] == "02" }.map { $0["id_no"] })
      for row in try Delivered.rows(OverdueFeed.layout, bank, [bank.dates[day]]) {
        let evidence = ["03": cases, "04": revoked, "05": jobless][row["reason"]]
        let borrower = try #require(parties[row["cust_no"]])
        #expect(evidence?.contains(borrower) ?? true, "\(row["reason"]) on \(bank.dates[day])")
        compared += 1
      }
    }
    #expect(compared > 20)
  }

  /// Of all customers: a case is in the register, who is given up is revoked, and who lost a job pays nothing in.
  @Test func everyReasonHasItsRegister() throws {
    let world = World(seed: 6, last: BusinessDate(daysSince2000: 9456), days: 1, customers: 2500)
    var government = Government(world)
    let cases = Set(government.cases.move(to: 0).map(\.version.party.identifier))
    government.companies.move(to: 0, RegistrationBook(world))
    let revoked = Set(
      government.companies.records.compactMap(\.self).filter { $0.status == .revoked }
        .map { government.firms.all[$0.firm].party.identifier })
    let october = Month(before: world.dates[0])
    let jobless = Set(
      government.employment.members.filter { member in
        let lost = government.firms.all[member.employer].lostSince
        return government.employment.standing(of: member, in: october, lost: lost).paid == 0
      }.map { world.customers[$0.customer].party.identifier })
    let evidence = ["03": cases, "04": revoked, "05": jobless]
    for told in [nil, october] {
      government.toldOfJobs = told
      var counts: [String: Int] = [:]
      for (ordinal, customer) in world.customers.enumerated() {
        guard let reason = government.reason(for: ordinal, customer.party, on: world.dates[0]) else { continue }
        #expect(try #require(evidence[reason]).contains(customer.party.identifier))
        counts[reason, default: 0] += 1
      }
      #expect(counts["03", default: 0] > 10 && counts["04", default: 0] > 0)
      #expect((counts["05", default: 0] > 10) == (told != nil), "jobs are known of once the fund has told of a month")
    }
  }

  @Test func errandsEndAfterTheyBegin() throws {
    let rows = try Delivered.rows(ServiceEventFeed.layout, bank)
    #expect(Set(rows.map { $0["event_no"] }).count == rows.count && rows.count >= 28)
    let parties = Set(world.customers.map(\.party.identifier))
    for row in rows {
      #expect(parties.contains(row["id_no"]))
      #expect((row["result"] == "03") == row["finished_at"].isEmpty)
      #expect(row["finished_at"].isEmpty || row["accepted_at"] < row["finished_at"])
    }
  }

  /// The first date tells what there is; a thing told of later comes with what it is by then.
  @Test func aRegisterTellsFromADateOn() {
    let dates = (0..<5).map { BusinessDate(daysSince2000: 9000 + $0) }
    var register = Register<String>(dates)
    register.add(
      [(dates[0].adding(days: -9), "a"), (dates[0].adding(days: -3), "b"), (dates[2], nil)], since: dates[0])
    register.add([(dates[0], "c"), (dates[1], "d"), (dates[3], "e"), (dates[3], "f")], since: dates[2])
    register.add([(dates[0].adding(days: -9), "g"), (dates[0].adding(days: -8), nil)], since: dates[0])
    let told = dates.indices.map { day in
      register.move(to: day).map { "\($0.place)\($0.kind.rawValue)\($0.version)" }
    }
    #expect(told == [["0Ib"], [], ["0Db", "1Id"], ["1Uf"], []])
  }
}
