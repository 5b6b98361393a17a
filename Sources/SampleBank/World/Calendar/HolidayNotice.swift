import Tabular

/// What the General Office of the State Council says of one year's holidays: which days are free, and which weekends are
/// worked for them (调休).
struct HolidayNotice: Sendable {
  struct Holiday: Sendable {
    let name: String
    /// All days off, from the first to the last.
    let free: ClosedRange<BusinessDate>
    /// Those of them that the law itself makes free; the others are moved there.
    let statutory: [BusinessDate]
    /// The Saturdays and Sundays worked for it.
    let worked: [BusinessDate]
  }

  typealias MonthDay = (month: Int, day: Int)

  let year: Int
  /// 文号
  let number: String
  let published: BusinessDate
  let holidays: [Holiday]

  private init(_ year: Int, _ number: String, published: BusinessDate, _ holidays: [Holiday]) {
    self.year = year
    self.number = number
    self.published = published
    self.holidays = holidays
  }

  /// The notices for 2023 to 2026. Of the three days of New Year 2023 the first one lies in 2022, a Saturday.
  static let all = [
    HolidayNotice(
      2023, "国办发明电〔2022〕16号", published: CodeTables.day(2022, 12, 8),
      holidays(
        2023,
        [
          ("元旦", (1, 1), (1, 2), [(1, 1)], []),
          ("春节", (1, 21), (1, 27), [(1, 22), (1, 23), (1, 24)], [(1, 28), (1, 29)]),
          ("清明节", (4, 5), (4, 5), [(4, 5)], []),
          ("劳动节", (4, 29), (5, 3), [(5, 1)], [(4, 23), (5, 6)]),
          ("端午节", (6, 22), (6, 24), [(6, 22)], [(6, 25)]),
          ("中秋节", (9, 29), (9, 29), [(9, 29)], []),
          ("国庆节", (9, 30), (10, 6), [(10, 1), (10, 2), (10, 3)], [(10, 7), (10, 8)]),
        ])),
    HolidayNotice(
      2024, "国办发明电〔2023〕7号", published: CodeTables.day(2023, 10, 25),
      holidays(
        2024,
        [
          ("元旦", (1, 1), (1, 1), [(1, 1)], []),
          ("春节", (2, 10), (2, 17), [(2, 10), (2, 11), (2, 12)], [(2, 4), (2, 18)]),
          ("清明节", (4, 4), (4, 6), [(4, 4)], [(4, 7)]),
          ("劳动节", (5, 1), (5, 5), [(5, 1)], [(4, 28), (5, 11)]),
          ("端午节", (6, 10), (6, 10), [(6, 10)], []),
          ("中秋节", (9, 15), (9, 17), [(9, 17)], [(9, 14)]),
          ("国庆节", (10, 1), (10, 7), [(10, 1), (10, 2), (10, 3)], [(9, 29), (10, 12)]),
        ])),
    HolidayNotice(
      2025, "国办发明电〔2024〕12号", published: CodeTables.day(2024, 11, 12),
      holidays(
        2025,
        [
          ("元旦", (1, 1), (1, 1), [(1, 1)], []),
          ("春节", (1, 28), (2, 4), [(1, 28), (1, 29), (1, 30), (1, 31)], [(1, 26), (2, 8)]),
          ("清明节", (4, 4), (4, 6), [(4, 4)], []),
          ("劳动节", (5, 1), (5, 5), [(5, 1), (5, 2)], [(4, 27)]),
          ("端午节", (5, 31), (6, 2), [(5, 31)], []),
          ("国庆节", (10, 1), (10, 8), [(10, 1), (10, 2), (10, 3)], [(9, 28), (10, 11)]),
          ("中秋节", (10, 6), (10, 6), [(10, 6)], []),
        ])),
    HolidayNotice(
      2026, "国办发明电〔2025〕7号", published: CodeTables.day(2025, 11, 4),
      holidays(
        2026,
        [
          ("元旦", (1, 1), (1, 3), [(1, 1)], [(1, 4)]),
          ("春节", (2, 15), (2, 23), [(2, 16), (2, 17), (2, 18), (2, 19)], [(2, 14), (2, 28)]),
          ("清明节", (4, 4), (4, 6), [(4, 5)], []),
          ("劳动节", (5, 1), (5, 5), [(5, 1), (5, 2)], [(5, 9)]),
          ("端午节", (6, 19), (6, 21), [(6, 19)], []),
          ("中秋节", (9, 25), (9, 27), [(9, 25)], []),
          ("国庆节", (10, 1), (10, 7), [(10, 1), (10, 2), (10, 3)], [(9, 20), (10, 10)]),
        ])),
  ]

  private static func holidays(
    _ year: Int, _ holidays: [(name: String, from: MonthDay, to: MonthDay, statutory: [MonthDay], worked: [MonthDay])]
  ) -> [Holiday] {
    let day = { (at: MonthDay) in CodeTables.day(year, at.month, at.day) }
    return holidays.map {
      Holiday(
        name: $0.name, free: day($0.from)...day($0.to), statutory: $0.statutory.map(day), worked: $0.worked.map(day))
    }
  }
}
