import Tabular
import Testing

@Suite struct BusinessDateTests {
  @Test(arguments: [
    ("2000-01-01", 0), ("1970-01-01", -10_957), ("2025-11-20", 9455), ("2024-02-29", 8825), ("1900-03-01", -36_465),
    ("9999-12-31", 2_921_939), ("0001-01-01", -730_119),
  ])
  func daysSince2000(text: String, days: Int) throws {
    let date = try #require(BusinessDate(text))
    #expect(Int(date.daysSince2000) == days)
    #expect(date.description == text)
    #expect(BusinessDate(date.compact) == date)
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
    var date = try #require(BusinessDate("1800-01-01"))
    for _ in 0..<(400 * 366) {
      let next = date.adding(days: 1)
      let (a, b) = (date.components, next.components)
      let follows =
        b.day == a.day + 1 && b.month == a.month
        || b.day == 1 && (b.month == a.month + 1 || b.month == 1 && b.year == a.year + 1)
      try #require(follows, "\(date) then \(next)")
      #expect(next.weekday == date.weekday % 7 + 1)
      date = next
    }
  }

  @Test(arguments: [
    "2025-11-31", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "20251", "2025/11/20", "二零二五", "",
  ])
  func refuses(text: String) { #expect(BusinessDate(text) == nil) }

  @Test func knowsItsWeekday() { #expect(BusinessDate("2025-11-20")?.weekday == 4) }
}

@Suite struct AmountTests {
  @Test(arguments: [
    ("0", 2, 0), ("12.34", 2, 1234), ("-12.3", 2, -1230), ("+7", 2, 700), ("5.00", 0, 5), (".5", 2, 50),
    ("100.0000", 2, 10000),
  ])
  func reads(text: String, scale: Int, units: Int) {
    #expect(Amount(text, scale: scale) == Amount(units: Int128(units), scale: scale))
  }

  @Test(arguments: [
    "", "-", ".", "1,234.56", "1.234", "12..5", "1e3", "１２", " 1", "--1", "1.2.3", String(repeating: "9", count: 40),
  ])
  func refuses(text: String) { #expect(Amount(text, scale: 2) == nil) }

  @Test(arguments: [
    (0, "0.00", "0.00"), (5, "0.05", "0.05"), (-5, "-0.05", "-0.05"), (123_456_789, "1234567.89", "1,234,567.89"),
    (-10_000_000, "-100000.00", "-100,000.00"), (99_999, "999.99", "999.99"),
  ])
  func prints(units: Int, plain: String, grouped: String) {
    let amount = Amount(units: Int128(units), scale: 2)
    #expect(amount.description == plain)
    #expect(amount.grouped == grouped)
    #expect(Amount(plain, scale: 2) == amount)
  }
}

@Suite struct OtherWordsTests {
  @Test func fingerprintsReadWhatTheyPrint() throws {
    let print = try #require(Fingerprint(hex: "00ff7Aa0"))
    #expect(print.description == "00ff7aa0")
    #expect(Fingerprint(hex: "0") == nil)
    #expect(Fingerprint(hex: "zz") == nil)
    #expect(Fingerprint(hex: "") == nil)
  }

  @Test func diagnosticsGivePlaceProblemAndHint() {
    let place = SourceLocation(file: "Catalog/assets/G/power_usage.yaml", line: 25, column: 39)
    let diagnostic = Diagnostic(at: place, "mobile 联系手机: no standard “moblie”", hint: "did you mean mobile?")
    #expect(
      diagnostic.description == """
        Catalog/assets/G/power_usage.yaml:25:39: error: mobile 联系手机: no standard “moblie”
            hint: did you mean mobile?
        """)
    #expect(SourceLocation(file: "a", line: 3).description == "a:3")
    #expect(SourceLocation(file: "a").description == "a")
  }
}
