import Catalog
import Cleansing
import Tabular
import Testing

/// Which of several failures is the one that is told.
@Suite struct OrderTests {
  static let flag = CodeTable(id: "flag", zh: "标志", values: [.init(code: "D", zh: "借"), .init(code: "C", zh: "贷")])
  static let items: [Item] = [
    .plain("no", .text(4), [.trim], format: Format(length: 4...4, alphabet: .digits), rule: .luhn),
    .plain("day", .date, patterns: [.compact]),
    .plain("flag", .text(1), codes: flag),
    .plain("amount", .decimal(precision: 6, scale: 2), minimum: "0"),
  ]

  /// The first item in order, wherever its column stands and however the others fail.
  @Test(arguments: [
    (["7894", "20251131", "X", "x"], "rejected day 2 date_exists"),
    (["7895", "20251131", "X", "x"], "rejected no 1 check_digit"),
    (["7894", "20251120", "X", "x"], "rejected flag 3 code_table"),
    (["7894", "20251120", "D", "x"], "rejected amount 4 number"),
    (["7894", "20251120", "D", "-1"], "rejected amount 4 range"),
    (["", "", "", ""], "rejected no 1 required"),
  ])
  func items(fields: [String], expected: String) {
    var fields = fields
    fields[0] = fields[0].replacing("7894", with: "1230").replacing("7895", with: "1231")
    var desk = Desk(OrderTests.items)
    let result = desk.cleanse(fields.map { Array($0.utf8) })
    #expect(result == expected)
  }

  /// Within an item: encoding, required, format, check digit, range.
  @Test(
    arguments: [
      ([0x00], "encoding"), ([0x20, 0x00], "encoding"), ([], "required"), ([0x20], "required"),
      (Array("12a".utf8), "format"),
      (Array("12".utf8), "format"), (Array("1231".utf8), "check_digit"),
    ] as [([UInt8], String)])
  func checks(field: [UInt8], rule: String) {
    var desk = Desk(OrderTests.items)
    let result = desk.cleanse([field, Array("20251120".utf8), Array("D".utf8), Array("1".utf8)])
    #expect(result == "rejected no 1 \(rule)")
  }

  @Test(arguments: [
    (RecordFault.fieldCount(declared: 4, delivered: 5), "rejected - 0 field_count"),
    (.recordLength(declared: 132, delivered: 131), "rejected - 0 record_length"),
    (.encoding(column: 3), "rejected - 3 encoding"),
    (.quoting(column: 2), "rejected - 2 quoting"), (.json(column: 17), "rejected - 17 json"),
    (.unknownField, "rejected - 0 unknown_field"), (.tooLong(limit: 9), "rejected - 0 too_long"),
  ])
  func faultsComeFirst(fault: RecordFault, expected: String) {
    var desk = Desk(OrderTests.items)
    let result = desk.cleanse([], fault: fault)
    #expect(result == expected)
    #expect(desk.cleanser.tally.rejectedByRule == [fault.rule: 1])
  }

  /// What is not clean is rejected, not filtered.
  @Test func rejectionsComeBeforeFilters() {
    var desk = Desk(OrderTests.items, filter: [.init(item: "flag", codes: ["C"])])
    let results = [
      desk.cleanse("1230", "20251120", "C", "1"), desk.cleanse("1230", "20251120", "C", "x"),
      desk.cleanse("1230", "20251120", "D", "1"),
    ]
    #expect(results == ["filtered", "rejected amount 4 number", "1230 | 2025-11-20 | D | 1.00"])
  }
}
