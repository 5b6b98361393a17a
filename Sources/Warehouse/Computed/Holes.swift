import Postgres
package import Tabular

/// Parts of a date that were worked out without a delivery that was due on one of the days they look at.
package struct PublishedHole: Hashable, Sendable {
  package var feed: String
  package var missing: BusinessDate
  /// It has come since: only a restatement makes the parts whole.
  package var hasCome: Bool
  package var parts: [String]
}

/// A delivery that came after later dates had been worked out without it.
package struct Overtaken: Hashable, Sendable {
  package var feed: String
  package var missing: BusinessDate
  /// The first and the last of these dates, and how many they are.
  package var dates: ClosedRange<BusinessDate>
  package var count: Int
}

extension Database {
  func markHoles(_ computed: ComputedParts, _ doing: String) throws {
    let holes = computed.parts.flatMap { part in
      part.holes.flatMap { feed, dates in dates.map { (part: part.name, feed: feed, date: $0.description) } }
    }
    guard !holes.isEmpty else { return }
    try connection.query(
      """
      insert into meta.hole (part, biz_date, computation, feed, missing)
      select h.part, $4::date, $5::bigint, h.feed, h.missing
      from unnest($1::text[], $2::text[], $3::date[]) h (part, feed, missing)
      """,
      [
        SQLArray.text(holes.map(\.part)), SQLArray.text(holes.map(\.feed)), SQLArray.text(holes.map(\.date)),
        computed.computation.date.description, String(computed.computation.number),
      ], doing: doing)
  }

  /// Of what is live on a date.
  package func holes(on date: BusinessDate) throws -> [PublishedHole] {
    let rows = try connection.query(
      """
      select h.feed, h.missing, \(hasCome), string_agg(h.part, chr(10) order by h.part)
      from \(liveHoles)
      where h.biz_date = $1
      group by 1, 2 order by 2, 1
      """, [date.description], doing: "ask what is preliminary")
    return rows.compactMap { row in
      row[1].flatMap { BusinessDate($0) }.map {
        PublishedHole(
          feed: row[0] ?? "", missing: $0, hasCome: row[2] == "t",
          parts: (row[3] ?? "").split(separator: "\n").map(String.init))
      }
    }
  }

  /// Deliveries that have come after something was worked out without them, and it stands there still.
  ///
  /// - Parameter date: that they are for; nil: any.
  package func overtaken(of date: BusinessDate? = nil) throws -> [Overtaken] {
    let rows = try connection.query(
      """
      select h.feed, h.missing, min(h.biz_date), max(h.biz_date), count(distinct h.biz_date)
      from \(liveHoles)
      where \(date.map { "h.missing = date '\($0)' and " } ?? "")\(hasCome)
      group by 1, 2 order by 2, 1
      """, doing: "ask what came too late")
    return rows.compactMap { row in
      guard let missing = row[1].flatMap({ BusinessDate($0) }), let first = row[2].flatMap({ BusinessDate($0) }),
        let last = row[3].flatMap({ BusinessDate($0) })
      else { return nil }
      return Overtaken(
        feed: row[0] ?? "", missing: missing, dates: first...last, count: row[4].flatMap { Int($0) } ?? 0)
    }
  }

  private var liveHoles: String {
    """
    meta.hole h join meta.computed_live l
        on l.part = h.part and l.biz_date = h.biz_date and l.computation = h.computation and l.dropped_at is null
    """
  }

  private var hasCome: String {
    "exists (select from meta.live v where v.feed = h.feed and v.biz_date = h.missing)"
  }
}
