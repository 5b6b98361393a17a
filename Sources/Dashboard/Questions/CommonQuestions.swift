import Postgres
import Tabular

/// What most pages ask: the newest date, the organisations, how a date stands.
extension Mart {
  /// The newest business date that has KPIs, told by their marks and not by their rows. Without KPIs, that of the newest
  /// organisations.
  func newest() -> Question {
    guard has(view: "org") else {
      guard has(view: "night") else { return Question("newest", reads: ["items"], "select null::date as newest") }
      return Question("newest", reads: ["night"], "select max(biz_date) as newest from \(self("night"))")
    }
    guard has(view: "computed"), has(view: "kpi_definition") else {
      return Question("newest", reads: ["org"], "select max(biz_date) as newest from \(self("org"))")
    }
    return Question(
      "newest", reads: ["org", "computed", "kpi_definition"],
      """
      select coalesce(
        (select max(c.biz_date) from \(self("kpi_definition")) k cross join lateral (
          select m.biz_date from \(self("computed")) m
          where m.part = 'kpi:' || k.kpi order by m.biz_date desc limit 1) c),
        (select max(o.biz_date) from \(self("org")) o)) as newest
      """)
  }

  /// The tree of organisations as it was last delivered up to a date.
  func organisations(on date: BusinessDate) -> Question {
    Question(
      "organisations", reads: ["org"],
      """
      select o.org_no, o.org_name, o.parent_org_no, o.org_level
      from \(self("org")) o
      where o.biz_date = (select max(n.biz_date) from \(self("org")) n where n.biz_date between $1::date - 35 and $1::date)
      order by o.org_no
      """, [date.description])
  }

  /// How the date stands: its night in one row, what is late, what was restated.
  /// - Parameter parts: what is asked about, `kpi:KPI_NPL_RATIO`; nil: everything, up to a few hundred.
  func standing(of date: BusinessDate, parts: [String]?) -> Question {
    let usesParts = parts != nil && (has(view: "stale") || has(view: "restatement"))
    let selects = [night, awaited, late(all: parts == nil), restated(all: parts == nil)].compactMap(\.self)
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

extension Mart {
  /// A pattern that finds a text anywhere, with the signs of patterns taken as themselves.
  static func pattern(_ find: String?) -> String? {
    guard let find else { return nil }
    var escaped = ""
    for character in find {
      if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return "%" + escaped + "%"
  }

  /// Rows of a long list on one page; one more is asked for, to know whether there is a next.
  static let listed = 100
  static func limit(_ address: Address) -> String {
    address.format == .csv
      ? "limit 20000" : "limit \(listed + 1) offset \((address.part - 1) * listed)"
  }
}
