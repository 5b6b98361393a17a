import Catalog
import Postgres
import Tabular
import Warehouse

/// What has been published of opportunities: on earlier dates all of it, on the date itself what is not worked out now.
struct OpportunityState {
  private(set) var earlier: [Int: [Sieve.Earlier]] = [:]

  /// - Parameters:
  ///   - parts: those that are being worked out: of the date itself they do not count.
  ///   - customer: of one customer alone.
  init(
    _ database: Database, on date: BusinessDate, without parts: Set<String>, opportunities: [Opportunity],
    customer: Int64? = nil
  ) throws {
    let longest = opportunities.map { max($0.limits.dedupe, $0.limits.cooldown) }.max() ?? 0
    let merges =
      try database.connection.query(
        "select to_regclass('dwd.survivor') is not null", doing: "read opportunities before"
      )
      .first == "t"
    let who = merges ? "coalesce(s.survivor_id, f.customer_id)" : "f.customer_id"
    let survivors = """
      left join dwd.survivor s on s.customer_id = f.customer_id
        and s.valid_from <= date '\(date)' and (s.valid_to is null or s.valid_to > date '\(date)')
      """
    let found = (1...4).map { level in
      """
      select \(who), f.opportunity, f.biz_date, f.expires_on
      from opp.found_l\(level) f
      join meta.computed_live l on l.part = 'opportunity:' || f.opportunity and l.biz_date = f.biz_date
        and l.computation = f.computation
      \(merges ? survivors : "")
      where f.biz_date <= date '\(date)'
        and (f.biz_date > date '\(date.adding(days: -longest))' or f.expires_on >= date '\(date)')\
      \(customer.map { " and \(who) = \($0)" } ?? "")
      """
    }
    try database.connection.copyOut(found.joined(separator: "\nunion all\n"), doing: "read opportunities before") {
      row in
      var values = row.cursor()
      guard let customer = values.integer().map(Int.init), let opportunity = values.string(),
        let foundOn = values.integer().flatMap({ Int32(exactly: $0) }),
        let expiresOn = values.integer().flatMap({ Int32(exactly: $0) })
      else { return }
      let one = Sieve.Earlier(
        opportunity: opportunity, foundOn: BusinessDate(daysSince2000: foundOn),
        expiresOn: BusinessDate(daysSince2000: expiresOn))
      if one.foundOn == date, parts.contains(Part.opportunity(opportunity)) { return }
      earlier[customer, default: []].append(one)
    }
  }
}
