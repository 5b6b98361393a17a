import Catalog
import Golden
import Tabular
import Testing

/// Every type, by lines of delivered text: what becomes canonical, what is refused and as what.
@Suite struct TypeTests {
  static let items: [String: Item] = [
    "integer": .plain("value", .integer, [.trim, .halfWidth, .thousands], minimum: "0", empty: "样例"),
    "decimal_18_2": .plain("value", .decimal(precision: 18, scale: 2), [.trim, .halfWidth, .thousands]),
    "decimal_9_6": .plain("value", .decimal(precision: 9, scale: 6), [.trim], minimum: "0", maximum: "24.5"),
    "date": .plain("value", .date, [.trim, .halfWidth], patterns: [.compact, .dashed, .slashed, .dotted]),
    "timestamp": .plain("value", .timestamp, [.trim], patterns: [.compactSeconds, .dashedSeconds]),
    "iso8601": .plain("value", .timestamp, [.trim], patterns: [.iso8601]),
    "month": .plain(
      "value", .text(7), [.trim, .halfWidth], format: Format(length: 7...7, alphabet: .chars), patterns: [.month]),
    "dated_text": .plain("value", .text(10), [.trim], patterns: [.dashed, .compact]),
    "boolean": .plain("value", .boolean, [.trim]),
    "text_5": .plain("value", .text(5), [.trim]),
    "digits_3": .plain("value", .text(5), [.trim, .halfWidth], format: Format(length: 3...3, alphabet: .digits)),
    "letters": .plain("value", .text(9), [.upper], format: Format(length: 2...4, alphabet: .letters)),
    "alphanumerics": .plain("value", .text(9), format: Format(length: 1...9, alphabet: .alphanumerics)),
    "private_use": .plain("value", .text(9), [.trim, .halfWidth]),
  ]

  @Test(arguments: GoldenCase.suite("types"))
  func reading(_ golden: GoldenCase) throws {
    var desk = Desk([try #require(TypeTests.items[golden.name])])
    var out = ""
    for line in lines(try golden.bytes("input.txt")) {
      let before = desk.normalized[0]
      let result = desk.cleanse([line])
      let isNormalized = desk.normalized[0] > before
      out += "[\(String(decoding: line, as: UTF8.self))] -> [\(result)]\(isNormalized ? " (normalized)" : "")\n"
    }
    let difference = try golden.difference(from: out)
    #expect(difference == nil)
  }

  @Test func everyTypeHasItsFolder() {
    #expect(Set(GoldenCase.suite("types").map(\.name)) == Set(TypeTests.items.keys))
  }

  /// NUL is in no golden file: editors and diffs handle it badly.
  @Test(arguments: ["\u{0}", "a\u{0}b", "123\u{0}", "王\u{0}"])
  func nulIsNoCharacter(text: String) {
    var desk = Desk([.plain("value")])
    let result = desk.cleanse(text)
    #expect(result == "rejected value 1 encoding")
    var number = Desk([.plain("value", .decimal(precision: 9, scale: 2))])
    let refused = number.cleanse(text)
    #expect(refused == "rejected value 1 encoding")
  }

  /// Text is limited in characters, however many bytes they take.
  @Test func limitsCountCharacters() {
    var desk = Desk([.plain("value", .text(3))])
    let fits = desk.cleanse("王秀兰")
    let tooLong = desk.cleanse("王秀兰兰")
    #expect(fits == "王秀兰")
    #expect(tooLong == "rejected value 1 range")
  }
}
