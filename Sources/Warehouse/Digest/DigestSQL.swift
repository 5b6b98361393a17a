import Postgres
import Tabular

/// The statements of a digest. Each gives the number of rows and the two sums.
struct DigestSQL {
  var date: BusinessDate
  /// What was live at a moment, in place of what is.
  var knownAt: Moment?

  /// The batches of an asset that count, as a subquery.
  func batches(_ asset: AssetDefinition) -> String {
    let id = Literal(asset.id)
    guard let knownAt else {
      return "select l.batch from meta.live l where l.asset = \(id) and l.biz_date <= date '\(date)'"
    }
    let moment = "to_timestamp(\(knownAt.secondsSince1970))"
    return """
      select b.batch from meta.batch b
      where b.asset = \(id) and b.business_date <= date '\(date)' and b.status in ('published', 'superseded')
        and b.closed_at <= \(moment) and (b.superseded_at is null or b.superseded_at > \(moment))
      """
  }

  func ods(_ asset: AssetDefinition) -> String {
    var columns = ["biz_date"]
    if asset.isVersions { columns.append("change") }
    columns += asset.items.map(\.id)
    return sums(
      of: "row(\(TableSQL.names(columns)))", from: "\(asset.ods)", where: "batch in (\(batches(asset)))")
  }

  /// The fold as it stands, or as it was folded from what was live then. A version that ended after the date was open on
  /// the date, so its end does not count.
  func fold(_ asset: AssetDefinition) -> String {
    let table = knownAt == nil ? "\(asset.dwd)" : "(\(FoldSQL(asset: asset).asOf(date, batches: batches(asset))))"
    return sums(
      of: """
        row(valid_from, case when valid_to <= date '\(date)' then valid_to end,
            \(TableSQL.names(asset.items.map(\.id))))
        """, from: "\(table) f", where: "valid_from <= date '\(date)'")
  }

  /// Which customer an identifier leads to, by natural values. The tables say what is so now; of an earlier date, or
  /// as known at an earlier time, it follows from the fold.
  func identifiers(_ sql: IdentifySQL, isLatest: Bool) -> String {
    let mapping = sql.mapping { asset in
      knownAt == nil
        ? "(select * from \(asset.dwd) where valid_from <= date '\(date)')"
        : "(\(FoldSQL(asset: asset).asOf(date, batches: batches(asset))))"
    }
    let parties =
      isLatest && knownAt == nil
      ? """
      select i.scheme, m.value, p.kind, p.id_no, p.name, p.is_customer, i.since
        from named m
        full join dwd.identifier i on i.key = m.key
        left join dwd.party p on p.customer_id = i.customer_id
      """
      // A party's name is the newest of its own identifier, whatever the account that led to it was called.
      : """
      select m.scheme, m.value, p.kind, p.id_no, p.name, p.is_customer, m.since
        from named m
        left join named p on p.key = m.party_key
      """
    return sums(
      of: "row(t.scheme, t.value, t.kind, t.id_no, t.name, t.is_customer, t.since)",
      from: """
        (
        with named as materialized (
        \(mapping)
        )
        \(parties)
        ) t
        """, where: "true")
  }

  func sums(of row: String, from source: String, where filter: String) -> String {
    """
    select count(*),
      sum(('x' || left(h, 16))::bit(64)::bigint)::text as high,
      sum(('x' || right(h, 16))::bit(64)::bigint)::text as low
    from (
      select md5((\(row))::text) as h
      from \(source)
      where \(filter)
    ) hashes
    """
  }
}
