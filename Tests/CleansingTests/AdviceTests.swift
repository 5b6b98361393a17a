import Catalog
import Cleansing
import Tabular
import Testing

/// What is only advised is loaded and counted; what needs more of the row than the value is demanded of the row.
@Suite struct AdviceTests {
  static func day(_ text: String) -> BusinessDate { BusinessDate(text)! }
  static let regions = CodeTable(
    id: "gbt2260", zh: "区划",
    values: [
      .init(code: "320000", zh: "江苏省"),
      .init(code: "320103", zh: "白下区", to: day("2013-12-31"), successors: ["320104"]),
      .init(code: "320104", zh: "秦淮区"),
      .init(code: "320213", zh: "梁溪区", from: day("2015-01-01")),
      .init(code: "320999", zh: "未来区", from: day("2026-01-01")),
      // Used again after ten years.
      .init(code: "320601", zh: "旧区", from: day("1990-01-01"), to: day("1999-12-31"), successors: ["320602"]),
      .init(code: "320601", zh: "新区", from: day("2010-01-01")),
    ], covers: ["32"])

  static func desk(_ items: [Item], balance: ControlTotal? = nil) -> Desk {
    Desk([.plain("no")] + items, balance: balance)
  }

  /// The counts of what was not as advised: `region code_table 2 at 3`.
  static func counts(_ desk: borrowing Desk) -> [String] {
    desk.cleanser.tally.advised.filter { $0.rows > 0 }.map { "\($0.item) \($0.rule) \($0.rows) at \($0.firstLine)" }
  }

  @Test func whatIsNotAsAdvisedLoads() {
    let item = Item(
      id: "region", zh: "区划", type: .text(6), advice: [Advice(.codes(CodeLookup(Self.regions)))], empty: "无")
    var desk = Self.desk([item])
    let codes = ["320104", "", "320103", "320213", "329999", "110105", "320999", "320601"]
    for code in codes {
      let row = desk.cleanse("1", code)
      #expect(row == "1 | \(code.isEmpty ? "NULL" : code)")
    }
    // The third line first; of what the table does not cover nothing is said.
    #expect(Self.counts(desk) == ["region code_table 3 at 3"])
    let tally = desk.cleanser.tally
    #expect(tally.missing == [0, 1])
    #expect(tally.unadvised == [0, 3])
    #expect(tally.loaded.rows == codes.count)
    #expect(tally.rejected.rows == 0)
  }

  /// A value that does not meet two advices is counted for each, and as one value.
  @Test func eachAdviceCounts() {
    let items = [
      Item(
        id: "card", zh: "卡", type: .text(19), advice: [Advice(.rule(.luhn)), Advice(.codes(CodeLookup(Self.regions)))]),
      Item(
        id: "rate", zh: "率", type: .decimal(precision: 9, scale: 2),
        advice: [Advice(.bounds(minimum: Amount("0", scale: 6), maximum: Amount("99.995", scale: 3)))]),
    ]
    var desk = Self.desk(items)
    _ = desk.cleanse("1", "6217000010000000003", "99.99")
    _ = desk.cleanse("2", "3201040000000000000", "100.00")
    _ = desk.cleanse("3", "6217000010000000002", "-0.01")
    _ = desk.cleanse("4", "6217000010000000002", "x")
    #expect(Self.counts(desk) == ["card luhn 2 at 2", "card code_table 1 at 2", "rate range 2 at 2"])
    #expect(desk.cleanser.tally.unadvised == [0, 2, 2])
  }

  /// What is filtered or rejected was not loaded: nobody counts it.
  @Test func onlyLoadedRowsCount() {
    let item = Item(id: "region", zh: "区划", type: .text(6), advice: [Advice(.codes(CodeLookup(Self.regions)))])
    var desk = Desk(
      [item, .plain("status")], filter: [.init(item: "status", codes: ["9"])])
    _ = desk.cleanse("320103", "9")
    _ = desk.cleanse("320103", "")
    _ = desk.cleanse("320103", "0")
    #expect(Self.counts(desk) == ["region code_table 1 at 3"])
  }

  @Test(arguments: [
    // As of the day: held then, whatever holds now.
    (false, "320103", "2013-12-31", true), (false, "320103", "2014-01-01", false),
    (false, "320213", "2014-12-31", false),
    (false, "320601", "1995-05-05", true), (false, "320601", "2005-05-05", false),
    (false, "320601", "2010-01-01", true),
    // Since the day: held then or later, as far as the business date.
    (true, "320213", "2005-05-05", true), (true, "320103", "2014-01-01", false), (true, "320999", "2005-05-05", false),
    (true, "320601", "2005-05-05", true), (true, "320104", "2030-01-01", true),
    // Without a day: the business date.
    (false, "320103", "", false), (false, "320213", "", true), (true, "320103", "", false),
  ])
  func codesOfAnotherDay(_ isSince: Bool, _ code: String, _ day: String, _ holds: Bool) {
    let when = isSince ? CodeLookup.Day.since("opened") : .on("opened")
    let items = { (item: Item) in [item, .plain("opened", .date, patterns: [.dashed], empty: "未登记")] }
    var advised = Self.desk(
      items(Item(id: "region", zh: "区划", type: .text(6), advice: [Advice(.codes(CodeLookup(Self.regions, day: when)))]))
    )
    let row = advised.cleanse("1", code, day)
    #expect(row.hasPrefix("1 | \(code)"))
    #expect(Self.counts(advised) == (holds ? [] : ["region code_table 1 at 1"]))
    var demanded = Self.desk(
      items(Item(id: "region", zh: "区划", type: .text(6), codes: Self.regions, codesDay: when)))
    let result = demanded.cleanse("1", code, day)
    #expect(result.hasPrefix("1 | \(code)") == holds)
    #expect(holds || result == "rejected region 2 code_table")
  }

  /// The first characters are the code; those of a text in other scripts count as characters.
  @Test func codesInFront() {
    let divisions = CodeTable(
      id: "gbt4754", zh: "行业",
      values: [.init(code: "C", zh: "制造业"), .init(code: "C13", zh: "食品"), .init(code: "农林牧", zh: "农")])
    var desk = Self.desk([
      Item(id: "industry", zh: "行业", type: .text(6), codes: divisions, codePrefix: 3)
    ])
    for (value, holds) in [
      ("C1310", true), ("C13", true), ("C1", false), ("C", false), ("D1310", false), ("农林牧渔", true), ("农林", false),
    ] {
      let result = desk.cleanse("1", value)
      #expect(result == (holds ? "1 | \(value)" : "rejected industry 2 code_table"))
    }
  }

  /// An area that was never that person's: it ended before birth, or begins in the future.
  @Test(arguments: [
    ("320103201312310010", true), ("320103201401010013", false), ("320213198001010016", true),
    ("320999198001010011", false), ("110105194912310020", true), ("329999198001010018", false),
  ])
  func areaOfACitizen(_ body: String, _ isAdvised: Bool) throws {
    let id = try #require(
      (0...10).map { body.dropLast() + ($0 == 10 ? "X" : String($0)) }.first { id in
        let bytes = Array(id.utf8)
        return unsafe Rule.citizenID.failure(in: bytes.span.bytes, 0..<18) == nil
      })
    let advice = Advice(.codes(CodeLookup(Self.regions, prefix: 6, day: .sinceBirth)))
    var desk = Self.desk([Item(id: "id_no", zh: "证件", type: .text(18), advice: [advice], rule: .citizenID)])
    let row = desk.cleanse("1", String(id))
    #expect(row == "1 | \(id)")
    #expect(Self.counts(desk) == (isAdvised ? [] : ["id_no code_table 1 at 1"]))
  }

  static let currencies = CodeTable(
    id: "currency", zh: "币种",
    values: [
      .init(code: "CNY", zh: "人民币", minor: 2), .init(code: "JPY", zh: "日元", minor: 0),
      .init(code: "KWD", zh: "第纳尔", minor: 3), .init(code: "XXX", zh: "无"),
    ], also: ["392": "JPY"])

  @Test(arguments: [
    ("CNY", "12.34", true), ("JPY", "12.00", true), ("JPY", "12", true), ("JPY", "12.34", false),
    ("392", "-0.01", false), ("JPY", "0.00", true), ("KWD", "12.34", true), ("XXX", "12.34", true), ("", "12.34", true),
  ])
  func smallestUnits(_ ccy: String, _ amount: String, _ holds: Bool) {
    let item = Item(id: "amount", zh: "金额", type: .decimal(precision: 18, scale: 2), minorUnitBy: "ccy")
    var desk = Self.desk(
      [item, .plain("ccy", .text(3), codes: Self.currencies, empty: "无")],
      balance: .init(item: "amount", currency: .item("ccy")))
    let result = desk.cleanse("1", amount, ccy)
    #expect(holds ? result.hasPrefix("1 | ") : result == "rejected amount 2 minor_unit")
    // The amount of a reject can still be read, and is a term of the equation.
    let tally = desk.cleanser.tally
    #expect(tally.unreadable == 0)
    #expect(holds || tally.rejected.sums == ["JPY": Int128(Amount(amount, scale: 2)!.units)])
  }

  /// The item that is first in the asset's order is blamed, whichever was looked at first.
  @Test func theFirstItemIsBlamed() {
    let items = [
      Item(id: "fee", zh: "费", type: .decimal(precision: 18, scale: 2), minorUnitBy: "ccy"),
      Item(id: "region", zh: "区划", type: .text(6), codes: Self.regions, codePrefix: 6),
      Item.plain("ccy", .text(3), codes: Self.currencies),
    ]
    var desk = Self.desk(items)
    let both = desk.cleanse("1", "0.10", "329999", "JPY")
    let second = desk.cleanse("1", "0.10", "329999", "CNY")
    let own = desk.cleanse("1", "0.10", "329999", "???")
    #expect(both == "rejected fee 2 minor_unit")
    #expect(second == "rejected region 3 code_table")
    // What a value is by itself comes before what it is beside others.
    #expect(own == "rejected ccy 4 code_table")
  }

  static let pilot = "91110000600037341N"

  static func exception(until: String, _ fill: (inout LegalException) -> Void) -> LegalException {
    var exception = LegalException(id: "uscc-2025-01", standard: "uscc", until: BusinessDate(until)!)
    fill(&exception)
    return exception
  }

  @Test(arguments: 0..<3)
  func legalExceptions(_ kind: Int) {
    let exception = Self.exception(until: "2025-11-20") { exception in
      switch kind {
      case 0: exception.values = [Self.pilot]
      // printf %s 91110000600037341N | sha256sum
      case 1: exception.hashes = ["fd3f64ed9ffe08f2791662a1c6e75f28bb28c11306348a6934b6a96d90f140b7"]
      default: exception.tokens = [Desk.key.token(scheme: "uscc", value: Self.pilot)]
      }
    }
    let item = Item(
      id: "uscc", zh: "信用代码", type: .text(18), exceptions: [exception], normalizers: [.trim, .upper],
      format: Format(length: 18...18, alphabet: .alphanumerics), rule: .uscc, identifies: "uscc")
    var desk = Self.desk([item])
    let token = Desk.key.token(scheme: "uscc", value: Self.pilot)
    let good = desk.cleanse("1", "91110000600037341L")
    let pilot = desk.cleanse("2", Self.pilot.lowercased())
    let other = desk.cleanse("3", "91110000600037341P")
    let shape = desk.cleanse("4", "9111000060003734IN")
    #expect(good.hasPrefix("1 | 91110000600037341L"))
    #expect(pilot == "2 | \(Self.pilot) | \(token)")
    #expect(other == "rejected uscc 2 check_digit")
    #expect(shape == "rejected uscc 2 format")
    #expect(Self.counts(desk) == ["uscc exception 1 at 2"])
    #expect(desk.normalized == [0, 1])
  }

  /// It holds by business date: the same file gives the same rows whenever it is loaded.
  @Test func anExceptionEnds() {
    let exception = Self.exception(until: "2025-11-19") { $0.values = [Self.pilot] }
    let item = Item(id: "uscc", zh: "信用代码", type: .text(18), exceptions: [exception], rule: .uscc)
    var today = Desk([item])
    var before = Desk([item], on: BusinessDate("2025-11-19")!)
    let refused = today.cleanse(Self.pilot)
    let loaded = before.cleanse(Self.pilot)
    #expect(refused == "rejected uscc 1 check_digit")
    #expect(loaded == Self.pilot)
  }

  /// What a standard advises goes with the standard that a choice leads to.
  @Test func adviceOfAChoice() {
    let advised = { (id: String, prefix: Int) in
      Standard(
        id: id, zh: id, type: .text(18), advice: [Advice(.codes(CodeLookup(Self.regions, prefix: prefix)))],
        identifies: id)
    }
    let choice = Item.Choice(
      by: "kind", standards: ["1": advised("a", 6), "2": Standard(id: "b", zh: "b", type: .text(18))])
    let kinds = CodeTable(id: "kind", zh: "种类", values: ["1", "2"].map { .init(code: $0, zh: $0) })
    var desk = Self.desk([
      .plain("kind", .text(1), codes: kinds), Item(id: "id", zh: "号", type: .text(18), choice: choice),
    ])
    for (kind, value) in [("1", "3201040"), ("1", "3299990"), ("2", "3299990")] {
      let row = desk.cleanse("1", kind, value)
      #expect(row == "1 | \(kind) | \(value)")
    }
    #expect(Self.counts(desk) == ["id code_table 1 at 2"])
  }

  /// Organisations are shown whole, persons and what nobody knows are masked.
  @Test func masksThatLookAtACode() {
    let kinds = CodeTable(id: "kind", zh: "种类", values: ["01", "11"].map { .init(code: $0, zh: $0) })
    var desk = Desk([
      .plain("kind", .text(2), codes: kinds, empty: "不知"),
      Item(
        id: "name", zh: "名称", type: .text(60), level: 3, mask: .surname, shown: .init(by: "kind", codes: ["11"]),
        empty: "无"),
    ])
    let company = desk.cleanse("11", "南京玄云精密机械有限公司")
    let person = desk.cleanse("01", "王秀兰")
    let unknown = desk.cleanse("", "王秀兰")
    let nobody = desk.cleanse("11", "")
    #expect(company == "11 | 南京玄云精密机械有限公司 | 南京玄云精密机械有限公司")
    #expect(person == "01 | 王秀兰 | 王**")
    #expect(unknown == "NULL | 王秀兰 | 王**")
    #expect(nobody == "11 | NULL | NULL")
  }

  @Test func talliesAddTheirAdvice() {
    let item = Item(
      id: "region", zh: "区划", type: .text(6), advice: [Advice(.codes(CodeLookup(Self.regions)))], empty: "无")
    var first = Desk([item])
    var second = Desk([item])
    _ = first.cleanse("320104")
    _ = first.cleanse("")
    for _ in 0..<3 { _ = second.cleanse("320103") }
    let sum = first.cleanser.tally + second.cleanser.tally
    #expect(sum.advised == [Tally.Advised(item: "region", rule: "code_table", rows: 3, firstLine: 1)])
    #expect(sum.missing == [1])
    #expect(sum.unadvised == [3])
  }
}
