import Postgres
package import Tabular

/// How the values of one item of a live delivery met their standard.
package struct ItemQuality: Hashable, Sendable {
  package var feed: String
  package var item: String
  package var values: Sheet.Values
  /// Advice that was not met, the most frequent first.
  package var advised: [Sheet.Advised]
}

extension Database {
  /// What loaded and is not as advised; part of a batch's end, like its sums.
  func write(
    _ advised: [Sheet.Advised], _ values: [String: Sheet.Values], of batch: Int64, _ doing: String
  ) throws {
    for advice in advised where advice.rows > 0 {
      try connection.query(
        "insert into meta.advice (batch, item, rule, rows, first_line) values ($1, $2, $3, $4, $5)",
        [String(batch), advice.item, advice.rule, String(advice.rows), String(advice.firstLine)], doing: doing)
    }
    guard !values.isEmpty else { return }
    let items = values.sorted { $0.key < $1.key }
    let list = { (numbers: [String]) in "{" + numbers.joined(separator: ",") + "}" }
    try connection.query(
      """
      insert into meta.batch_value (batch, item, seen, not_as_advised)
      select $1, * from unnest($2::text[], $3::bigint[], $4::bigint[])
      """,
      [
        String(batch), list(items.map(\.key)), list(items.map { String($0.value.seen) }),
        list(items.map { String($0.value.notAsAdvised) }),
      ], doing: doing)
  }

  /// In how many rows each item that may be missing is.
  func write(missing: [String: Int], of batch: Int64, _ doing: String) throws {
    guard !missing.isEmpty else { return }
    let items = missing.sorted { $0.key < $1.key }
    try connection.query(
      "insert into meta.batch_missing (batch, item, rows) select $1, * from unnest($2::text[], $3::bigint[])",
      [
        String(batch), SQLArray.text(items.map(\.key)),
        "{" + items.map { String($0.value) }.joined(separator: ",") + "}",
      ], doing: doing)
  }

  /// How the live deliveries of a business date met their standards, by feed and item; of one feed where one is named.
  package func quality(on date: BusinessDate, feed: String? = nil) throws -> [ItemQuality] {
    let rows = try connection.query(
      """
      select l.feed, v.item, v.seen, v.not_as_advised,
        (select string_agg(a.rule || ' ' || a.rows || ' ' || a.first_line, E'\\n' order by a.rows desc, a.rule)
          from meta.advice a where a.batch = v.batch and a.item = v.item)
      from meta.live l join meta.batch_value v on v.batch = l.batch
      where l.biz_date = $1 and ($2::text is null or l.feed = $2)
      order by l.feed, v.item
      """, [date.description, feed], doing: "read how values met their standards")
    return rows.compactMap { row in
      guard let feed = row[0], let item = row[1], let seen = row[2].flatMap({ Int($0) }),
        let missed = row[3].flatMap({ Int($0) })
      else { return nil }
      let lines = (row[4] ?? "").split(separator: "\n").map { "\(item) \($0)" }
      return ItemQuality(
        feed: feed, item: item, values: Sheet.Values(seen: seen, notAsAdvised: missed),
        advised: lines.compactMap(Sheet.Advised.init(line:)))
    }
  }
}

extension Sheet.Advised {
  /// From `item rule rows first_line`.
  init?(line: String) {
    let parts = line.split(separator: " ")
    guard parts.count == 4, let rows = Int(parts[2]), let first = Int(parts[3]) else { return nil }
    self.init(item: String(parts[0]), rule: String(parts[1]), rows: rows, firstLine: first)
  }
}
