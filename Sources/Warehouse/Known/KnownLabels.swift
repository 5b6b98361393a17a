import Postgres
package import Tabular

/// A label as one computation has published it for a date.
package struct PublishedLabel: Hashable, Sendable {
  package var label: String
  package var date: BusinessDate
  package var computation: Int64
}

/// What was published of labels as it was known. A computation is known where what it knew was: so a date that was filled
/// in later says nothing to dates that were worked out before, however often they are worked out again.
extension Database {
  /// Of each label the last one before a date.
  package func lastLabels(_ labels: [String], before date: BusinessDate, _ known: Knowledge) throws -> [PublishedLabel]
  {
    try published(
      """
      select distinct on (p.part) p.part, p.biz_date, p.computation from (\(newest(labels, known))) p
      where p.biz_date < date '\(date)' order by p.part, p.biz_date desc
      """)
  }

  /// Of one label the last one of each month before that of a date, newest first: where nothing is published of a month
  /// end, the last date of the month that is stands for it, and a month of which nothing is published is not there.
  package func monthEnds(
    of label: String, before date: BusinessDate, _ known: Knowledge, atMost count: Int
  ) throws -> [PublishedLabel] {
    try published(
      """
      select distinct on (date_trunc('month', p.biz_date)) p.part, p.biz_date, p.computation
      from (\(newest([label], known))) p
      where p.biz_date < date_trunc('month', date '\(date)')
      order by date_trunc('month', p.biz_date) desc, p.biz_date desc limit \(count)
      """
    ).sorted { $0.date > $1.date }
  }

  /// Of the labels of one date those that had been published, the given computation's own among them.
  package func labels(on date: BusinessDate, through computation: Int64) throws -> [PublishedLabel] {
    try published(
      """
      select distinct on (c.part) c.part, c.biz_date, c.computation from meta.computed c
      where c.part like 'label:%' and c.biz_date = date '\(date)' and c.computation <= \(computation)
      order by c.part, c.computation desc
      """)
  }

  /// Of each label and date the newest computation.
  private func newest(_ labels: [String], _ known: Knowledge) -> String {
    let parts = labels.sorted().map { Literal(Part.label($0)).description }.joined(separator: ", ")
    let before = known.computation.map { " and c.computation < \($0)" } ?? ""
    return """
      select distinct on (c.part, c.biz_date) c.part, c.biz_date, c.computation
        from meta.computed c join meta.computation m on m.computation = c.computation
        where c.part in (\(parts)) and m.known <= \(known.batch)\(before)
        order by c.part, c.biz_date, c.computation desc
      """
  }

  /// - Throws: `.gone` where bits of one that is not live any more have been dropped.
  private func published(_ sql: String) throws -> [PublishedLabel] {
    let rows = try connection.query(
      """
      select substring(p.part from 7), p.biz_date, p.computation, not exists (
          select from meta.computed_live l
          where l.part = p.part and l.biz_date = p.biz_date and l.computation = p.computation)
        and \(exists("coverage", "population > 0")) and not \(exists("bitmap", "true"))
      from (\(sql)) p
      """, doing: "ask what is published of labels")
    return try rows.map { row in
      let label = row[0] ?? ""
      guard row[3] != "t" else {
        throw WarehouseError(
          .gone, Part.label(label), "what was published of it for \(row[1] ?? "") has been replaced since, and dropped",
          hint: "take what is known now (--known-now), or restore a backup of that time")
      }
      return PublishedLabel(
        label: label, date: row[1].flatMap { BusinessDate($0) } ?? BusinessDate(daysSince2000: 0),
        computation: row[2].flatMap { Int64($0) } ?? 0)
    }
  }

  private func exists(_ table: String, _ condition: String) -> String {
    let levels = (1...4).map { level in
      """
      exists (select from lab.\(table)_l\(level) b join lab.label n on n.label_no = b.label_no
          where 'label:' || n.label = p.part and b.computation = p.computation and \(condition))
      """
    }
    return "(\(levels.joined(separator: "\n          or ")))"
  }
}
