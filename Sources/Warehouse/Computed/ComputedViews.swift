import Postgres

/// The views of what is computed that every mart has beside those of the groups: they are the same in all warehouses.
///
/// Values are read with the reader's own privileges; what is known of the definitions is told to everybody who may read
/// what they define.
struct ComputedViews {
  var level: Int
  private var mart: String { ViewSQL.mart(level) }

  var statements: [String] { about + values + comments }

  /// Of definitions and of the night.
  private var about: [String] {
    [
      view(
        "indicator",
        """
        select indicator, zh, "group", unit, level, meaning, version from meta.indicator where level <= \(level)
        """),
      view(
        "indicator_group",
        """
        select g."group", g.zh, g.meaning, g.owner, i.indicators
        from meta.indicator_group g join (
          select "group", count(*) as indicators from meta.indicator where level <= \(level) group by "group"
        ) i on i."group" = g."group"
        """),
      view(
        "label",
        """
        select n.label_no, n.label, n.value, n.zh, d.meaning, d.owner, n.level, d.version
        from lab.label n join meta.label_definition d on d.label = n.label
        where n.level <= \(level) and d.level <= \(level)
        """),
      view(
        "kpi_definition",
        """
        select kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level,
          numerator, denominator, target_code, pace
        from meta.kpi_definition where level <= \(level)
        """),
      view(
        "opportunity_definition",
        """
        select opportunity, zh, kind, kind_zh, meaning, owner, frequency, version, level, dedupe, cooldown, most_open, expires
        from meta.opportunity_definition where level <= \(level)
        """),
      view(
        "computed",
        """
        select l.part, l.biz_date, l.restatement, c.computed_at
        from meta.computed_live l join meta.computation c on c.computation = l.computation
        where l.dropped_at is null and \(mayKnow("l.part"))
        """),
      view("stale", "select s.part, s.biz_date, s.missing, s.objection from meta.stale s where \(mayKnow("s.part"))"),
      view(
        "preliminary",
        """
        select h.part, h.biz_date, h.feed, h.missing,
          exists (select from meta.live v where v.feed = h.feed and v.biz_date = h.missing) as arrived
        from meta.hole h join meta.computed_live l
          on l.part = h.part and l.biz_date = h.biz_date and l.computation = h.computation
        where l.dropped_at is null and \(mayKnow("h.part"))
        """),
      view(
        "restatement",
        """
        select c.part, c.biz_date, c.restatement, r.reason, r.approver, r.at
        from meta.computed c join meta.restatement r on r.biz_date = c.biz_date and r.number = c.restatement
        where \(mayKnow("c.part"))
        """),
      view(
        "night",
        """
        select distinct on (b.business_date, b.feed) b.business_date as biz_date, b.feed,
          coalesce(a.definition::jsonb->>'zh', b.asset) as zh, b.status, b.loaded_rows, b.rejected_rows, b.closed_at
        from meta.batch b left join meta.asset a on a.asset = b.asset
        where b.status <> 'duplicate'
        order by b.business_date, b.feed, b.batch desc
        """),
    ]
  }

  private var values: [String] {
    [
      view(
        "label_coverage",
        """
        select v.biz_date, v.label_no, n.label, n.value, v.population, v.yes, v.unknown, v.entered, v."left"
        from (\(union("lab.coverage_l"))) v
        join lab.label n on n.label_no = v.label_no and n.level <= \(level)
        \(live("'label:' || n.label"))
        """, isReaders: true),
      view(
        "label_bitmap",
        """
        select v.biz_date, v.label_no, n.label, n.value, v.chunk, v.yes, v.unknown, v.population
        from (\(union("lab.bitmap_l"))) v
        join lab.label n on n.label_no = v.label_no and n.level <= \(level)
        \(live("'label:' || n.label"))
        """, isReaders: true),
      view(
        "customer_label",
        """
        select v.biz_date, v.customer_id, n.label_no, n.label, n.value, n.zh, s.state
        from (
        \(customers)
        ) v
        cross join lateral (
          select unnest(v.yes), 'yes' union all select unnest(v.unknown), 'unknown'
        ) s (label_no, state)
        join lab.label n on n.label_no = s.label_no and n.level <= \(level)
        """, isReaders: true),
      view(
        "opportunity_found",
        """
        select v.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority, v.expires_on
        from (\(union("opp.found_l"))) v
        join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= \(level)
        \(live("'opportunity:' || v.opportunity"))
        """, isReaders: true),
      view(
        "open_opportunity",
        """
        select o.biz_date, v.opportunity, d.kind, v.customer_id, v.home as org_no, v.staff_no, v.priority,
          v.biz_date as found_on, v.expires_on
        from (
          select distinct c.biz_date from meta.computed_live c where c.part like 'opportunity:%'
        ) o
        join (\(union("opp.found_l"))) v on v.biz_date <= o.biz_date and v.expires_on >= o.biz_date
        join meta.opportunity_definition d on d.opportunity = v.opportunity and d.level <= \(level)
        \(live("'opportunity:' || v.opportunity"))
        """, isReaders: true),
      view(
        "kpi",
        """
        select v.biz_date, v.kpi, v.org_no, v.numerator, v.denominator, v.value, v.reason, v.customers, l.restatement
        from (\(union("kpi.value_l"))) v
        join meta.kpi_definition d on d.kpi = v.kpi and d.level <= \(level)
        \(live("'kpi:' || d.kpi"))
        """, isReaders: true),
    ]
  }

  private func view(_ name: String, _ query: String, isReaders: Bool = false) -> String {
    "create or replace view \(mart).\(name)\(isReaders ? " with (security_invoker = true)" : "") as\n\(query)"
  }

  private func union(_ table: String) -> String {
    (1...level).map { "select * from \(table)\($0)" }.joined(separator: " union all ")
  }

  /// What is live is told within each level, as in the views of the groups: the server looks it up once.
  private var customers: String {
    (1...level).map {
      """
        select f.biz_date, f.customer_id, f.yes, f.unknown from lab.customer_l\($0) f
        where \(GroupSQL.isLive(Part.labels(level: $0)))
      """
    }.joined(separator: "\nunion all\n")
  }

  /// The mark is looked up row by row, which the limit holds the planner to: where it takes a hash join for some rows to
  /// be one, it goes through all marks for each of them.
  private func live(_ part: String) -> String {
    """
    cross join lateral (
      select m.restatement from meta.computed_live m
      where m.part = \(part) and m.biz_date = v.biz_date and m.computation = v.computation
      limit 1) l
    """
  }

  /// Whether the mart has what a part names.
  private func mayKnow(_ part: String) -> String {
    let (kind, name) = ("split_part(\(part), ':', 1)", "split_part(\(part), ':', 2)")
    return """
      case \(kind)
        when 'ind' then exists (select from meta.indicator d where d."group" = \(name) and d.level <= \(level))
        when 'label' then exists (select from meta.label_definition d where d.label = \(name) and d.level <= \(level))
        when 'opportunity' then exists (select from meta.opportunity_definition d where d.opportunity = \(name) and d.level <= \(level))
        when 'kpi' then exists (select from meta.kpi_definition d where d.kpi = \(name) and d.level <= \(level))
        else \(name) <= 'l\(level)' end
      """
  }

  /// What is of the whole bank, and of no customer or organisation, is not for branches.
  static let ofTheBank = ["label_coverage", "label_bitmap"]

  private var comments: [String] {
    ComputedWords.views.sorted { $0.key < $1.key }.flatMap { name, words in
      ["comment on view \(mart).\(name) is \(Literal(words.about))"]
        + words.columns.map { column, comment in
          "comment on column \(mart).\(name).\(Identifier.quoted(column)) is \(Literal(comment))"
        }
    }
  }
}
