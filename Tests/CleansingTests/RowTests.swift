import Catalog
import Cleansing
import Tabular
import Testing

/// Whole rows: exactly the asset's row columns, in order; choices; the hash of the key.
@Suite struct RowTests {
  static let uscc = Standard(
    id: "uscc", zh: "统一社会信用代码", type: .text(18), normalizers: [.trim, .halfWidth, .upper, .dropSeparators],
    rule: .uscc, identifies: "uscc")
  static let citizen = Standard(
    id: "citizen_id", zh: "公民身份号码", type: .text(18), normalizers: [.trim, .halfWidth, .upper, .citizenID15],
    rule: .citizenID, identifies: "citizen_id")
  static let idTypes = CodeTable(
    id: "id_type", zh: "证件类型",
    values: [
      .init(code: "01", zh: "居民身份证"), .init(code: "11", zh: "统一社会信用代码"), .init(code: "21", zh: "护照"),
    ])

  static func account(isTypeOptional: Bool = false) -> Asset {
    let items: [Item] = [
      .plain("account_no", .text(19), mask: .keep(first: 6, last: 4), rule: .luhn, identifies: "account_no"),
      // The number stands before its type, so that the choice has to look ahead.
      .plain(
        "id_no", .text(18), mask: .keep(first: 6, last: 4),
        choice: Item.Choice(by: "id_type", standards: ["01": citizen, "11": uscc]), identifies: "party"),
      .plain("id_type", .text(2), codes: idTypes, empty: isTypeOptional ? "未知" : nil),
      .plain("name", .text(60), mask: .surname, [.trim]),
      .plain("balance", .decimal(precision: 18, scale: 2), [.thousands]),
    ]
    return Asset(
      id: "X1/account", zh: "账户", category: "内部", keeps: .versions, key: ["account_no"],
      identifies: [Asset.Identifies(party: "id_no", name: "name", by: ["account_no"])], items: items)
  }

  static func desk(isTypeOptional: Bool = false) -> Desk {
    Desk(
      account(isTypeOptional: isTypeOptional),
      FieldMapping(sources: (0..<5).map { .field($0) }, change: .upsert))
  }

  @Test func storedColumnsInOrder() {
    var desk = RowTests.desk()
    _ = desk.cleanse("6222021234567890128", "110105491231002", "01", "王秀兰", "1,234.5")
    let token = { (scheme: String, value: String) in String(Desk.key.token(scheme: scheme, value: value)) }
    let expected = [
      "1", "U", "6222021234567890128", "11010519491231002X", "01", "王秀兰", "1234.50",
      "622202*********0128", "110105********002X", "王**", token("account_no", "6222021234567890128"),
      token("citizen_id", "11010519491231002X"),
    ]
    #expect(desk.rows.rows == [expected.joined(separator: " | ")])
    #expect(expected.count == desk.asset.rowColumns.count)
    #expect(desk.normalized == [0, 1, 0, 0, 1])
  }

  /// Names of organisations are public; those of persons are not.
  @Test func organisationsKeepTheirNames() {
    var desk = RowTests.desk()
    let result = desk.cleanse("6222021234567890128", "91320100ma1mk3x73j", "11", "南京玄云精密机械有限公司", "0")
    let values = result.split(separator: " | ").map(String.init)
    #expect(values[2] == "91320100MA1MK3X73J")
    #expect(values[8] == "南京玄云精密机械有限公司")
    #expect(values[10] == String(Desk.key.token(scheme: "uscc", value: "91320100MA1MK3X73J")))
  }

  @Test(arguments: [
    (["6222021234567890128", "91320100MA1MK3X73J", "01"], "rejected id_no 2 format"),
    (["6222021234567890128", "11010519491231002X", "11"], "rejected id_no 2 check_digit"),
    (["6222021234567890128", "11010519491231002X", "99"], "rejected id_type 3 code_table"),
    (["6222021234567890128", "11010519491231002X", ""], "rejected id_type 3 required"),
    (["6222021234567890128", "E12345678", "21"], "rejected id_no 2 choice"),
    (["6222021234567890128", "", "01"], "rejected id_no 2 required"),
    (["6222021234567890129", "11010519491231002X", "99"], "rejected account_no 1 check_digit"),
  ])
  func choices(fields: [String], expected: String) {
    var desk = RowTests.desk()
    let result = desk.cleanse((fields + ["王秀兰", "0"]).map { Array($0.utf8) })
    #expect(result == expected)
  }

  @Test func aChoiceWithoutItsCode() {
    var desk = RowTests.desk(isTypeOptional: true)
    let result = desk.cleanse("6222021234567890128", "11010519491231002X", "", "王秀兰", "0")
    #expect(result == "rejected id_no 2 choice")
  }

  /// The window's bytes before and behind the fields are nobody's business.
  @Test func lineAndBatch() {
    var desk = Desk([.plain("a")])
    _ = desk.cleanse("x")
    _ = desk.cleanse("y")
    #expect(desk.rows.rows == ["1 | x", "2 | y"])
  }

  @Test func keyHashes() {
    let items: [Item] = [
      .plain("a", .text(60), [.trim, .upper]), .plain("b", .text(60), [.trim], empty: "无"), .plain("n", .integer),
    ]
    var desk = Desk(items, key: ["a", "b", "n"])
    let hash = { (a: String, b: String, n: String) -> KeyHash in
      _ = desk.cleanse(a, b, n)
      return desk.cleanser.keyHash
    }
    let base = hash("abc", "d", "1")
    #expect(hash("ABC ", " d", "01") == base)
    let others = [
      hash("ab", "cd", "1"), hash("abcd", "", "1"), hash("abc", "d", "2"), hash("abc", "d", "-1"),
      hash("d", "abc", "1"),
      hash("abc", "", "1"), hash("abc", "\u{1}", "1"), hash("abcdefgh", "d", "1"), hash("abcdefghi", "d", "1"),
    ]
    #expect(!others.contains(base))
    #expect(Set(others).count == others.count)
  }

  /// Whoever kept the text of a key can still hash it as its row would have been.
  @Test(arguments: ["a", "1234567", "12345678", "20251120000000000001", "生僻字𣲗"])
  func theTextOfAKeyHashesAsItsRow(key: String) {
    var desk = Desk([.plain("a")])
    _ = desk.outcome([Array(key.utf8)])
    let hasTextKey = desk.cleanser.hasTextKey
    #expect(hasTextKey)
    let bytes = Array(key.utf8)
    let hash = desk.cleanser.keyHash(ofText: bytes.span.bytes)
    #expect(hash == desk.cleanser.keyHash)
  }

  /// A million keys that differ in one place only keep a million hashes: no run of equal ones to settle by hand.
  @Test func keyHashesSpread() {
    var desk = Desk([.plain("a")])
    var hashes: Set<KeyHash> = []
    for number in 0..<50_000 {
      _ = desk.outcome([Array("0000000000000\(1_000_000 + number)".utf8)])
      hashes.insert(desk.cleanser.keyHash)
    }
    #expect(hashes.count == 50_000)
    #expect(Set(hashes.map { $0.low & 0xffff }).count > 30_000)
  }
}
