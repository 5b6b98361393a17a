import Pipelines
import Tabular
import Testing

@Suite struct DueTests {
  static let zone = Zone("Asia/Shanghai")!
  static let first = BusinessDate("2025-11-18")!
  static let night = Night(
    name: "test", zone: zone, from: TimeOfDay("02:00")!, done: TimeOfDay("06:00")!, first: first, catchUp: 2,
    dropFolder: "", archiveFolder: "", outboxFolder: "", endpoints: [:])
  static let daily = Schedule(when: .daily, by: TimeOfDay("03:00")!, cutoff: TimeOfDay("05:00")!)
  static let feeds: [(id: String, schedule: Schedule)] = [
    ("X1/account", daily), ("X1/posting", daily),
    ("T/credit", Schedule(when: .monthly(31), by: TimeOfDay("03:00")!, cutoff: TimeOfDay("05:00")!)),
  ]

  func list(
    at now: String, published: Set<String> = [], arrived: @escaping (String) -> Bool = { _ in true }
  ) -> [Due] {
    Due.list(
      feeds: Self.feeds, night: Self.night, now: Moment(now, in: Self.zone)!,
      isPublished: { published.contains("\($1) \($0)") }, hasArrived: { arrived("\($1) \($0)") })
  }

  @Test func nothingBeforeTheNightBegins() { #expect(list(at: "2025-11-18T01:59:59") == []) }

  @Test func theFirstNight() throws {
    let due = try #require(list(at: "2025-11-18T02:00:00").first)
    #expect(due.date == Self.first)
    #expect(due.feeds == ["X1/account", "X1/posting"])
    #expect(due.lateness["X1/account"] == .onTime)
  }

  @Test func lateThenMissing() {
    #expect(list(at: "2025-11-18T03:00:00").first?.lateness["X1/account"] == .late)
    #expect(list(at: "2025-11-18T05:00:00").first?.lateness["X1/account"] == .missing)
  }

  @Test func whatIsPublishedIsNotDue() {
    let due = list(at: "2025-11-18T04:00:00", published: ["X1/account 2025-11-18"])
    #expect(due.map(\.feeds) == [["X1/posting"]])
  }

  @Test func catchesUpOldestFirstAndBounded() {
    #expect(list(at: "2025-11-22T04:00:00").map(\.date.description) == ["2025-11-18", "2025-11-19"])
  }

  @Test func aSilentSenderHoldsNobodyBack() {
    let due = list(at: "2025-11-22T04:00:00", arrived: { !$0.hasPrefix("X1/posting") && !$0.hasSuffix("18") })
    #expect(due.map(\.date.description) == ["2025-11-18", "2025-11-19", "2025-11-20"])
    #expect(due.map(\.arrived) == [[], ["X1/account"], ["X1/account"]])
  }

  @Test func aMonthlyFeedComesOnTheLastDayOfAShortMonth() {
    let all: Set<String> = Set(
      (0..<40).flatMap { day in
        ["X1/account", "X1/posting"].map { "\($0) \(Self.first.adding(days: day))" }
      })
    #expect(list(at: "2025-12-05T04:00:00", published: all).map(\.date.description) == ["2025-11-30"])
  }

  @Test func zonesWithSummerTimeKeepTheirHours() throws {
    let zone = try #require(Zone("Europe/Berlin"))
    for day in ["2025-03-29", "2025-03-30", "2025-03-31", "2025-10-25", "2025-10-26", "2025-10-27"] {
      let date = try #require(BusinessDate(day))
      let five = zone.moment(of: date, at: TimeOfDay("05:00")!)
      #expect(zone.local(five).time.description == "05:00")
      #expect(zone.local(five).date == date)
    }
  }
}
