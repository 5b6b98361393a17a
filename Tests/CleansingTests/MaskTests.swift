import Catalog
import Cleansing
import Tabular
import Testing

/// What readers below an item's level see instead of the value.
@Suite struct MaskTests {
  static func masked(_ item: Item, _ value: String) -> String {
    var desk = Desk([item])
    let result = desk.cleanse(value)
    return String(result.split(separator: " | ", omittingEmptySubsequences: false)[1])
  }

  @Test(arguments: [
    ("6222021234567890128", "622202*********0128"), ("13800138000", "138001*8000"), ("1234567890", "**********"),
    ("123", "***"), ("12345678901", "123456*8901"), ("江苏省南京市玄武区云岭路18号2幢", "江苏省南京市*******8号2幢"),
  ])
  func keep(value: String, expected: String) {
    #expect(MaskTests.masked(.plain("x", mask: .keep(first: 6, last: 4)), value) == expected)
  }

  @Test func keepCountsCharacters() {
    #expect(MaskTests.masked(.plain("x", mask: .keep(first: 1, last: 1)), "王秀兰") == "王*兰")
    #expect(MaskTests.masked(.plain("x", mask: .keep(first: 1, last: 0)), "王秀兰") == "王**")
    #expect(MaskTests.masked(.plain("x", mask: .keep(first: 0, last: 0)), "王秀兰") == "***")
    #expect(MaskTests.masked(.plain("x", mask: .keep(first: 0, last: 4)), "a😀b中c") == "*😀b中c")
  }

  @Test(arguments: [("王秀兰", "王**"), ("王", "王**"), ("John", "J**"), ("😀😀", "😀**")])
  func surname(value: String, expected: String) {
    #expect(MaskTests.masked(.plain("x", mask: .surname), value) == expected)
  }

  @Test(arguments: [
    ("江苏省南京市玄武区云岭路18号2幢", "江苏省南京市玄武区****"),
    ("江苏省南京市玄武区翠园小区3栋", "江苏省南京市玄武区****"),
    ("江苏省苏州市昆山市玉山镇翠园小区3栋", "江苏省苏州市昆山市****"),
    ("广西壮族自治区南宁市青秀区民族大道1号", "广西壮族自治区南宁市青秀区****"),
    ("浙江省景宁畲族自治县鹤溪街道", "浙江省景宁畲族自治县****"),
    ("河北省正定县正定镇", "河北省正定县****"),
    ("无名路1号", "****"), ("翠园小区3栋", "****"),
  ])
  func district(value: String, expected: String) {
    #expect(MaskTests.masked(.plain("x", mask: .district), value) == expected)
  }

  @Test func otherTypes() {
    #expect(
      MaskTests.masked(.plain("x", .decimal(precision: 18, scale: 2), mask: .keep(first: 1, last: 0)), "1234.5")
        == "1******")
    #expect(
      MaskTests.masked(.plain("x", .date, mask: .keep(first: 4, last: 0), patterns: [.compact]), "20251120")
        == "2025******")
    #expect(MaskTests.masked(.plain("x", .integer, mask: .keep(first: 0, last: 1)), "-1234") == "****4")
    #expect(
      MaskTests.masked(
        .plain("x", .timestamp, mask: .keep(first: 10, last: 0), patterns: [.compactSeconds]), "19991231235959")
        == "1999-12-31*********")
  }

  @Test func nothingIsNothing() {
    var desk = Desk([.plain("k"), .plain("x", mask: .surname, empty: "无")])
    let result = desk.cleanse("1", "")
    #expect(result == "1 | NULL | NULL")
  }

  /// A mask is made of the canonical value, and is as long as the warehouse's column allows.
  @Test func canonicalFirst() {
    #expect(
      MaskTests.masked(
        .plain("x", mask: .keep(first: 3, last: 4), [.trim, .halfWidth, .countryCode]), " +8613８00138000")
        == "138****8000")
  }
}
