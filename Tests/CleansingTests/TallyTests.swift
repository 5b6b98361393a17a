import Catalog
import Cleansing
import Tabular
import Testing

/// The cleanser's part of the equation: every record is in exactly one term, every readable cent too.
@Suite struct TallyTests {
  static let currencies = CodeTable(
    id: "ccy", zh: "币种", values: ["CNY", "USD", "EUR"].map { .init(code: $0, zh: $0) }, also: ["RMB": "CNY"])
  static let items: [Item] = [
    .plain("no", .text(4), format: Format(length: 4...4, alphabet: .digits)),
    .plain("amount", .decimal(precision: 6, scale: 2), [.trim, .thousands], maximum: "5000"),
    .plain("ccy", .text(3), codes: currencies),
    .plain("status", .text(1)),
  ]

  static func desk() -> Desk {
    Desk(
      items, filter: [.init(item: "status", codes: ["9"])],
      balance: .init(item: "amount", currency: .item("ccy")))
  }

  @Test func everyRecordInOneTerm() {
    var desk = TallyTests.desk()
    _ = desk.cleanse("0001", "10.00", "CNY", "0")
    _ = desk.cleanse("0002", "-2.50", "RMB", "0")
    _ = desk.cleanse("0003", "1,000.00", "USD", "0")
    _ = desk.cleanse("0004", "7", "CNY", "9")
    // Rejected, and still readable: an earlier item failed, or the amount is out of its bounds.
    _ = desk.cleanse("x", "0.01", "EUR", "0")
    _ = desk.cleanse("0005", "5000.01", "CNY", "0")
    _ = desk.cleanse("0006", "3.00", "CNY", "")
    // Rejected and unreadable: no number, no currency, more digits than can be told, no record at all.
    _ = desk.cleanse("0007", "12..5", "CNY", "0")
    _ = desk.cleanse("0008", "5.00", "XXX", "0")
    _ = desk.cleanse("0009", "5.001", "CNY", "0")
    _ = desk.cleanse("0010", "", "CNY", "0")
    _ = desk.cleanse([], fault: .fieldCount(declared: 4, delivered: 3))
    let tally = desk.cleanser.tally
    #expect(tally.loaded == Tally.Term(rows: 3, sums: ["CNY": 750, "USD": 100_000]))
    #expect(tally.filtered == Tally.Term(rows: 1, sums: ["CNY": 700]))
    #expect(tally.rejected == Tally.Term(rows: 8, sums: ["EUR": 1, "CNY": 500_301]))
    #expect(tally.unreadable == 5)
    #expect(tally.normalized == [0, 1, 1, 0])
    #expect(
      tally.rejectedByRule == [
        "format": 1, "range": 2, "required": 2, "number": 1, "code_table": 1, "field_count": 1,
      ])
    #expect(tally.scale == 2)
  }

  /// What is rejected or filtered was not normalized: nobody sees it.
  @Test func onlyLoadedRowsAreNormalized() {
    var desk = TallyTests.desk()
    _ = desk.cleanse("x", "1,000.00", "RMB", "0")
    _ = desk.cleanse("0001", "1,000.00", "RMB", "9")
    #expect(desk.normalized == [0, 0, 0, 0])
  }

  @Test func withoutABalance() {
    var desk = Desk(TallyTests.items)
    _ = desk.cleanse("0001", "10.00", "CNY", "0")
    _ = desk.cleanse("0001", "x", "CNY", "0")
    let tally = desk.cleanser.tally
    #expect(tally.loaded == Tally.Term(rows: 1))
    #expect(tally.rejected == Tally.Term(rows: 1))
    #expect(tally.unreadable == 0)
  }

  @Test func constantCurrencyAndMissingAmounts() {
    let items: [Item] = [.plain("no"), .plain("amount", .integer, empty: "无")]
    var desk = Desk(items, balance: .init(item: "amount", currency: .constant("CNY")))
    _ = desk.cleanse("1", "5")
    _ = desk.cleanse("2", "")
    _ = desk.cleanse("", "7")
    _ = desk.cleanse("", "")
    _ = desk.cleanse("", "x")
    let tally = desk.cleanser.tally
    #expect(tally.loaded == Tally.Term(rows: 2, sums: ["CNY": 5]))
    #expect(tally.rejected == Tally.Term(rows: 3, sums: ["CNY": 7]))
    #expect(tally.unreadable == 1)
    #expect(tally.scale == 0)
  }

  /// Sums are of 128 bits: a feed of the largest amounts there are does not overflow them.
  @Test func largeSums() {
    let items: [Item] = [.plain("amount", .decimal(precision: 18, scale: 2))]
    var desk = Desk(items, balance: .init(item: "amount", currency: .constant("CNY")))
    for _ in 0..<1_000 { _ = desk.cleanse("9999999999999999.99") }
    #expect(desk.cleanser.tally.loaded.sums == ["CNY": Int128(999_999_999_999_999_999) * 1_000])
  }

  /// As many currencies as there are, longer codes among them.
  @Test func manyCurrencies() {
    let items: [Item] = [.plain("ccy"), .plain("amount", .integer)]
    var desk = Desk(items, balance: .init(item: "amount", currency: .item("ccy")))
    let codes = (0..<200).map { $0 % 2 == 0 ? "C\($0)" : "LONG-CURRENCY-\($0)" }
    for round in 1...3 { for code in codes { _ = desk.cleanse(code, String(round)) } }
    #expect(desk.cleanser.tally.loaded.sums == Dictionary(uniqueKeysWithValues: codes.map { ($0, 6) }))
  }

  @Test func talliesAdd() {
    var first = TallyTests.desk()
    var second = TallyTests.desk()
    var both = TallyTests.desk()
    let records = [
      ["0001", "1", "CNY", "0"], ["0002", "2", "USD", "0"], ["x", "3", "CNY", "0"], ["0003", "1,111", "RMB", "9"],
    ]
    for (index, fields) in records.enumerated() {
      let bytes = fields.map { Array($0.utf8) }
      _ = index % 2 == 0 ? first.cleanse(bytes) : second.cleanse(bytes)
      _ = both.cleanse(bytes)
    }
    let sum = first.cleanser.tally + second.cleanser.tally
    #expect(sum == both.cleanser.tally)
  }
}
