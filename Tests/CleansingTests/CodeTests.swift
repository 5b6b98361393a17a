import Catalog
import Tabular
import Testing

/// Code tables: validity on the business date, other spellings, long codes.
@Suite struct CodeTests {
  static let table = CodeTable(
    id: "legal_status", zh: "法律状态",
    values: [
      .init(code: "01", zh: "有效"),
      .init(code: "02", zh: "届满", from: BusinessDate("2025-11-20")),
      .init(code: "03", zh: "未来", from: BusinessDate("2025-11-21")),
      .init(code: "04", zh: "末日", to: BusinessDate("2025-11-20")),
      .init(code: "05", zh: "旧码", to: BusinessDate("2025-11-19"), successors: ["01"]),
      .init(code: "PLEDGED-IN-FULL", zh: "质押"),
      .init(code: "PLEDGED-IN-PART", zh: "部分质押"),
    ],
    also: ["有效": "01", "valid": "01", "LEGACY": "05", "PLEDGED-IN-HALF": "PLEDGED-IN-PART"])

  static let item = Item.plain("status", .text(15), codes: table, [.trim, .halfWidth])

  @Test(arguments: [
    ("01", "01", 0), ("02", "02", 0), ("03", "rejected status 1 code_table", 0), ("04", "04", 0),
    ("05", "rejected status 1 code_table", 0), ("LEGACY", "rejected status 1 code_table", 0),
    ("有效", "01", 1), ("valid", "01", 1), ("VALID", "rejected status 1 code_table", 0), ("０１", "01", 1),
    (" 01", "01", 1), ("PLEDGED-IN-FULL", "PLEDGED-IN-FULL", 0), ("PLEDGED-IN-HALF", "PLEDGED-IN-PART", 1),
    ("PLEDGED-IN-FULX", "rejected status 1 code_table", 0), ("PLEDGED-", "rejected status 1 code_table", 0),
    ("0", "rejected status 1 code_table", 0), ("", "rejected status 1 required", 0),
    ("  ", "rejected status 1 required", 0), ("01\u{0}", "rejected status 1 encoding", 0),
  ])
  func spelling(delivered: String, expected: String, normalized: Int) {
    var desk = Desk([CodeTests.item])
    let result = desk.cleanse(delivered)
    #expect(result == expected)
    #expect(desk.normalized == [normalized])
  }

  /// What is not in the table is told apart: a text of another shape is a matter of format.
  @Test func formatComesBeforeTheTable() {
    var desk = Desk([
      .plain("status", .text(15), codes: CodeTests.table, format: Format(length: 2...2, alphabet: .digits))
    ])
    let shape = desk.cleanse("0101")
    let code = desk.cleanse("77")
    let alias = desk.cleanse("有效")
    #expect(shape == "rejected status 1 format")
    #expect(code == "rejected status 1 code_table")
    #expect(alias == "01")
  }

  /// A table as large as a national one: every code is found, and nothing beside them.
  @Test func largeTables() {
    let codes = (0..<3_000).map { "C\($0 * 7)" }
    let table = CodeTable(id: "big", zh: "大", values: codes.map { .init(code: $0, zh: $0) })
    var desk = Desk([.plain("code", codes: table)])
    for number in 0..<21_000 {
      let result = desk.cleanse("C\(number)")
      #expect(result == (number % 7 == 0 ? "C\(number)" : "rejected code 1 code_table"))
    }
  }
}
