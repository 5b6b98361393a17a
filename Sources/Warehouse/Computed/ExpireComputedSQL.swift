import Postgres
import Tabular

/// The statements that find what was computed and has outlived its period.
struct ExpireComputedSQL {
  /// What stands for it or a later date stays.
  var limit: BusinessDate

  init?(retention: Retention) {
    guard let limit = retention.computed else { return nil }
    self.limit = limit
  }

  /// Rows (part, date, computation, schema, table) of partitions; of what is live the ends of months stay.
  var tables: String {
    """
    select t.part, c.biz_date, c.computation, t.schema, t.name
    from (
      select n.nspname as schema, p.relname as name,
        case n.nspname when 'ind' then 'ind:' || a.relname else replace(a.relname, 'customer_', 'labels:') end as part,
        substring(p.relname from '_c([0-9]+)$')::bigint as computation
      from pg_inherits i
        join pg_class p on p.oid = i.inhrelid and p.relkind = 'r'
        join pg_class a on a.oid = i.inhparent
        join pg_namespace n on n.oid = a.relnamespace and n.nspname in ('ind', 'lab')
    ) t
    join meta.computation c on c.computation = t.computation
    where c.biz_date < date '\(limit)'
      and not (extract(day from c.biz_date + 1) = 1
        and exists (select from meta.computed_live l where l.part = t.part and l.computation = t.computation))
    order by 1, 3
    """
  }

  var countBitmaps: String {
    "select sum(n) from (\((1...4).map { "select count(*) as n from \(replaced($0))" }.joined(separator: " union all "))) b"
  }

  var deleteBitmaps: [String] {
    (1...4).map { "delete from lab.bitmap_l\($0) where ctid in (select v.ctid from \(replaced($0)))" }
  }

  private func replaced(_ level: Int) -> String {
    """
    lab.bitmap_l\(level) v join lab.label n on n.label_no = v.label_no
    where v.biz_date < date '\(limit)' and not exists (
      select from meta.computed_live l
      where l.part = 'label:' || n.label and l.biz_date = v.biz_date and l.computation = v.computation)
    """
  }
}

extension Expired.Computed {
  init?(_ row: [String?]) {
    guard let part = row[0], let date = row[1].flatMap({ BusinessDate($0) }),
      let number = row[2].flatMap({ Int64($0) }),
      let schema = row[3], let name = row[4]
    else { return nil }
    self.init(part: part, date: date, computation: number, table: Identifier(schema, name))
  }
}

extension Database {
  /// Each table in a transaction of its own; a part that a reader has is left for another time. That its rows are gone is
  /// written where it says what is live.
  func expireComputed(
    _ expired: Expired, _ retention: Retention, run: RunTicket, at now: Moment, into expiry: inout Expiry
  ) throws {
    for (part, tables) in Dictionary(grouping: expired.computed, by: \.part).sorted(by: { $0.key < $1.key }) {
      do {
        for table in tables {
          try drop(table, run, at: now)
          expiry.gone.computed.append(table)
        }
      } catch let error as PostgresError where ["55P03", "40P01"].contains(error.sqlstate) {
        expiry.held.append(.init(asset: part, by: try blockers(on: tables.map(\.table))))
      }
    }
    guard expired.bitmaps > 0, let sql = ExpireComputedSQL(retention: retention) else { return }
    let doing = "drop bitmaps that were replaced"
    try connection.transaction(doing: doing) {
      try checkEpoch(run)
      for statement in sql.deleteBitmaps {
        expiry.gone.bitmaps += try connection.execute(statement, doing: doing)
      }
    }
  }

  private func drop(_ table: Expired.Computed, _ run: RunTicket, at now: Moment) throws {
    let doing = "drop \(table.part) of \(table.date)"
    try connection.transaction(doing: doing) {
      try checkEpoch(run)
      try connection.execute("set local lock_timeout = '100ms'", doing: doing)
      try connection.query(
        """
        update meta.computed_live set dropped_at = to_timestamp($3::bigint) where part = $1 and computation = $2
        """, [table.part, String(table.computation), now.parameter], doing: doing)
      try connection.execute("drop table if exists \(table.table)", doing: doing)
    }
  }
}
