import Tabular
import Postgres

extension Database {
  /// Removes what an earlier run staged and did not decide: its batch tables, its rejects, and its open run.
  ///
  /// What was refused keeps its rejects, for the operator to look at; what was published is no orphan.
  func removeOrphans(of ticket: RunTicket, at now: Moment) throws {
    let doing = "remove orphans"
    try connection.transaction(doing: doing) {
      let tables = try connection.query(
        """
        select c.relname from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'staging' and c.relkind = 'r'
        """, doing: doing)
      for row in tables { try connection.execute("drop table \(Identifier("staging", row[0] ?? ""))", doing: doing) }
      try connection.query(
        """
        delete from meta.reject
        where batch in (select batch from meta.batch where status = 'staged' and run <> $1)
        """, [ticket.run], doing: doing)
      try connection.query(
        "delete from meta.computation where computed_at is null and run <> $1", [ticket.run], doing: doing)
      try connection.query(
        """
        update meta.batch set status = 'abandoned', closed_at = to_timestamp($2::bigint), message = 'its run ended early'
        where status = 'staged' and run <> $1
        """, [ticket.run, now.parameter], doing: doing)
      try connection.query(
        """
        update meta.run set finished_at = to_timestamp($2::bigint), outcome = 'ended early'
        where finished_at is null and run <> $1
        """, [ticket.run, now.parameter], doing: doing)
    }
  }
}
