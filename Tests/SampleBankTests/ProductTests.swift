import Tabular
import Testing

@testable import SampleBank

/// The product and sales system's files of a clean bank against each other and against the core system's.
@Suite struct ProductTests {
  static let bank = Result { try Bank(days: 40, customers: 600, seed: 33) }

  @Test func theShelfIsWhole() throws {
    let bank = try ProductTests.bank.get()
    for date in [bank.dates[0], bank.dates[39]] {
      let products = try bank.rows(ProductFeed.layout, date)
      #expect(products.count == 367)
      #expect(Set(products.map { $0["product_code"] }).count == 367)
      #expect(Set(products.map { $0["product_name"] }).count == 367)
      #expect(Set(products.map { $0["product_class"] }) == Set(CodeTables.codes(of: "product_class", on: date)))
      #expect(products.allSatisfy { $0["product_code"].hasPrefix($0["product_class"]) })
      let sources = { (productClass: String) in
        products.filter { $0["product_class"] == productClass }.map { $0["source_code"] }
      }
      #expect(sources("02").sorted() == CodeTables.codes(of: "loan_product", on: date).sorted())
      #expect(Set(sources("01")) == ["01", "02", "04"])
      #expect(Set(products.map { $0["status"] }) == ["01", "02", "03", "04"])
      #expect(Set(products.map { $0["issuer"] }).count > 10)
    }
  }

  /// Per account and product: units(D) = units(D-1) + bought and reinvested - redeemed and matured.
  @Test func unitsTieToSalesDayByDay() throws {
    let bank = try ProductTests.bank.get()
    var units: [[String]: Int64] = [:]
    var kinds: Set<String> = []
    var deleted = 0
    for (day, date) in bank.dates.enumerated() {
      var expected = units
      for sale in try bank.rows(SaleFeed.layout, date) where sale["status"] == "01" {
        #expect(sale["confirmed_on"] == date.description && sale["traded_at"].prefix(8) <= date.compact)
        kinds.insert(sale["sale_kind"])
        let moved = try sale.units("units", scale: 4)
        let sign: Int64 = ["01", "02", "05"].contains(sale["sale_kind"]) ? 1 : -1
        expected[[sale["account_no"], sale["product_code"]], default: 0] += sign * moved
      }
      for holding in try bank.rows(HoldingFeed.layout, date) {
        let key = [holding["account_no"], holding["product_code"]]
        #expect((holding["change"] == "I") == (units[key] == nil))
        if holding["change"] == "D" {
          #expect(try holding.units("units", scale: 4) == units[key], "it comes once more as it was")
          units[key] = nil
          deleted += 1
        } else {
          units[key] = try holding.units("units", scale: 4)
          if day == 0 { expected[key] = units[key] }
        }
      }
      #expect(units == expected.filter { $0.value != 0 }, "\(date)")
    }
    #expect(kinds.isSuperset(of: ["02", "03", "05", "06"]) && deleted > 10 && units.count > 150)
  }

  /// The value is that of the units, and all units of a product are worth the same until the next trading day.
  @Test func aUnitHasOneValue() throws {
    let bank = try ProductTests.bank.get()
    var values: Set<String> = []
    var told: [String: String] = [:]
    var moved = 0
    for date in bank.dates {
      var byProduct: [String: String] = [:]
      for holding in try bank.rows(HoldingFeed.layout, date) where holding["change"] != "D" {
        let exact = try holding.units("units", scale: 4) * holding.units("nav", scale: 6)
        #expect(try abs(holding.units("market_value") * 100_000_000 - exact) <= 50_000_000)
        #expect(
          byProduct.updateValue(holding["nav"], forKey: holding["product_code"]) ?? holding["nav"] == holding["nav"])
        #expect(try holding.units("cost") > 0 && holding["bought_on"] <= date.description)
        #expect(holding["matures_on"].isEmpty || holding["matures_on"] > date.description)
        values.insert(holding["nav"])
        moved += holding["change"] == "U" ? 1 : 0
      }
      if BankCalendar.isTradingDay(date) { told = [:] }
      for (product, value) in byProduct { #expect(told.updateValue(value, forKey: product) ?? value == value) }
    }
    #expect(values.count > 100 && moved > 1000)
  }

  /// What is confirmed moves the amount on the account on the same day; nothing else is booked as a product.
  @Test func salesArePostings() throws {
    let bank = try ProductTests.bank.get()
    let sides = ["01": "D", "02": "D", "03": "C", "04": "C", "06": "C"]
    var (failed, settled) = (0, 0)
    for date in bank.dates {
      var sales: [[String]: Int] = [:]
      for sale in try bank.rows(SaleFeed.layout, date) {
        if sale["status"] == "02" {
          #expect(try sale.units("amount") == 0 && sale.units("units", scale: 4) == 0)
          failed += 1
        }
        guard sale["status"] == "01", let side = sides[sale["sale_kind"]] else { continue }
        sales[[sale["account_no"], side, sale["ccy"], sale["amount"]], default: 0] += 1
      }
      var booked: [[String]: Int] = [:]
      for posting in try bank.rows(PostingFeed.layout, date) where posting["memo"].hasPrefix("产品") {
        #expect(posting["status"] == "0")
        booked[[posting["account_no"], posting["dc_flag"], posting["ccy"], posting["amount"]], default: 0] += 1
      }
      #expect(sales == booked, "\(date)")
      settled += sales.values.reduce(0, +)
    }
    #expect(failed > 3 && settled > 150)
  }

  /// A person buys no product above a result that still holds, but now and then; enterprises nothing above R2.
  @Test func buyersBearTheRisk() throws {
    let bank = try ProductTests.bank.get()
    var latest: [String: CleanRow] = [:]
    var (right, wrong) = (0, 0)
    for date in bank.dates {
      let grades = try Dictionary(
        uniqueKeysWithValues: bank.rows(ProductFeed.layout, date).map { ($0["product_code"], $0["risk_grade"]) })
      let assessments = try bank.rows(RiskAssessmentFeed.layout, date)
      for row in assessments.sorted(by: { $0["assessed_at"] < $1["assessed_at"] }) {
        #expect(try row["tolerance"] == "C\(min(5, #require(Int(row["score"])) / 20 + 1))")
        #expect(try row.day("expires_on") == row.day("assessed_at").adding(days: 365))
        #expect((row["channel"] == "01") == !row["staff_no"].isEmpty)
        latest[row["cust_no"]] = row
      }
      for sale in try bank.rows(SaleFeed.layout, date) where ["01", "02"].contains(sale["sale_kind"]) {
        let grade = Int(grades[sale["product_code"], default: ""].dropFirst()) ?? 1
        guard let assessed = latest[sale["cust_no"]] else {
          #expect(grade <= 2, "nobody asks an enterprise")
          continue
        }
        let traded = try #require(BusinessDate(sale["traded_at"].prefix(8)))
        let holds = try assessed.day("expires_on") >= traded
        let level = try #require(Int(assessed["tolerance"].dropFirst()))
        if holds && grade <= level { right += 1 } else { wrong += 1 }
      }
    }
    #expect(right > 50 && wrong * 20 < right, "\(right) right, \(wrong) wrong")
  }

  /// Some buy what they should not: the labels that look for it need them.
  @Test func nowAndThenTheRiskIsTooHigh() {
    let world = World(seed: 5, last: BusinessDate(daysSince2000: 9455), days: 1, customers: 6000)
    let counter = Counter(Personnel(seed: 5, until: world.dates[0]))
    let desk = OrderDesk(world, counter, RiskBook(world, counter))
    var chance = SplitMix64(seed: 5)
    var (all, wrong) = (0, 0)
    for _ in 0..<6000 {
      guard let order = desk.purchase(on: 0, Books(world), &chance) else { continue }
      let grade = ProductShelf.all[order.product].grade ?? 1
      let tolerance = desk.tolerance(of: order.customer, on: world.dates[0])
      all += 1
      wrong += tolerance.map { grade > $0 } ?? true ? 1 : 0
    }
    #expect(all > 500 && wrong > 0 && wrong * 50 < all, "\(wrong) of \(all)")
  }

  /// Whoever sells or witnesses is of the customer's office and at work.
  @Test func sellersWorkThere() throws {
    let bank = try ProductTests.bank.get()
    let personnel = Personnel(seed: 33, until: bank.dates[39])
    let staff = Dictionary(uniqueKeysWithValues: personnel.members.map { ($0.number, $0) })
    var seen = 0
    for date in bank.dates {
      let served = try bank.rows(SaleFeed.layout, date) + bank.rows(RiskAssessmentFeed.layout, date)
      for row in served where !row["staff_no"].isEmpty {
        let member = try #require(staff[row["staff_no"]])
        let time = row["traded_at"].isEmpty ? row["assessed_at"].replacing("-", with: "") : row["traded_at"]
        let day = try #require(BusinessDate(time.prefix(8)))
        #expect(member.isEmployed(on: day) && member.status(on: day) == "01")
        #expect(Organisation.tree[member.post(on: day).office].number == row["org_no"])
        #expect(row["channel"] == "01")
        seen += 1
      }
    }
    #expect(seen > 50)
  }
}
