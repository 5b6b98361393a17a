import Postgres
import Tabular

/// What the overview and a KPI's page ask.
extension Mart {
  /// Definitions with the targets of some organisations in a month. A clearance that may not see targets has none.
  func definitions(_ kpi: String?, targetsOf organisations: [String], on date: BusinessDate) -> Question {
    let hasTargets = has("target_history", "target") && has("target_history", "target_month")
    let target =
      hasTargets
      ? """
      left join \(self("target_history")) t on t.kpi = k.target_code and t.org_no = any($3::text[])
        and t.target_month = $4 and t.valid_from <= $2::date and (t.valid_to is null or t.valid_to > $2::date)
      """ : ""
    return Question(
      "definitions", reads: ["kpi_definition"],
      """
      select k.kpi, k.zh, k.en, k.family, k.family_zh, k.meaning, k.owner, k.unit, k.direction, k.frequency, k.version, k.level,
        k.numerator, k.denominator, k.pace, \(hasTargets ? "t.org_no, t.target, t.unit as target_unit" : "null as org_no, null as target, null as target_unit")
      from \(self("kpi_definition")) k
      \(target)
      where ($1::text is null or k.kpi = $1) and $2::date is not null\(hasTargets ? "" : " and $3::text[] is not null and $4::text is not null")
      order by k.place, k.kpi, org_no
      """,
      [kpi, date.description, ArrayText.of(organisations), String(date.description.prefix(7))])
  }

  /// Every KPI of one organisation on some dates.
  func values(of organisation: String, on dates: [BusinessDate]) -> Question {
    Question(
      "values", reads: ["kpi"],
      """
      select biz_date, kpi, org_no, numerator, denominator, value, reason, customers, restatement
      from \(self("kpi"))
      where org_no = $1 and biz_date = any($2::date[])
      order by kpi, biz_date
      """, [organisation, ArrayText.of(dates.map(\.description))])
  }

  /// Organisations this reader has a value of: all, or those of a branch.
  func reached(on dates: [BusinessDate]) -> Question {
    Question(
      "reached", reads: ["kpi"],
      "select distinct org_no from \(self("kpi")) where biz_date = any($1::date[]) order by org_no",
      [ArrayText.of(dates.map(\.description))])
  }

  /// One KPI: its organisation on all the dates, those below it on some.
  func values(
    of kpi: String, in organisation: String, on dates: [BusinessDate], below: [String], on fewer: [BusinessDate]
  ) -> Question {
    Question(
      "values", reads: ["kpi"],
      """
      select biz_date, kpi, org_no, numerator, denominator, value, reason, customers, restatement
      from \(self("kpi"))
      where kpi = $1 and biz_date = any($3::date[])
        and (org_no = $2 or (org_no = any($4::text[]) and biz_date = any($5::date[])))
      order by org_no, biz_date
      """,
      [
        kpi, organisation, ArrayText.of(dates.map(\.description)), ArrayText.of(below),
        ArrayText.of(fewer.map(\.description)),
      ])
  }
}
