import Foundation
import Tabular
import Testing

@testable import Dashboard

@Suite struct FigureTests {
  @Test(arguments: [
    ("4260003727.43", "元", "42.60亿", "4.26bn", "4,260,003,727.43 元"),
    ("12345.6", "元", "1.23万", "12,345.60", "12,345.6 元"),
    ("-98765432.1", "元", "-9,876.54万", "-98.77m", "-98,765,432.1 元"), ("0.0089", "%", "0.89%", "0.89%", "0.89%"),
    ("0.123456", "%", "12.35%", "12.35%", "12.3456%"), ("1204", "户", "1,204", "1,204", "1,204 户"),
    ("123456", "户", "12.35万", "123,456", "123,456 户"), ("25.165", "小时", "25.17", "25.17", "25.165 小时"),
    ("-0.005", "元", "-0.01", "-0.01", "-0.005 元"), ("0", "元", "0.00", "0.00", "0 元"),
    (
      "99999999999999999999.99", "元", "1,000,000,000,000.00亿", "100,000,000,000.00bn", "99,999,999,999,999,999,999.99 元"
    ),
  ])
  func numbersAreWritten(value: String, unit: String, zh: String, en: String, exact: String) throws {
    let value = try #require(Decimal(answer: value))
    #expect(Figure(unit: unit, Words(.zh)).short(value) == zh)
    #expect(Figure(unit: unit, Words(.en)).short(value) == en)
    #expect(Figure(unit: unit, Words(.zh)).exact(value) == exact)
  }

  @Test func whatIsNoNumberIsMissing() {
    #expect(Decimal(answer: nil) == nil)
    #expect(Decimal(answer: "NaN") == nil)
    #expect(Decimal(answer: "0.00890000000000000000") == Decimal(string: "0.0089"))
  }

  @Test(arguments: [
    ("2025-11-20", 1, "2025-10-20"), ("2025-03-31", 1, "2025-02-28"), ("2024-02-29", 12, "2023-02-28"),
    ("2025-01-15", 1, "2024-12-15"), ("2025-12-31", 13, "2024-11-30"),
  ])
  func theSameDayEarlier(date: String, months: Int, earlier: String) throws {
    #expect(try #require(BusinessDate(date)).same(monthsBefore: months).description == earlier)
  }

  @Test func paceIsOfMonthOrYear() throws {
    let date = try #require(BusinessDate("2025-11-21"))
    #expect(date.passed(.month)?.done == 21 && date.passed(.month)?.of == 30)
    #expect(date.passed(.year)?.done == 325 && date.passed(.year)?.of == 334)
    #expect(date.passed(.level) == nil)
    #expect(date.endOfMonth(before: 1).description == "2025-10-31")
  }

  @Test func targetsComeInUnitsOfTheirOwn() {
    #expect(KPIDefinition.inUnit("元", 600_000, "万元") == 6_000_000_000)
    #expect(KPIDefinition.inUnit("%", 1, "%") == Decimal(string: "0.01"))
    #expect(KPIDefinition.inUnit("万元/人", 18, "万元/人") == 18)
  }

  @Test func aScaleHasRoundTicks() {
    let percent = Figure(unit: "%", Words(.zh))
    #expect(
      percent.axis(Scale([0.0091, 0.0093], top: 0, bottom: 9).rounded.ticks) == [
        "0.910%", "0.915%", "0.920%", "0.925%", "0.930%",
      ])
    #expect(
      Figure(unit: "元", Words(.zh)).axis(Scale([903e6, 1394e6], top: 0, bottom: 9).rounded.ticks) == [
        "8亿", "10亿", "12亿", "14亿",
      ])
    for values in [[5.0], [0], [], [-3, -3], [1e15, 2e15]] {
      let (scale, ticks) = Scale(values, top: 0, bottom: 9).rounded
      #expect(3...6 ~= ticks.count && values.allSatisfy { scale.low <= $0 && $0 <= scale.high })
    }
    #expect(Scale.stretches([(x: 0, y: 1), (x: 1, y: nil), (x: 2, y: 3), (x: 3, y: 4)]) == ["0,1", "2,3 3,4"])
    #expect(Scale.text(-0.04) == "0" && Scale.text(-1.25) == "-1.3" && Scale.text(12.34) == "12.3")
  }
}
