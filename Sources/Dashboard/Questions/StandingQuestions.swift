import Postgres
import Tabular

/// How a date stands.
extension Mart {
  /// How the date stands: its night in one row, what is late, what was worked out without a delivery, what was restated.
  /// - Parameter parts: what is asked about, `kpi:KPI_NPL_RATIO`; nil: everything, up to a few hundred.
  func standing(of date: BusinessDate, parts: [String]?) -> Question {
    let usesParts = parts != nil && ["stale", "preliminary", "restatement"].contains { has(view: $0) }
    let selects = [
      night, awaited, late(all: parts == nil), parts == nil ? holes : preliminary, restated(all: parts == nil),
    ].compactMap(\.self)
    return Question(
      "standing", reads: selects.isEmpty ? ["night"] : [],
      """
      select * from (
      \(selects.joined(separator: "\nunion all\n"))
      ) q (what, part, text, more, at)
      order by what, part, at
      """, [date.description] + (usesParts ? [parts.map(ArrayText.of)] : []))
  }

  private var night: String? {
    guard has(view: "night") else { return nil }
    return """
      select 'night', null, count(*) filter (where status = 'published')::text, count(*)::text,
        to_char(max(closed_at), 'YYYY-MM-DD HH24:MI')
      from \(self("night")) where biz_date = $1::date
      """
  }

  /// What of the date waits for feeds, all together.
  private var awaited: String? {
    guard has(view: "stale") else { return nil }
    let name = has(view: "night") ? feedName : "m.feed"
    return """
      select 'awaited', null, string_agg(\(name), '、' order by m.feed), null, null
      from (select distinct unnest(s.missing) as feed from \(self("stale")) s where s.biz_date = $1::date) m
      """
  }

  /// A missing feed has no line in its night, so its name is that of a night before; of a whole list, ids have to do.
  private func late(all: Bool) -> String? {
    guard has(view: "stale") else { return nil }
    let isRefused =
      !has(view: "night")
      ? "false"
      : """
      exists (select from \(self("night")) r
        where r.biz_date = $1::date and r.feed = any(s.missing) and r.status = 'refused')
      """
    let names =
      all || !has(view: "night")
      ? "array_to_string(s.missing, '、')"
      : "(select string_agg(\(feedName), '、' order by m.feed) from unnest(s.missing) m (feed))"
    return """
      select 'late', s.part, coalesce(nullif(\(names), ''), s.objection),
        case when cardinality(s.missing) = 0 or \(isRefused) then 'quality' end, null
      from \(self("stale")) s
      where s.biz_date = $1::date\(all ? " limit 400" : " and s.part = any($2::text[])")
      """.parenthesized
  }

  /// Of `m.feed`, as a night before called it.
  private var feedName: String {
    """
    coalesce((select n.zh from \(self("night")) n
        where n.feed = m.feed and n.biz_date between $1::date - 7 and $1::date
        order by n.biz_date desc limit 1), m.feed)
    """
  }

  /// Of each part, the deliveries it was worked out without.
  private var preliminary: String? {
    guard has(view: "preliminary") else { return nil }
    return """
      select 'hole', f.part, string_agg(f.text, '、' order by f.text), case when bool_or(f.arrived) then 'arrived' end, null
      from (
        select m.part, \(feedDays) as text, bool_and(m.arrived) as arrived
        from \(self("preliminary")) m
        where m.biz_date = $1::date and m.part = any($2::text[])
        group by m.part, m.feed) f
      group by f.part
      """
  }

  /// Each delivery that something was worked out without, with how many parts were.
  private var holes: String? {
    guard has(view: "preliminary") else { return nil }
    return """
      select 'hole', null, \(feedDays), case when bool_and(m.arrived) then 'arrived' end, count(distinct m.part)::text
      from \(self("preliminary")) m
      where m.biz_date = $1::date
      group by m.feed
      """
  }

  /// A feed of `m` with the first and the last day that is missing.
  private var feedDays: String {
    let name = has(view: "night") ? feedName : "m.feed"
    return "\(name) || ' ' || min(m.missing) || coalesce('…' || nullif(max(m.missing), min(m.missing)), '')"
  }

  private func restated(all: Bool) -> String? {
    guard has(view: "restatement") else { return nil }
    return """
      select 'restated', part, reason, approver, to_char(at, 'YYYY-MM-DD HH24:MI')
      from \(self("restatement"))
      where biz_date = $1::date and restatement > 0\(all ? " limit 400" : " and part = any($2::text[])")
      """.parenthesized
  }
}

extension String {
  fileprivate var parenthesized: String { "(" + self + ")" }
}
