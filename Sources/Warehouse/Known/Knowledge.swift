package import Catalog
import Postgres
package import Tabular

/// What was known as of a business date: the batches that were live up to it, and what is folded of them.
///
/// The clock decides nothing here. What a computation knew are the batches that had come before it, which is the number of
/// the last one: of each feed and date that batch is live which has the highest number up to there.
package struct Knowledge: Sendable {
  package let date: BusinessDate
  /// The highest number of a batch that is known.
  package let batch: Int64
  /// What was published by this computation or a later one is not known; nil: all of it is.
  package let computation: Int64?
  /// Of all assets, up to the date.
  let live: LiveBatches
  /// Dates of which each feed's delivery had come.
  package let delivered: [String: Set<BusinessDate>]
  let definitions: [String: AssetDefinition]
  /// Assets of which other batches are live by now, up to the date: their folds stand otherwise.
  let moved: Set<String>
  /// Assets of which rows that were live then have been dropped.
  let gone: Set<String>
  /// Whether nothing later is computed yet.
  package let isNewest: Bool
  /// Whether who is who stands as it is known.
  let isNamedAsNow: Bool

  /// In order of date.
  ///
  /// - Throws: `.gone` where rows of it have been dropped.
  package func batches(of asset: String) throws -> [(date: BusinessDate, number: Int64)] {
    try check(asset)
    return live.dated(asset, upTo: date)
  }

  /// Of a state that is delivered whole: the last one.
  package func lastBatches(of asset: String) throws -> [Int64] {
    let all = try batches(of: asset)
    return all.filter { $0.date == all.last?.date }.map(\.number)
  }

  /// The versions of an asset, to be selected from; what began after the date may be among them.
  package func versions(of asset: String) throws -> String {
    try check(asset)
    guard let definition = definitions[asset] else { return Identifier("dwd", asset).description }
    guard moved.contains(asset) else { return definition.dwd.description }
    return "(\(FoldSQL(asset: definition).asOf(date, batches: list(asset))))"
  }

  /// Of each name, what is live of its assets: a fingerprint that no other state of them has.
  package func inputs(of names: [String: Set<String>]) -> [String: String] {
    var known: [Set<String>: String] = [:]
    return names.mapValues { assets in
      if let text = known[assets] { return text }
      let text = sha256(live.text(of: Array(assets), on: nil)).description
      known[assets] = text
      return text
    }
  }

  /// Numbers for `in (…)`; of none a subquery that finds none.
  private func list(_ asset: String) -> String {
    let numbers = live.dated(asset, upTo: date).map { String($0.number) }
    return numbers.isEmpty ? "select null::bigint" : numbers.joined(separator: ", ")
  }

  private func check(_ asset: String) throws {
    guard gone.contains(asset) else { return }
    throw WarehouseError(
      .gone, asset, "what was known of it on \(date), up to batch \(batch), has been dropped: its retention has ended",
      hint: "take what is known now (--known-now), or restore a backup of that time")
  }
}

extension Database {
  /// - Parameters:
  ///   - known: the highest number of a batch that was known; nil: all there are.
  ///   - computation: what it and later ones have published is not known either; nil: all of it is.
  package func knowledge(
    on date: BusinessDate, upTo known: Int64? = nil, before computation: Int64? = nil
  ) throws -> Knowledge {
    let doing = "ask what was known of \(date)"
    let newest = Int64(
      try connection.query("select coalesce(max(batch), 0) from meta.batch", doing: doing).integer ?? 0)
    let batch = min(known ?? newest, newest)
    let definitions = try appliedDefinitions()
    let moved = try strings(
      """
      select distinct asset from meta.batch
      where batch > $1::bigint and business_date <= $2 and status in ('published', 'superseded')
      """, [String(batch), date.description], doing)
    var live = LiveBatches()
    var gone: Set<String> = []
    var delivered: [String: Set<BusinessDate>] = [:]
    let rows = try connection.query(
      """
      select distinct on (feed, business_date) asset, business_date, batch, dropped_at is not null, feed
      from meta.batch
      where batch <= $1::bigint and business_date <= $2 and status in ('published', 'superseded')
      order by feed, business_date, batch desc
      """, [String(batch), date.description], doing: doing)
    for row in rows.values.sorted(by: { Int64($0[2] ?? "") ?? 0 < Int64($1[2] ?? "") ?? 0 }) {
      guard let asset = row[0], let day = row[1].flatMap({ BusinessDate($0) }),
        let number = row[2].flatMap({ Int64($0) })
      else { continue }
      live.add(number, of: asset, on: day)
      if row[3] == "t" { gone.insert(asset) }
      delivered[row[4] ?? "", default: []].insert(day)
    }
    live.sort()
    gone.formUnion(
      try strings(
        "select asset from meta.forgotten where known_from_batch > $1::bigint and asset = any($2::text[])",
        [String(batch), SQLArray.text(moved.sorted())], doing))
    let naming = definitions.values.filter { !$0.identifies.isEmpty }.map(\.id).sorted()
    let last = try connection.query(
      "select max(biz_date) from meta.live where asset = any($1::text[])", [SQLArray.text(naming)], doing: doing
    ).first.flatMap { BusinessDate($0) }
    let isNewest = try connection.query(
      "select not exists (select from meta.computed_live where biz_date > $1)", [date.description], doing: doing)
    return Knowledge(
      date: date, batch: batch, computation: computation, live: live, delivered: delivered,
      definitions: definitions, moved: moved, gone: gone, isNewest: isNewest.first == "t",
      isNamedAsNow: moved.isDisjoint(with: naming) && last.map { $0 <= date } ?? true)
  }

  private func strings(_ sql: String, _ parameters: [String?], _ doing: String) throws -> Set<String> {
    Set(try connection.query(sql, parameters, doing: doing).values.compactMap { $0.first ?? nil })
  }
}
