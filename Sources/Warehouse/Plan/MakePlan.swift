package import Catalog
import Postgres
import Tabular

extension Database {
  /// Compares the catalog with what the last apply left. Changes nothing.
  package func plan(_ catalog: DataCatalog) throws -> CatalogPlan {
    let there = try connection.query("select to_regclass('meta.live') is not null", doing: "make a plan").first == "t"
    let published =
      there
      ? try connection.query(
        "select distinct asset from meta.batch where status in ('published', 'superseded')", doing: "make a plan"
      ).values.compactMap { $0.first ?? nil } : []
    var plan = CatalogPlan(
      from: there ? try appliedCatalog() : nil, try appliedWarehouse(), to: catalog,
      published: Set(published).union(try publishedParts()))
    if there { plan.dependants = try foreignDependants(on: plan.droppedViews) }
    return plan
  }

  /// Views of other people that read these, each with its owner: we never drop them along.
  private func foreignDependants(on views: [ViewDefinition]) throws -> [String] {
    guard !views.isEmpty else { return [] }
    let rows = try connection.query(
      """
      select distinct format('%s.%s (%s)', n.nspname, c.relname, pg_get_userbyid(c.relowner))
      from pg_depend d
      join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
      join pg_class c on c.oid = r.ev_class
      join pg_namespace n on n.oid = c.relnamespace
      where d.refclassid = 'pg_class'::regclass and c.oid <> d.refobjid
        and d.refobjid in (select to_regclass(name) from unnest($1::text[]) as name)
        and n.nspname not in ('dwd', 'mart_l1', 'mart_l2', 'mart_l3', 'mart_l4')
      order by 1
      """, [SQLArray.text(views.map { "\($0.name)" })], doing: "look for views on ours")
    return rows.values.compactMap { $0.first ?? nil }
  }
}

extension CatalogPlan {
  /// The tables and views of what changes, as they stand.
  var touched: [Identifier] {
    var names = changes.compactMap(\.before).flatMap { [$0.served] + before.views(of: $0).map(\.name) }
    for group in groupChanges.compactMap(\.before) {
      names.append(group.table)
      names += GroupSQL(group: group).views.map(\.name)
    }
    return names
  }

  /// Views an apply cannot replace in place, or that are no longer wanted.
  var droppedViews: [ViewDefinition] {
    let wanted = Dictionary(uniqueKeysWithValues: after.views().map { ($0.name, $0) })
    let rebuilt = Set(changes.filter { $0.kind == .rebuild || $0.kind == .drop }.map(\.asset))
    let gone =
      rebuilt.compactMap { before.assets[$0] }.flatMap { before.views(of: $0) }.map(\.name)
      + groupChanges.filter { $0.kind == .rebuild || $0.kind == .drop }.compactMap(\.before)
      .flatMap { group in
        GroupSQL(group: group).views
          + (before.computed.scorecards.values.contains { $0.group == group.id }
            ? before.computed.scorecardViews.views : [])
      }.map(\.name)
    return before.views().filter { old in
      gone.contains(old.name) || wanted[old.name].map { !$0.canReplace(old) } ?? true
    }
  }
}

/// Array parameters in the server's text form.
enum SQLArray {
  static func text(_ values: [String]) -> String {
    let quoted = values.map { value in
      "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
  }
}
