import Postgres
import Tabular

/// Digests of what is computed. Customers and labels go by their own names, not by the numbers that were given to them.
extension DigestSQL {
  /// Rows (kind, name, date): a line for each group of indicators, for the labels of the customers of each level, for all
  /// bitmaps and coverage, for all opportunities and for all KPIs. What is one row for each customer counts on the business date alone, which
  /// is much already; earlier ones have digests of their own.
  var computedDates: String {
    """
    select split_part(part, ':', 1) as kind,
      case when part like 'ind:%' or part like 'labels:%' then split_part(part, ':', 2) else '' end as name, biz_date
    from meta.computed_live
    where biz_date = date '\(date)' and dropped_at is null
      or biz_date < date '\(date)' and (part like 'label:%' or part like 'opportunity:%' or part like 'kpi:%')
    group by 1, 2, 3
    order by 1, 2, 3
    """
  }

  /// The columns in order of name: their places in the table are history.
  func indicators(_ group: GroupDefinition, on day: BusinessDate) -> String {
    let columns = TableSQL.names(group.indicators.map(\.id).sorted(), of: "f")
    return sums(
      of: "row(p.kind, p.id_no, f.home\(columns.isEmpty ? "" : ", ")\(columns))",
      from: "\(group.table) f left join dwd.party p on p.customer_id = f.customer_id",
      where: "f.biz_date = date '\(day)' and \(isLive(Literal(group.part).description, "f"))")
  }

  /// - Parameter level: `l2`.
  func customers(_ level: String, on day: BusinessDate) -> String {
    sums(
      of: "row(p.kind, p.id_no, f.home, n.label, n.value, s.state)",
      from: """
        \(Identifier("lab", "customer_\(level)")) f
        left join dwd.party p on p.customer_id = f.customer_id
        cross join lateral (select unnest(f.yes), 'yes' union all select unnest(f.unknown), 'unknown') s (label_no, state)
        join lab.label n on n.label_no = s.label_no
        """,
      where: "f.biz_date = date '\(day)' and \(isLive(Literal("labels:\(level)").description, "f"))")
  }

  /// How many bits are set: which they are, the customers' own rows say.
  func bitmaps(on day: BusinessDate) -> String {
    sums(
      of: "row(b.label, b.value, b.yes, b.unknown, b.raw)",
      from: """
        (
        select n.label, n.value, sum(bit_count(f.yes)) as yes, sum(bit_count(f.unknown)) as unknown,
          sum(bit_count(f.raw)) as raw
        from \(all("lab.bitmap_l")) f
        join lab.label n on n.label_no = f.label_no
        where f.biz_date = date '\(day)' and \(isLive("'label:' || n.label", "f"))
        group by n.label, n.value
        ) b
        """, where: "b.yes + b.unknown > 0")
  }

  func coverage(on day: BusinessDate) -> String {
    sums(
      of: #"row(n.label, n.value, f.population, f.yes, f.unknown, f.entered, f."left")"#,
      from: "\(all("lab.coverage_l")) f join lab.label n on n.label_no = f.label_no",
      where: "f.biz_date = date '\(day)' and \(isLive("'label:' || n.label", "f"))")
  }

  func opportunities(on day: BusinessDate) -> String {
    sums(
      of: "row(p.kind, p.id_no, f.opportunity, f.home, f.staff_no, f.priority, f.expires_on)",
      from: "\(all("opp.found_l")) f left join dwd.party p on p.customer_id = f.customer_id",
      where: "f.biz_date = date '\(day)' and \(isLive("'opportunity:' || f.opportunity", "f"))")
  }

  func kpis(on day: BusinessDate) -> String {
    sums(
      of: "row(f.kpi, f.org_no, f.numerator, f.denominator, f.value, f.reason, f.customers)",
      from: "\(all("kpi.value_l")) f",
      where: "f.biz_date = date '\(day)' and \(isLive("'kpi:' || f.kpi", "f"))")
  }

  private func all(_ table: String) -> String {
    "(\((1...4).map { "select * from \(table)\($0)" }.joined(separator: " union all ")))"
  }

  private func isLive(_ part: String, _ alias: String) -> String {
    """
    \(alias).computation in (
      select l.computation from meta.computed_live l where l.part = \(part) and l.biz_date = \(alias).biz_date)
    """
  }
}
