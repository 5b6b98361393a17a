import Postgres
package import Tabular

/// What people were told, so that nobody is told twice.
extension Database {
  /// Notes that somebody is told now; false where they were told this already.
  package func tell(of feed: String, on date: BusinessDate, _ text: String, at now: Moment) throws -> Bool {
    let rows = try connection.query(
      """
      insert into meta.notice (feed, business_date, text, told_at) values ($1, $2, $3, to_timestamp($4::bigint))
      on conflict do nothing returning true
      """, [feed, date.description, text, now.parameter], doing: "note what was told")
    return rows.first == "t"
  }

  /// The feeds somebody was told of, by business date.
  package func toldDates(from first: BusinessDate) throws -> [BusinessDate: Set<String>] {
    let rows = try connection.query(
      "select distinct business_date, feed from meta.notice where business_date >= $1", [first.description],
      doing: "read what was told")
    var told: [BusinessDate: Set<String>] = [:]
    for row in rows {
      guard let date = BusinessDate(row[0] ?? ""), let feed = row[1] else { continue }
      told[date, default: []].insert(feed)
    }
    return told
  }
}
