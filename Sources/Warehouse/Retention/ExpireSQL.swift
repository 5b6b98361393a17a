import Postgres
import Tabular

/// The statements that find what has outlived its period.
struct ExpireSQL {
  var retention: Retention

  private func isBefore(_ limit: Retention.Limit, _ moments: String...) -> String {
    (["b.business_date < date '\(limit.date)'"]
      + moments.map { "\($0) < to_timestamp(\(limit.moment.secondsSince1970))" }).joined(separator: " and ")
  }

  /// Rows (batch, asset, business date) of batches that were replaced and are not dropped yet.
  ///
  /// Nothing that is folded later reads them: a fold takes live batches, and what a correction replaced was last needed
  /// in the transaction that replaced it.
  var batches: String {
    let assets = retention.superseded.sorted { $0.key < $1.key }.map { asset, limit in
      "(b.asset = \(Literal(asset)) and \(isBefore(limit, "b.superseded_at")))"
    }
    return """
      select b.batch, b.asset, b.business_date
      from meta.batch b
      where b.status = 'superseded' and b.dropped_at is null
        and not exists (select from meta.live l where l.batch = b.batch)
        and (\(assets.isEmpty ? "false" : assets.joined(separator: "\n        or ")))
      order by b.asset, b.batch
      """
  }

  /// Batches whose rejects go.
  var rejects: String {
    """
    select b.batch from meta.batch b
    where b.status <> 'staged' and \(isBefore(retention.rejects, "b.opened_at"))
    """
  }

  /// Lines of the ledger that go: no row and no reject is left of them, and something is live for their feed and date, so
  /// that no run asks them what was already tried.
  ///
  /// - Parameter batches: taken for dropped.
  func entries(dropping batches: [Int64] = []) -> String {
    let gone = batches.isEmpty ? "" : " or b.batch in (\(batches.map { String($0) }.joined(separator: ", ")))"
    return """
      select b.batch from meta.batch b
      where (b.dropped_at is not null or b.status in ('refused', 'abandoned', 'duplicate')\(gone))
        and \(isBefore(retention.ledger, "b.opened_at", "coalesce(b.superseded_at, b.opened_at)"))
        and exists (select from meta.live l where l.feed = b.feed and l.biz_date = b.business_date)
        and not exists (select from meta.live l where l.batch = b.batch)
        and not exists (select from meta.reject r where r.batch = b.batch and r.batch not in (\(rejects)))
      """
  }
}
