import Postgres

extension Database {
  /// What was published of opportunities up to a date as it was known, as rows `(part, biz_date, computation)` to be
  /// selected from: of each date the newest computation. Rows found stay for good, so it can always be told.
  package func publishedOpportunities(_ known: Knowledge) -> String {
    // On the date itself also what the same computation published of others: that stands.
    let before = known.computation.map {
      " and (c.computation < \($0) or c.computation = \($0) and c.biz_date = date '\(known.date)')"
    }
    return """
      (
        select distinct on (c.part, c.biz_date) c.part, c.biz_date, c.computation
        from meta.computed c join meta.computation m on m.computation = c.computation
        where c.part like 'opportunity:%' and c.biz_date <= date '\(known.date)' and m.known <= \(known.batch)\(before ?? "")
        order by c.part, c.biz_date, c.computation desc
      )
      """
  }
}
