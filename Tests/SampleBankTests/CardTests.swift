import Tabular
import Testing

@testable import SampleBank

/// The card system's files of a clean bank against each other and against the core system's.
@Suite struct CardTests {
  /// A debit card and its account have one owner; credit cards have a limit and no account.
  @Test func cardsBelongToTheirAccounts() throws {
    let bank = try ProductTests.bank.get()
    var owners: [String: String] = [:]
    var cards: [String: CleanRow] = [:]
    var versions = 0
    for date in bank.dates {
      for account in try bank.rows(AccountFeed.layout, date) { owners[account["account_no"]] = account["cust_no"] }
      for card in try bank.rows(CardFeed.layout, date) {
        #expect(Luhn.isValid(card["card_no"]))
        let isCredit = card["card_kind"] == "02"
        #expect(card["card_no"].count == (isCredit ? 16 : 19))
        #expect(isCredit == card["account_no"].isEmpty && isCredit != card["credit_limit"].isEmpty)
        if !isCredit { #expect(owners[card["account_no"]] == card["cust_no"]) }
        let product = try #require(ProductShelf.product(card["product_code"]))
        #expect(product.productClass == .card)
        #expect(card["opened_on"] <= date.description && card["activated_on"] <= date.description)
        if card["status"] == "02" { #expect(card["activated_on"].isEmpty) }
        if let before = cards[card["card_no"]] {
          #expect(
            ["cust_no", "account_no", "card_kind", "product_code", "opened_on"].allSatisfy { before[$0] == card[$0] })
          #expect(before["status"] != "05", "what is cancelled stays so")
          versions += 1
        }
        cards[card["card_no"]] = card
      }
    }
    #expect(Set(cards.values.map { $0["card_kind"] }) == ["01", "02", "03"])
    #expect(Set(cards.values.map { $0["status"] }).isSuperset(of: ["01", "02", "05"]))
    #expect(cards.count > 600 && versions > 20)
  }

  /// A payment with a debit card is a posting of its account on the day, a refund one the other way; tests and credit
  /// cards move nothing there.
  @Test func paymentsArePostings() throws {
    let bank = try ProductTests.bank.get()
    var cards: [String: CleanRow] = [:]
    var (paid, refunded) = (0, 0)
    for date in bank.dates {
      for card in try bank.rows(CardFeed.layout, date) { cards[card["card_no"]] = card }
      var payments: [[String]: Int] = [:]
      for payment in try bank.rows(ScenePaymentFeed.layout, date) {
        let card = try #require(cards[payment["card_no"]])
        #expect(card["status"] == "01" && card["cust_no"] == payment["cust_no"] && card["org_no"] == payment["org_no"])
        #expect(payment["paid_at"].hasPrefix(date.compact))
        guard payment["status"] != "9", card["card_kind"] == "01" else { continue }
        let isRefund = payment["status"] == "1"
        (paid, refunded) = isRefund ? (paid, refunded + 1) : (paid + 1, refunded)
        payments[
          [
            card["account_no"], isRefund ? "C" : "D", payment["ccy"], payment["amount"], payment["paid_at"],
            isRefund ? "退款" : "POS消费",
          ], default: 0] += 1
      }
      let booked = try Dictionary(
        grouping: bank.rows(PostingFeed.layout, date).filter { $0["channel"] == "05" }
      ) { row in ["account_no", "dc_flag", "ccy", "amount", "txn_time", "memo"].map { row[$0] } }
      for (payment, count) in payments { #expect(booked[payment, default: []].count == count) }
    }
    #expect(paid > 2000 && refunded > 20)
  }

  /// Nobody gets more back than was paid there.
  @Test func refundsHaveAPayment() throws {
    let bank = try ProductTests.bank.get()
    var open: [[String]: [Int64]] = [:]
    for date in bank.dates {
      for payment in try bank.rows(ScenePaymentFeed.layout, date) {
        let key = ["card_no", "merchant_no", "merchant_name", "scene"].map { payment[$0] }
        let cents = try payment.units("amount")
        switch payment["status"] {
        case "0": open[key, default: []].append(cents)
        case "1":
          let place = try #require(open[key, default: []].firstIndex { $0 >= cents })
          open[key]?.remove(at: place)
        default: break
        }
      }
    }
  }

  /// What is paid for is what the merchant does, and only those pay who have the car, the home or the child.
  @Test func scenesFitTheMerchants() throws {
    let bank = try ProductTests.bank.get()
    let categories: [String: Set<String>] = [
      "01": ["8211", "8220"], "02": ["6513"], "03": ["4900"], "04": ["4900"], "05": ["4900"], "06": ["8062"],
      "07": ["4111", "4112"], "08": ["5541"], "09": ["4784"], "10": ["4814"], "11": ["5812"], "12": ["5311", "5411"],
      "13": ["5912"], "14": ["9222"],
    ]
    var scenes: [String: Set<String>] = [:]
    var merchants: [String: String] = [:]
    for date in bank.dates {
      for payment in try bank.rows(ScenePaymentFeed.layout, date) {
        #expect(categories[payment["scene"], default: []].contains(payment["mcc"]))
        #expect(payment["merchant_no"].count == 15 && payment["merchant_no"].dropFirst(7).hasPrefix(payment["mcc"]))
        let name = payment["merchant_name"]
        #expect(merchants.updateValue(name, forKey: payment["merchant_no"]) ?? name == name, "one name each")
        scenes[payment["cust_no"], default: []].insert(payment["scene"])
      }
    }
    let customers = World(seed: 33, last: bank.dates[39], days: 40, customers: 600).customers
    for (ordinal, customer) in customers.enumerated() {
      let household = Household(of: ordinal, seed: 33)
      let own = scenes[customer.number, default: []]
      #expect(household.drives || own.isDisjoint(with: ["08", "09", "14"]))
      #expect(household.ownsHome || own.isDisjoint(with: ["02", "03", "04", "05"]))
      #expect(household.hasChildren || !own.contains("01"))
      if customer.party.isEnterprise { #expect(own.isEmpty) }
    }
    #expect(scenes.values.reduce(into: Set()) { $0.formUnion($1) }.count >= 12)
  }

  /// School fees are paid before a term, and at no other time.
  @Test func schoolFeesAreDueBeforeTheTerm() {
    for (text, isTerm) in [("2025-09-03", true), ("2025-11-20", false)] {
      let date = BusinessDate(text)!
      let world = World(seed: 6, last: date, days: 1, customers: 12_000)
      var books = Books(world)
      var book = PaymentBook(world, CardIssue(world))
      book.move(to: 0, &books, after: 0)
      #expect(book.today.contains { $0.scene == "01" } == isTerm)
      #expect(books.balances.allSatisfy { $0 >= 0 }, "nobody pays with money that is not there")
    }
  }
}
