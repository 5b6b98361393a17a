import Postgres
import Tabular

/// What most pages ask: the newest date, the organisations, how a date stands.
extension Mart {
  /// The newest business date that has KPIs, looked for among the last nights; without any, the newest night.
  func newest() -> Question {
    if has(view: "kpi"), has(view: "night") {
      return Question(
        "newest", reads: ["kpi", "night"],
        """
        with last as (select max(biz_date) as night from \(self("night")))
        select coalesce(
          (select max(k.biz_date) from \(self("kpi")) k, last where k.biz_date between last.night - 7 and last.night),
          (select max(k.biz_date) from \(self("kpi")) k, last where k.biz_date <= last.night),
          (select night from last)) as newest
        """)
    }
    let view = has(view: "night") ? "night" : has(view: "org") ? "org" : "items"
    if view == "items" { return Question("newest", reads: ["items"], "select null::date as newest") }
    return Question("newest", reads: [view], "select max(biz_date) as newest from \(self(view))")
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
  func standing(of date: BusinessDate) -> Question {
    var parts: [String] = []
    if has(view: "night") {
      parts.append(
        """
        select 'night' as what, null as part, count(*) filter (where status = 'published')::text as text,
          count(*)::text as more, to_char(max(closed_at), 'YYYY-MM-DD HH24:MI') as at
        from \(self("night")) where biz_date = $1::date
        """)
    }
    if has(view: "stale") {
      let name =
        "coalesce((select n.zh from \(self("night")) n where n.feed = m.feed and n.biz_date = s.biz_date limit 1), m.feed)"
      parts.append(
        """
        select 'late', s.part, (select string_agg(\(has(view: "night") ? name : "m.feed"), '、' order by m.feed) from unnest(s.missing) m (feed)), null, null
        from \(self("stale")) s where s.biz_date = $1::date
        """)
    }
    if has(view: "restatement") {
      parts.append(
        """
        select 'restated', part, reason, approver, to_char(at, 'YYYY-MM-DD HH24:MI')
        from \(self("restatement")) where biz_date = $1::date and restatement > 0
        """)
    }
    guard !parts.isEmpty else { return Question("standing", reads: ["night"], "select null as what") }
    return Question(
      "standing", reads: [],
      "select * from (\n" + parts.joined(separator: "\nunion all\n")
        + "\n) q (what, part, text, more, at) order by what, part, at",
      [date.description])
  }
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
