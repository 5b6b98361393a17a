import Catalog
import Postgres

/// `survivor`: which customer another one has become, and when. The rows of the past keep the customer they had; whoever
/// counts customers as of a date asks here which of them were one on that date.
///
/// Chains are followed to their end: each row names the one who is not merged further during that span. A merge counts
/// from the date it was told and took effect, and until it was taken back, so its reversal leaves the time before and
/// after as if it had not happened.
struct SurvivorView {
  var asset: AssetDefinition
  private var merge: Derivations.Merge

  /// Nil where no asset says that customers are one.
  init?(_ assets: some Sequence<AssetDefinition>) {
    guard let asset = assets.first(where: { $0.derives?.merge != nil }), let merge = asset.derives?.merge else {
      return nil
    }
    self.asset = asset
    self.merge = merge
  }

  private func token(_ id: String) -> String { "f.\(Identifier.quoted(asset.item(id)?.tokenColumn ?? id))" }

  /// `link` and `chain`: what was said, and where that leads.
  private var chains: String { chains(in: "\(asset.dwd)", by: "dwd.identifier") }

  private func chains(in fold: String, by identifiers: String) -> String {
    let since = "greatest(f.valid_from, f.\(Identifier.quoted(merge.since)))"
    return """
      with recursive link as (
        -- what was said: from one to another, while it held
        select a.customer_id as from_id, b.customer_id as into_id, daterange(\(since), f.valid_to) as span
        from \(fold) f
        join \(identifiers) a on a.key = \(token(merge.from))
        join \(identifiers) b on b.key = \(token(merge.into))
        where a.customer_id <> b.customer_id and \(since) < coalesce(f.valid_to, 'infinity')
      ),
      chain as (
        -- and where that leads, while all of its links held
        select from_id, into_id, span, array[from_id, into_id] as path from link
        union all
        select c.from_id, l.into_id, c.span * l.span, c.path || l.into_id
        from chain c
        join link l on l.from_id = c.into_id and l.span && c.span and l.into_id <> all (c.path)
      )
      """
  }

  /// - Parameter clearance: of the mart; nil: for the warehouse itself, in `dwd`.
  func view(at clearance: Int?) -> ViewDefinition? {
    if let clearance {
      let isDated = asset.item(merge.since)?.visibility(at: clearance) == .raw
      guard asset.isServed(at: clearance), isDated else { return nil }
    }
    return ViewDefinition(
      name: Identifier(clearance.map(ViewSQL.mart) ?? "dwd", "survivor"),
      columns: [
        .init(name: "customer_id", type: "bigint", expression: "s.customer_id", comment: "被归并的客户号"),
        .init(name: "survivor_id", type: "bigint", expression: "s.survivor_id", comment: "存续客户号，链式归并的末端"),
        .init(name: "valid_from", type: "date", expression: "s.valid_from", comment: "自此日起视为同一客户（含）"),
        .init(name: "valid_to", type: "date", expression: "s.valid_to", comment: "至此日止（不含）；空为当前"),
      ],
      source: """
        from (
        \(survivors(in: "\(asset.dwd)", by: "dwd.identifier"))
        ) s
        """, comment: "\(asset.zh) · 客户归并，含起止")
  }

  /// Rows (customer_id, survivor_id, valid_from, valid_to).
  ///
  /// - Parameters:
  ///   - fold: what was said.
  ///   - identifiers: rows (key, customer_id).
  func survivors(in fold: String, by identifiers: String) -> String {
    """
    \(chains(in: fold, by: identifiers))
      -- to the end: less the time in which that one was merged further itself
      select c.from_id as customer_id, c.into_id as survivor_id, lower(e.span) as valid_from, upper(e.span) as valid_to
      from chain c
      cross join lateral unnest(
        datemultirange(c.span)
          - coalesce((select range_agg(l.span) from link l where l.from_id = c.into_id), '{}'::datemultirange)
      ) as e(span)
    """
  }

  /// Whether somebody is, by way of others, his own survivor.
  var hasCircle: String {
    """
    select exists (
    \(chains)
      select from chain c join link l on l.from_id = c.into_id and l.into_id = c.from_id and l.span && c.span
    )
    """
  }
}
