import Tabular

/// What is asked of opportunities, and of scores.
extension Mart {
  /// All opportunities with how many were found on a date, and how many are open on it.
  func opportunities(on date: BusinessDate) -> Question {
    Question(
      "opportunities", reads: ["opportunity_definition", "opportunity_found", "open_opportunity"],
      """
      select d.opportunity, d.zh, d.kind, d.kind_zh, d.meaning, d.owner, d.level, d.version, f.found, o.open
      from \(self("opportunity_definition")) d
      left join (
        select opportunity, count(*) as found from \(self("opportunity_found")) where biz_date = $1::date group by 1
      ) f using (opportunity)
      left join (
        select opportunity, count(*) as open from \(self("open_opportunity")) where biz_date = $1::date group by 1
      ) o using (opportunity)
      order by d.kind, d.opportunity
      """, [date.description])
  }

  /// The customers one is open for on a date, the highest priority first.
  func open(_ opportunity: String, on date: BusinessDate, _ address: Address) -> Question {
    Question(
      "open", reads: ["open_opportunity"],
      """
      select customer_id, priority, found_on, expires_on, staff_no, org_no
      from \(self("open_opportunity"))
      where biz_date = $1::date and opportunity = $2
      order by priority desc, customer_id, found_on
      \(Mart.limit(address))
      """, [date.description, opportunity])
  }

  /// What is open for a customer.
  func open(of customer: Int64, on date: BusinessDate) -> Question {
    Question(
      "customer_open", reads: ["open_opportunity", "opportunity_definition"],
      """
      select o.opportunity, d.zh, d.kind_zh, o.priority, o.found_on, o.expires_on, o.staff_no
      from \(self("open_opportunity")) o
      join \(self("opportunity_definition")) d using (opportunity)
      where o.biz_date = $1::date and o.customer_id = $2::bigint
      order by o.priority desc, o.opportunity
      """, [date.description, String(customer)])
  }

  /// A customer's points, card by card, each with its score and grade.
  func points(of customer: Int64, on date: BusinessDate) -> Question {
    Question(
      "customer_points", reads: ["scorecard", "scorecard_point"],
      """
      select s.scorecard, s.zh as card, s.score, s.maximum as most, s.grade, p.dimension, p.zh, p.points, p.maximum, p.reason
      from \(self("scorecard")) s
      join \(self("scorecard_point")) p using (biz_date, customer_id, scorecard)
      where s.biz_date = $1::date and s.customer_id = $2::bigint
      order by s.scorecard, p.place
      """, [date.description, String(customer)])
  }
}
