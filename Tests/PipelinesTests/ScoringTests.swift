import Catalog
import Golden
import Pipelines
import SampleBank
import Semantics
import Tabular
import Testing
import Warehouse

/// Scores and opportunities of the repository's catalog over a bank's nights.
@Suite struct ScoringTests {
  private func digest(_ bank: TestBank, on date: BusinessDate) throws -> [String] {
    try bank.database.digest(asOf: date).lines.filter { $0.name.hasPrefix("opp ") || $0.name.hasPrefix("ind score_") }
      .map { "\($0.name) \($0.rows) \($0.sum)" }
  }

  /// Of every company on every date: its points sum to its score, and it has exactly one grade, which is the score's.
  @Test func pointsSumToTheScoreAndEverybodyHasOneGrade() throws {
    let bank = try TestBank(customers: 300, days: 2, computes: true)
    for date in bank.dates { _ = try bank.run(date) }
    let card = try #require(bank.project.catalog.definitions.scorecards.first { $0.id == "SCI_INNOV" })
    #expect(card.dimensions.count == 3 && card.characteristics.count == 11 && card.maximum == 100)
    for date in bank.dates {
      // Whoever has become another is none any more.
      let companies = try bank.ask(
        """
        select count(*) from dwd.party p where p.kind = 'uscc' and not exists (
          select from dwd.survivor s where s.customer_id = p.customer_id
            and s.valid_from <= date '\(date)' and (s.valid_to is null or s.valid_to > date '\(date)'))
        """)
      let scored = try bank.ask("select count(*) from scorecard where biz_date = '\(date)'", as: "officer4")
      #expect(scored == companies && scored != [["0"]])
      let wrong = try bank.ask(
        """
        select 1 from scorecard s
        join (
          select customer_id, sum(points) as points, count(*) as n, count(distinct dimension) as dimensions,
            sum(maximum) as maximum, count(reason) as reasons, count(*) filter (where points < maximum) as lost
          from scorecard_point where biz_date = '\(date)' group by 1) p using (customer_id)
        where s.biz_date = '\(date)' and (s.score <> p.points or p.n <> 11 or p.dimensions <> 3 or p.maximum <> 100
          or s.maximum <> 100 or p.reasons <> least(3, p.lost))
        """, as: "officer4")
      #expect(wrong.isEmpty, "points do not sum to the score")
      let dimensions = try bank.ask(
        """
        select 1 from ind_score_sci_innov where biz_date = '\(date)'
          and sci_innov_ip + sci_innov_rd + sci_innov_operation is distinct from sci_innov_score
        """, as: "officer4")
      #expect(dimensions.isEmpty, "dimensions do not sum to the score")
      let grades = try bank.ask(
        """
        select 1 from scorecard s
        left join (
          select customer_id, count(*) filter (where state = 'yes') as n, count(*) as all_, min(value) as grade
          from customer_label where biz_date = '\(date)' and label = 'SCI_INNOV' group by 1) g using (customer_id)
        where s.biz_date = '\(date)' and (g.n is distinct from 1 or g.all_ <> 1 or g.grade <> s.grade or s.grade is distinct from
          case when s.score >= 80 then 'AA' when s.score >= 65 then 'A' when s.score >= 50 then 'B' else 'C' end)
        """, as: "officer4")
      #expect(grades.isEmpty, "not exactly one grade")
      // What cost most is named first, and of the same what stands first in the file.
      let reasons = try bank.ask(
        """
        select 1 from scorecard_point a join scorecard_point b using (biz_date, customer_id, scorecard)
        where biz_date = '\(date)' and a.reason is not null and b.points < b.maximum and (b.reason is null or b.reason > a.reason)
          and (b.maximum - b.points > a.maximum - a.points or b.maximum - b.points = a.maximum - a.points and b.place < a.place)
        """, as: "officer4")
      #expect(reasons.isEmpty, "reasons are not in order")
    }
    let spread = try bank.ask(
      "select count(distinct score) > 5, count(distinct grade) > 1 from scorecard", as: "officer4")
    #expect(spread == [["t", "t"]], "the bank has companies of many scores")
    // A reader of level 2 sees points, which are bands, and no amount behind them.
    #expect(try bank.ask("select count(*) from scorecard", as: "analyst2") != [["0"]])
  }

  /// The same night again, and a tick, add nothing; a restatement of the same inputs finds the same.
  @Test func runningANightAgainFindsNothingMore() throws {
    let bank = try TestBank(customers: 300, days: 3, computes: true)
    var found = 0
    for date in bank.dates { found += try #require(try bank.run(date).computed).found }
    let last = bank.dates[bank.dates.count - 1]
    let before = try digest(bank, on: last)
    let rows = try bank.ask("select count(*) from opportunity_found", as: "officer4")
    #expect(rows == [[String(found)]] && found > 0)
    // Every kind is found; nobody has the same twice within its days, nor more open than may be.
    let kinds = try bank.ask("select kind from opportunity_found group by 1 order by 1", as: "officer4")
    #expect(kinds == [["01"], ["02"], ["03"], ["04"]])
    let twice = try bank.ask(
      """
      select 1 from opportunity_found a join opportunity_found b using (customer_id, opportunity)
      join opportunity_definition d using (opportunity)
      where a.biz_date < b.biz_date and b.biz_date - a.biz_date < d.dedupe
      """, as: "officer4")
    #expect(twice.isEmpty)
    let crowded = try bank.ask(
      """
      select 1 from open_opportunity o join opportunity_definition d using (opportunity)
      group by o.biz_date, o.customer_id having count(*) > max(d.most_open)
      """, as: "officer4")
    #expect(crowded.isEmpty)
    for date in bank.dates { #expect(try bank.run(date).computed == nil, "nothing is left to do") }
    _ = try bank.runner().tick()
    #expect(try digest(bank, on: last) == before)
    bank.now.secondsSince1970 += 60
    let order = ComputingOrder(restatement: .init(reason: "复核", approver: "数据管理部 吴敏"))
    for date in bank.dates { _ = try #require(try bank.runner().compute(date, order)) }
    #expect(try digest(bank, on: last) == before)
    // Each date worked out again as it was known comes to the same, and so do all of them from the first.
    let verified = try bank.runner().verify(from: bank.dates[0], to: last)
    let parts = Set(bank.project.catalog.definitions.opportunities.map { "opportunity:\($0.id)" })
    for one in verified {
      #expect(one.different.isEmpty && one.untold.isEmpty && one.changed.isEmpty, "\(one)")
      #expect(parts.isSubset(of: one.equal))
    }
    let rebuilding = RebuildingOrder(.init(reason: "重算", approver: "数据管理部 吴敏"), isAll: true)
    let rebuilt = try bank.runner().rebuild(from: bank.dates[0], to: last, rebuilding)
    #expect(rebuilt.allSatisfy { parts.isSubset(of: $0.parts) })
    #expect(try digest(bank, on: last) == before)
    #expect(try bank.ask("select count(*) from opportunity_found", as: "officer4") == rows)
  }

  /// Whom an opportunity is given to: the customer's manager where there is one. A branch sees its own customers'.
  @Test func everyOneIsGivenToSomebody() throws {
    let bank = try TestBank(customers: 300, computes: true)
    _ = try bank.run(bank.dates[0])
    let wrong = try bank.ask(
      """
      select 1 from opportunity_found o
      left join ind_steward s using (biz_date, customer_id)
      where o.staff_no is distinct from s.steward_main__all__now
      """, as: "officer4")
    #expect(wrong.isEmpty)
    #expect(
      try bank.ask("select count(*) > 0 from opportunity_found where staff_no is not null", as: "officer4") == [["t"]])
    let organisations = try bank.ask("select distinct left(org_no, 3) from opportunity_found", as: "nanjing2")
    #expect(organisations == [["021"]])
    #expect(try bank.ask("select count(*) from opportunity_found where org_no is null", as: "officer4") != [["0"]])
  }

  /// Explanations work scores and opportunities out once more, and say what the night has said.
  @Test(.timeLimit(.minutes(10))) func explanationsAreWhatTheNightPublished() throws {
    let bank = try TestBank(customers: 60, days: 2, computes: true)
    for date in bank.dates { _ = try bank.run(date) }
    let definitions = bank.project.catalog.definitions
    let date = bank.dates[1]
    let explain = Explain(bank.project.catalog, try bank.database, on: date, clearance: 4)
    let hits = try bank.ask(
      "select customer_id, opportunity from opportunity_found order by biz_date, opportunity, customer_id",
      as: "officer4")
    var said: [String: Int] = [:]
    for hit in hits.prefix(12) {
      let customer = try #require(hit[0].flatMap { Int64($0) })
      let answer = try explain.opportunity(try #require(hit[1]), customer: customer)
      #expect(answer.agrees == true, "\(answer.id) of \(customer)")
      said[answer.value, default: 0] += 1
    }
    let parties = try bank.ask(
      "select customer_id from dwd.party where customer_id not in (select customer_id from dwd.survivor) order by customer_id"
    ).compactMap {
      $0[0].flatMap { Int64($0) }
    }
    var dice = Dice(state: 5)
    for _ in 0..<20 {
      let customer = try #require(parties.randomElement(using: &dice))
      let opportunity = try #require(definitions.opportunities.randomElement(using: &dice))
      let answer = try explain.opportunity(opportunity.id, customer: customer)
      #expect(answer.agrees == true, "\(answer.id) of \(customer)")
      said[answer.value, default: 0] += 1
      let score = try explain.scorecard("SCI_INNOV", customer: customer)
      #expect(score.agrees == true || score.value == "none", "score of \(customer)")
      let reasons = try bank.ask(
        """
        select characteristic, maximum - points from scorecard_point
        where biz_date = '\(date)' and customer_id = \(customer) and reason is not null order by reason
        """, as: "officer4")
      #expect(score.value == "none" || score.otherwise.count == reasons.count)
      for (line, reason) in zip(score.otherwise, reasons) {
        #expect(line.hasSuffix("\(reason[0] ?? "") cost \(reason[1] ?? "") points"))
      }
    }
    #expect(said.count == 2, "found and not found: \(said)")
  }
}
