import Catalog
import Semantics
import Tabular
import Testing

/// What of the opportunities a rule finds is given out: every limit at its edge, a day before it and a day after.
@Suite struct SieveTests {
  static let date = BusinessDate(year: 2025, month: 11, day: 20)!
  private let sieve = Sieve(on: SieveTests.date)

  private func opportunity(
    _ id: String, dedupe: Int = 1, cooldown: Int = 0, mostOpen: Int = 9, expires: Int = 5
  ) -> Opportunity {
    Opportunity(
      id: id, zh: id, kind: .event, rule: .all([]),
      limits: .init(dedupe: dedupe, cooldown: cooldown, mostOpen: mostOpen, expires: expires))
  }

  private func earlier(_ id: String, daysAgo: Int, open: Int = 30) -> Sieve.Earlier {
    let day = Self.date.adding(days: -daysAgo)
    return .init(opportunity: id, foundOn: day, expiresOn: day.adding(days: open))
  }

  private func verdict(_ one: Opportunity, _ earlier: [Sieve.Earlier]) -> Sieve.Verdict? {
    sieve.decide([(one, 50)], earlier: earlier).first?.verdict
  }

  @Test func theSameIsNotFoundAgainWithinItsDays() {
    let one = opportunity("OPP_A", dedupe: 30)
    #expect(verdict(one, []) == .found)
    #expect(verdict(one, [earlier("OPP_A", daysAgo: 29)]) == .repeated(on: Self.date.adding(days: -29)))
    #expect(verdict(one, [earlier("OPP_A", daysAgo: 30)]) == .found)
    #expect(verdict(one, [earlier("OPP_A", daysAgo: 1)]) == .repeated(on: Self.date.adding(days: -1)))
    #expect(verdict(one, [earlier("OPP_B", daysAgo: 1)]) == .found, "another is not the same")
    #expect(
      verdict(one, [earlier("OPP_A", daysAgo: 40), earlier("OPP_A", daysAgo: 12)])
        == .repeated(on: Self.date.adding(days: -12)))
  }

  @Test func afterAnyOtherItWaits() {
    let one = opportunity("OPP_A", cooldown: 14)
    #expect(
      verdict(one, [earlier("OPP_B", daysAgo: 13)]) == .cooling(Self.date.adding(days: -13), opportunity: "OPP_B"))
    #expect(verdict(one, [earlier("OPP_B", daysAgo: 14)]) == .found)
    #expect(verdict(opportunity("OPP_A"), [earlier("OPP_B", daysAgo: 1)]) == .found, "no cooldown")
    // What was found on the same date is one call with it, not the next.
    #expect(verdict(one, [earlier("OPP_B", daysAgo: 0)]) == .found)
    let both = sieve.decide([(one, 50), (opportunity("OPP_B", cooldown: 14), 40)], earlier: [])
    #expect(both.map(\.verdict) == [.found, .found])
  }

  @Test func onlySoManyAreOpen() {
    let one = opportunity("OPP_A", mostOpen: 2)
    let two = [earlier("OPP_B", daysAgo: 3, open: 3), earlier("OPP_C", daysAgo: 9, open: 30)]
    #expect(verdict(one, two) == .full(2), "on its last day it is open")
    #expect(verdict(one, [earlier("OPP_B", daysAgo: 3, open: 2), two[1]]) == .found)
    // The highest priority first, and of the same the first by id.
    let names = ["OPP_D", "OPP_B", "OPP_C", "OPP_A"]
    let decided = sieve.decide(
      zip(names, [50, 50, 90, 10]).map { (opportunity($0, mostOpen: 3), $1) }, earlier: [])
    #expect(decided.map(\.opportunity.id) == ["OPP_C", "OPP_B", "OPP_D", "OPP_A"])
    #expect(decided.map(\.verdict) == [.found, .found, .found, .full(3)])
    // Who does not fit keeps nobody out who may have more.
    let generous = sieve.decide(
      [(opportunity("OPP_A", mostOpen: 1), 90), (opportunity("OPP_B", mostOpen: 2), 50)],
      earlier: [earlier("OPP_C", daysAgo: 1)])
    #expect(generous.map(\.verdict) == [.full(1), .found])
  }

  @Test func whatIsFoundLaterDoesNotCount() {
    let later = Sieve.Earlier(
      opportunity: "OPP_A", foundOn: Self.date.adding(days: 1), expiresOn: Self.date.adding(days: 9))
    #expect(verdict(opportunity("OPP_A", dedupe: 30, cooldown: 30, mostOpen: 1), [later]) == .found)
  }
}
