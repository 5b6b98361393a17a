import Catalog
import Cleansing
import Tabular
import Testing

/// How a sender's columns become items: maps, sides, constants, decimal marks, spellings of dates, changes.
@Suite struct MappingTests {
  static let amount = Item.plain(
    "amount", .decimal(precision: 18, scale: 2), [.trim, .halfWidth, .thousands], maximum: "1000000")

  static func run(
    _ item: Item, _ source: ItemSource, _ fields: [String]
  ) -> (result: String, normalized: Int) {
    var desk = Desk(Desk.asset([item]), FieldMapping(sources: [source]))
    let result = desk.cleanse(fields.map { Array($0.utf8) })
    return (result, desk.normalized[0])
  }

  @Test(arguments: [
    ("Debit", "D", 0), (" Debit ", "D", 1), ("Ｃredit", "C", 1), ("credit", "rejected dc 1 code_table", 0),
    ("D", "rejected dc 1 code_table", 0), ("", "rejected dc 1 required", 0), ("  ", "rejected dc 1 required", 0),
  ])
  func valueMap(delivered: String, expected: String, normalized: Int) {
    let codes = CodeTable(id: "dc", zh: "借贷", values: [.init(code: "D", zh: "借"), .init(code: "C", zh: "贷")])
    let (result, count) = MappingTests.run(
      .plain("dc", .text(1), codes: codes, [.trim, .halfWidth]),
      .field(0, FieldOptions(map: ["Debit": "D", "Credit": "C"])), [delivered])
    #expect(result == expected)
    #expect(count == normalized)
  }

  /// A map may say what a missing value means.
  @Test func mapOfNothing() {
    let (result, count) = MappingTests.run(.plain("x"), .field(0, FieldOptions(map: ["": "none"])), [""])
    #expect(result == "none")
    #expect(count == 0)
  }

  @Test(arguments: [
    ("1.234,56", "1234.56", 1), ("1234,56", "1234.56", 0), ("-12,5", "-12.50", 0),
    ("1234.56", "rejected amount 1 number", 0),
    ("1,234.56", "rejected amount 1 number", 0), ("1.234", "1234.00", 1),
  ])
  func decimalComma(delivered: String, expected: String, normalized: Int) {
    let (result, count) = MappingTests.run(
      MappingTests.amount, .field(0, FieldOptions(decimalMark: ",")), [delivered])
    #expect(result == expected)
    #expect(count == normalized)
  }

  /// The sender's own spelling is not a normalization; the standard's others still are understood.
  @Test(arguments: [("20.11.2025", 0), ("2025-11-20", 1), ("20251120", 1)])
  func patterns(delivered: String, normalized: Int) {
    let (result, count) = MappingTests.run(
      .plain("day", .date, patterns: [.dashed, .compact]), .field(0, FieldOptions(patterns: [.dotted])), [delivered])
    #expect(result == "2025-11-20")
    #expect(count == normalized)
  }

  @Test(arguments: [
    (["12.50", "D"], "-12.50", 0), (["12.50", "C"], "12.50", 0), (["1,200.00", "D"], "-1200.00", 1),
    (["0.00", "D"], "0.00", 0), (["12.50", "X"], "rejected amount 1 code_table", 0),
    (["12.50", ""], "rejected amount 1 required", 0),
    (["12.50", " D "], "-12.50", 0), (["-12.50", "D"], "rejected amount 1 number", 0),
    (["12..5", "D"], "rejected amount 1 number", 0),
    (["", "D"], "rejected amount 1 required", 0), (["1000000.01", "C"], "rejected amount 1 range", 0),
    (["1000000.01", "D"], "-1000000.01", 0),
  ])
  func signed(fields: [String], expected: String, normalized: Int) {
    let (result, count) = MappingTests.run(
      MappingTests.amount, .signed(amount: 0, sign: 1, negative: ["D"], positive: ["C"]), fields)
    #expect(result == expected)
    #expect(count == normalized)
  }

  @Test func signedWithOneSideNamed() {
    let (result, _) = MappingTests.run(
      MappingTests.amount, .signed(amount: 0, sign: 1, negative: ["S"]), ["5", "H"])
    #expect(result == "5.00")
  }

  @Test(arguments: [
    (["12.50", ""], "12.50"), (["", "12.50"], "-12.50"), (["12.50", "0.00"], "12.50"), (["0", "3"], "-3.00"),
    (["0", "0"], "0.00"), (["", ""], "rejected amount 1 required"), (["1", "2"], "rejected amount 1 number"),
    (["-1", ""], "rejected amount 1 number"), (["", "x"], "rejected amount 1 number"),
    (["1000000.01", ""], "rejected amount 1 range"),
  ])
  func split(fields: [String], expected: String) {
    let (result, _) = MappingTests.run(MappingTests.amount, .split(positive: 0, negative: 1), fields)
    #expect(result == expected)
  }

  @Test func constantsAndAbsence() {
    let codes = CodeTable(id: "ccy", zh: "币种", values: [.init(code: "CNY", zh: "人民币")], also: ["RMB": "CNY"])
    let constant = MappingTests.run(.plain("ccy", codes: codes), .constant("CNY"), [])
    let alias = MappingTests.run(.plain("ccy", codes: codes), .constant("RMB"), [])
    let wrong = MappingTests.run(.plain("ccy", codes: codes), .constant("XXX"), [])
    let absent = MappingTests.run(.plain("ccy", codes: codes, empty: "无"), .absent, [])
    let missed = MappingTests.run(.plain("ccy", codes: codes), .absent, [])
    #expect(constant.result == "CNY")
    #expect(alias.result == "CNY" && alias.normalized == 0)
    #expect(wrong.result == "rejected ccy 0 code_table")
    #expect(absent.result == "NULL")
    #expect(missed.result == "rejected ccy 0 required")
  }

  /// The columns of a feed may stand in any order, and one may serve two items.
  @Test func anyOrder() {
    let items: [Item] = [.plain("a"), .plain("b"), .plain("c")]
    var desk = Desk(Desk.asset(items), FieldMapping(sources: [.field(1), .field(0), .field(1)]))
    let result = desk.cleanse("x", "y")
    #expect(result == "y | x | y")
  }

  @Test func changes() {
    let asset = Desk.asset([.plain("a")], keeps: .versions)
    let change = FieldMapping.Change.field(1, insert: ["I", "新增"], update: ["U"], delete: ["D"])
    var desk = Desk(asset, FieldMapping(sources: [.field(0)], change: change))
    let results = ["I", "新增", "U", " D ", "X", ""].map { desk.cleanse("a", $0) }
    #expect(
      results == [
        "I | a", "I | a", "U | a", "D | a", "rejected - 2 code_table", "rejected - 2 code_table",
      ])
    for upsert in [FieldMapping.Change.none, .upsert] {
      var desk = Desk(asset, FieldMapping(sources: [.field(0)], change: upsert))
      let result = desk.cleanse("a")
      #expect(result == "U | a")
    }
  }
}
