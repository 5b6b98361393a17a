import Postgres
package import Tabular

extension Database {
  /// The digest of all content as of a business date, in one snapshot.
  ///
  /// - Parameter knownAt: what was live at that moment; nil: what is live now.
  package func digest(asOf date: BusinessDate, knownAt: Moment? = nil) throws -> ContentDigest {
    let sql = DigestSQL(date: date, knownAt: knownAt)
    return try connection.transaction(.repeatableRead, readOnly: true, doing: "make a digest") {
      if let knownAt { try checkIsKept(knownAt, asOf: date) }
      var lines: [ContentDigest.Line] = []
      for asset in try appliedWarehouse().sorted {
        lines.append(try line("ods \(asset.id)", asset.zh, sql.ods(asset)))
        guard asset.isVersions else { continue }
        lines.append(try line("dwd \(asset.id)", "\(asset.zh) 拉链", sql.fold(asset)))
      }
      let naming = try appliedWarehouse().sorted.filter { !$0.identifies.isEmpty }
      if !naming.isEmpty {
        let last = try connection.query(
          "select max(biz_date) from meta.live where asset = any($1::text[])", [SQLArray.text(naming.map(\.id))],
          doing: "make a digest"
        ).first.flatMap { BusinessDate($0) }
        let statement = sql.identifiers(IdentifySQL(naming), isLatest: last.map { $0 <= date } ?? true)
        lines.append(try line("dwd party", "客户与标识", statement))
      }
      if knownAt == nil { lines += try computedLines(sql) }
      return ContentDigest(businessDate: date, lines: lines)
    }
  }

  /// Of what is computed and live; what was known of it earlier is not told.
  private func computedLines(_ sql: DigestSQL) throws -> [ContentDigest.Line] {
    let groups = try appliedGroups()
    let dates = try connection.query(sql.computedDates, doing: "make a digest")
    return try dates.flatMap { row -> [ContentDigest.Line] in
      guard let kind = row[0], let name = row[1], let day = row[2].flatMap({ BusinessDate($0) }) else { return [] }
      switch kind {
      case "ind":
        guard let group = groups[name] else { return [] }
        return [try line("ind \(name) \(day)", group.zh, sql.indicators(group, on: day))]
      case "labels": return [try line("lab \(name) \(day)", "客户标签", sql.customers(name, on: day))]
      case "label":
        return [
          try line("lab bitmap \(day)", "标签位图", sql.bitmaps(on: day)),
          try line("lab coverage \(day)", "标签覆盖", sql.coverage(on: day)),
        ]
      case "opportunity": return [try line("opp \(day)", "商机", sql.opportunities(on: day))]
      default: return [try line("kpi \(day)", "经营指标", sql.kpis(on: day))]
      }
    }
  }

  /// What was live at a moment can be told as long as nothing of it has been dropped.
  private func checkIsKept(_ moment: Moment, asOf date: BusinessDate) throws {
    let gone = try connection.query(
      """
      select b.asset from meta.batch b
      where b.dropped_at is not null and b.business_date <= $2 and b.closed_at <= to_timestamp($1::bigint)
        and b.superseded_at > to_timestamp($1::bigint)
      union
      select f.asset from meta.forgotten f where f.known_from > to_timestamp($1::bigint)
      order by 1 limit 1
      """, [moment.parameter, date.description], doing: "make a digest"
    ).first
    guard let gone else { return }
    throw WarehouseError(
      .gone, "digest", "what was known of \(gone) at that moment has been dropped: its retention has ended",
      hint: "say a later --known-at, or restore a backup of that time")
  }

  private func line(_ name: String, _ zh: String, _ statement: String) throws -> ContentDigest.Line {
    let row = try connection.query(statement, doing: "digest \(name)")[0]
    let halves = [row[1], row[2]].map { UInt64(truncatingIfNeeded: $0.flatMap { Int128($0) } ?? 0) }
    let bytes = halves.flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
    return ContentDigest.Line(name: name, zh: zh, rows: row[0].flatMap { Int($0) } ?? 0, sum: Fingerprint(bytes))
  }
}
