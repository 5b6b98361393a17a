import Tabular

/// What the page of runs asks.
extension Mart {
  /// Nights up to a date, the newest first.
  func nights(to last: BusinessDate) -> Question {
    Question(
      "nights", reads: ["night"],
      """
      select biz_date, count(*) as feeds, count(*) filter (where status = 'published') as published,
        coalesce(sum(loaded_rows), 0) as loaded_rows, coalesce(sum(rejected_rows), 0) as rejected_rows,
        to_char(max(closed_at), 'YYYY-MM-DD HH24:MI') as closed_at
      from \(self("night"))
      where biz_date between $1::date and $2::date
      group by biz_date
      order by biz_date desc
      """, [last.adding(days: -59).description, last.description])
  }

  /// The feeds of one night, what is not published first.
  func feeds(of date: BusinessDate) -> Question {
    Question(
      "feeds", reads: ["night"],
      """
      select feed, zh, status, loaded_rows, rejected_rows, to_char(closed_at, 'YYYY-MM-DD HH24:MI') as closed_at
      from \(self("night"))
      where biz_date = $1::date
      order by (status = 'published'), feed
      """, [date.description])
  }
}
