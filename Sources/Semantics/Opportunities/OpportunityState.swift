import Catalog
import Postgres
import Tabular
import Warehouse

/// What has been published of opportunities as it was known: on earlier dates all of it, on the date itself what is not
/// worked out now.
struct OpportunityState {
  private(set) var earlier: [Int: [Sieve.Earlier]] = [:]

  /// - Parameter parts: those that are being worked out: of the date itself they do not count.
  init(_ database: Database, _ known: Knowledge, without parts: Set<String>) throws {
    self = try database.withNames(of: known) { names in
      try OpportunityState(database, known, without: parts, survivors: names.survivors)
    }
  }

  /// Of one customer alone.
  init(_ database: Database, _ known: Knowledge, without parts: Set<String>, of customer: OneCustomer) throws {
    let became = customer.merged.map { "(\($0)::bigint, \(customer.survivor)::bigint)" }.joined(separator: ", ")
    try self.init(
      database, known, without: parts,
      survivors: "select * from (values \(became)) s (customer_id, survivor_id)", of: customer.survivor)
  }

  private init(
    _ database: Database, _ known: Knowledge, without parts: Set<String>, survivors: String?, of customer: Int64? = nil
  ) throws {
    let published = database.publishedOpportunities(known)
    let who = survivors == nil ? "f.customer_id" : "coalesce(s.survivor_id, f.customer_id)"
    let join = survivors.map { "left join (\($0)) s on s.customer_id = f.customer_id" } ?? ""
    let found = (1...4).map { level in
      """
      select \(who), f.opportunity, f.biz_date, f.expires_on
      from opp.found_l\(level) f
      join \(published) p on p.part = 'opportunity:' || f.opportunity and p.biz_date = f.biz_date
        and p.computation = f.computation
      \(join)
      where true\(customer.map { " and \(who) = \($0)" } ?? "")
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
      if one.foundOn == known.date, parts.contains(Part.opportunity(opportunity)) { return }
      earlier[customer, default: []].append(one)
    }
  }
}
