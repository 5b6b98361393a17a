import Tabular
import Testing

@testable import SampleBank

/// The company register and what hangs on it, read from the files: taxpayers, holders, changes, licences, penalties.
@Suite struct GovernmentTests {
  /// Tuesday 11 to Monday 24 November: two weekends.
  private static let made = Result {
    try Bank(days: 14, customers: 400, seed: 5, postingsPerDay: 20, last: BusinessDate(daysSince2000: 9459))
  }

  private var bank: Bank { get throws { try GovernmentTests.made.get() } }
  private let world = World(seed: 5, last: BusinessDate(daysSince2000: 9459), days: 14, customers: 400)

  /// On every date: whoever pays taxes is registered, under the same name, led by the same person, at the same place.
  @Test func everyTaxpayerIsRegistered() throws {
    let bank = try bank
    for day in bank.dates.indices {
      let dates = Array(bank.dates[...day])
      let registered = try Delivered.fold(EnterpriseFeed.layout, bank, dates)
      for row in try taxpayers(dates).values {
        let record = try #require(registered[[row["uscc"]]])
        #expect(record["ent_name"] == row["taxpayer_name"] && record["address"] == row["address"])
        #expect(record["legal_name"] == row["legal_name"] && record["legal_id_no"] == row["legal_id_no"])
        #expect(record["enterprise_type"] == row["enterprise_type"] && record["industry"] == row["industry"])
        #expect(record["status"] == "01" || row["status"] == "03", "whoever is revoked could not be found before")
      }
    }
  }

  /// Also those who are known only from invoices, and the customers who joined later, from their date on.
  @Test func othersAreRegisteredToo() throws {
    // Long enough for some companies to join.
    let last = BusinessDate(daysSince2000: 9459)
    let bank = try Bank(days: 40, customers: 400, seed: 5, postingsPerDay: 20, last: last)
    let world = World(seed: 5, last: last, days: 40, customers: 400)
    let first = try Set(Delivered.rows(EnterpriseFeed.layout, bank, [bank.dates[0]]).map { $0["uscc"] })
    let all = try Set(Delivered.rows(EnterpriseFeed.layout, bank).map { $0["uscc"] })
    #expect(world.outsiders.allSatisfy { first.contains($0.identifier) })
    let joined = world.customers[400...].map(\.party).filter(\.isEnterprise).map(\.identifier)
    #expect(joined.count >= 5 && joined.allSatisfy { !first.contains($0) && all.contains($0) })
    #expect(all.count == first.count + joined.count)
  }

  /// After every date the parts of each firm are 100.0000 %, and what is subscribed is its capital.
  @Test func partsAreWhole() throws {
    let bank = try bank
    var moved = 0
    for day in bank.dates.indices {
      let dates = Array(bank.dates[...day])
      let records = try Delivered.fold(EnterpriseFeed.layout, bank, dates)
      let holdings = try Delivered.fold(ShareholderFeed.layout, bank, dates, gone: "退出")
      let byFirm = Dictionary(grouping: holdings.values) { $0["uscc"] }
      #expect(byFirm.count == records.count)
      for (uscc, holders) in byFirm {
        let record = try #require(records[[uscc]])
        #expect(try holders.reduce(0) { try $0 + $1.units("ratio", scale: 4) } == 1_000_000)
        let capital = record["reg_capital"].isEmpty ? 0 : try record.units("reg_capital", scale: 6)
        #expect(try holders.reduce(0) { try $0 + $1.units("subscribed", scale: 6) } == capital)
        for holder in holders {
          #expect(
            try holder["paid_in"].isEmpty || holder.units("paid_in", scale: 6) <= holder.units("subscribed", scale: 6))
          #expect(holder["id_type"].isEmpty == holder["id_no"].isEmpty)
          #expect(holder["ent_name"] == record["ent_name"])
        }
        if ["1130", "1151", "9500"].contains(record["enterprise_type"]) {
          #expect(holders.contains { $0["holder_name"] == record["legal_name"] })
        }
      }
      if day > 0 { moved += try Delivered.rows(ShareholderFeed.layout, bank, [bank.dates[day]]).count }
    }
    #expect(moved > 5)
  }

  /// A firm that holds another is older in the register, so no chain of firms comes back to where it began.
  @Test func noFirmHoldsItself() throws {
    let firms = Firms(world)
    let place = Dictionary(uniqueKeysWithValues: firms.all.map { ($0.party.identifier, $0.ordinal) })
    var held = 0
    for holding in try Delivered.rows(ShareholderFeed.layout, bank) where holding["shareholder_kind"] == "02" {
      #expect(try #require(place[holding["id_no"]]) < #require(place[holding["uscc"]]))
      held += 1
    }
    #expect(held > 3)
  }

  /// The last change of a thing says what the register now has, and when it was approved.
  @Test func changesLeadToTheRecord() throws {
    let bank = try bank
    let items = ["01": "ent_name", "02": "legal_name", "03": "address", "05": "scope"]
    let records = try Delivered.fold(EnterpriseFeed.layout, bank)
    let holdings = try Delivered.fold(ShareholderFeed.layout, bank, gone: "退出")
    var latest: [[String]: Delivered] = [:]
    for change in try Delivered.rows(EnterpriseChangeFeed.layout, bank) {
      latest[[change["uscc"], change["change_item"]]] = change
      #expect(change["before_text"] != change["after_text"])
    }
    var seen: Set<String> = []
    for (key, change) in latest {
      let record = try #require(records[[key[0]]])
      seen.insert(key[1])
      switch key[1] {
      case "04":
        #expect(change["after_text"].hasPrefix("\(try record.units("reg_capital", scale: 6) / 1_000_000)万"))
      case "06":
        let parts = Set(holdings.values.filter { $0["uscc"] == key[0] }.map { "\($0["holder_name"]) \($0["ratio"])%" })
        #expect(Set(change["after_text"].split(separator: "；").map(String.init)) == parts)
      case "08": #expect(change["after_text"] == (record["term_to"].isEmpty ? "长期" : record["term_to"]))
      default: #expect(change["after_text"] == record[try #require(items[key[1]])])
      }
      #expect(try change.day("approved_on") <= record.day("approve_date"))
      if key[1] == "01" { #expect(record["former_name"] == change["before_text"]) }
    }
    #expect(seen.isSuperset(of: ["01", "02", "03", "04", "05", "06"]))
  }

  /// From Monday to Friday, and on Monday what was approved on the weekend.
  @Test func weekendsHaveNoFileOfTheirOwn() throws {
    let bank = try bank
    var told: Set<String> = []
    var last = bank.dates[0].adding(days: -1000)
    for date in bank.dates {
      for layout in [EnterpriseChangeFeed.layout, PenaltyFeed.layout] {
        #expect(Reader.isSent(layout, bank, date) == (date.weekday <= 5), "\(layout.feed) \(date)")
        #expect(bank.exists("drop/" + layout.fileName(on: date).replacing(".csv", with: ".ok")) == (date.weekday <= 5))
      }
      guard date.weekday <= 5 else { continue }
      for change in try Delivered.rows(EnterpriseChangeFeed.layout, bank, [date]) {
        let approved = try change.day("approved_on")
        #expect(approved > last && approved <= date)
        #expect(told.insert(change["change_no"]).inserted)
      }
      for penalty in try Delivered.rows(PenaltyFeed.layout, bank, [date]) {
        #expect(try penalty.day("decided_on") > last && penalty.day("decided_on") <= date)
        #expect(try penalty.day("public_until") >= date)
      }
      last = date
    }
    let changes = try Delivered.rows(EnterpriseChangeFeed.layout, bank, [bank.dates[13], bank.dates[6]])
    #expect(try changes.contains { try $0.day("approved_on").weekday > 5 })
    #expect(bank.dates[13].weekday == 1 && bank.dates[6].weekday == 1)
  }

  /// A firm that is revoked, a licence that is suspended: the penalty says so, too.
  @Test func penaltiesAgreeWithTheOtherRegisters() throws {
    let world = World(seed: 5, last: BusinessDate(daysSince2000: 9459), days: 60, customers: 4000)
    let firms = Firms(world)
    let issuing = LicenceIssuing(world, firms)
    let office = PenaltyOffice(world, firms, issuing.suspensions)
    let decided = world.dates.flatMap { office.decided(on: $0) }
    #expect(Set(decided.map(\.number)).count == decided.count)
    let revoked = firms.all[..<firms.taxpayers].filter { company in
      company.lostSince.map { world.dates.contains($0.adding(days: CompanyRegister.daysToRevocation)) } ?? false
    }
    #expect(!revoked.isEmpty)
    for company in revoked {
      #expect(decided.contains { $0.firm == company.ordinal && $0.kind == "3" && $0.cause.hasSuffix("吊销营业执照") })
    }
    var licences = issuing.register
    let told = world.dates.indices.map { licences.move(to: $0).map(\.version) }
    let suspended = Set(told.dropFirst().joined().filter { $0.status == .suspended }.map(\.number))
    #expect(!suspended.isEmpty)
    for number in suspended { #expect(decided.contains { $0.cause.hasSuffix(number) }) }
    #expect(told[0].count > 1000 && told[1...].joined().contains { $0.status == .expired })
    for (date, licence) in zip(world.dates, told).flatMap({ date, told in told.map { (date, $0) } }) {
      #expect(licence.status != .expired || licence.expiry < date)
      #expect(licence.issued <= date && licence.start <= licence.expiry)
    }
    #expect(decided.allSatisfy { ($0.kind == "1" || $0.kind == "3") == ($0.fine == 0) })
  }

  private func taxpayers(_ dates: [BusinessDate]) throws -> [[String]: Delivered] {
    try Delivered.fold(RegistrationFeed.layout, bank, dates)
  }
}
