import Tabular

/// What the pages of labels ask.
extension Mart {
  /// Labels with their coverage on a date.
  func labels(on date: BusinessDate, _ address: Address) -> Question {
    let covered = has(view: "label_coverage")
    return Question(
      "labels", reads: ["label"],
      """
      select l.label_no, l.label, l.value, l.zh, l.owner, l.level, l.version,
        \(covered ? "c.population, c.yes, c.unknown, c.entered, c.\"left\"" : "null as population, null as yes, null as unknown, null as entered, null as \"left\"")
      from \(self("label")) l
      \(covered ? "left join \(self("label_coverage")) c on c.label_no = l.label_no and c.biz_date = $1::date" : "")
      where $1::date is not null and ($2::text is null or l.label ilike $2 or l.zh ilike $2)
      order by l.label, l.label_no
      \(Mart.limit(address))
      """, [date.description, Mart.pattern(address.find)])
  }

  /// One label: all its values, with their coverage on a date.
  func label(_ label: String, on date: BusinessDate) -> Question {
    let covered = has(view: "label_coverage")
    return Question(
      "label", reads: ["label"],
      """
      select l.label_no, l.label, l.value, l.zh, l.meaning, l.owner, l.level, l.version,
        \(covered ? "c.population, c.yes, c.unknown, c.entered, c.\"left\"" : "null as population, null as yes, null as unknown, null as entered, null as \"left\"")
      from \(self("label")) l
      \(covered ? "left join \(self("label_coverage")) c on c.label_no = l.label_no and c.biz_date = $2::date" : "")
      where l.label = $1 and $2::date is not null
      order by l.label_no
      limit 2000
      """, [label, date.description])
  }

  /// The coverage of one value of a label, day by day.
  func coverage(ofLabel number: String, from first: BusinessDate, to last: BusinessDate) -> Question {
    Question(
      "coverage", reads: ["label_coverage"],
      """
      select biz_date, population, yes, unknown, entered, "left"
      from \(self("label_coverage"))
      where biz_date between $2::date and $3::date and label_no = $1::int
      order by biz_date
      """, [number, first.description, last.description])
  }
}
