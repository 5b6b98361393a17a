import Catalog
import Postgres

/// `<table>_closure`: every node with each of its ancestors, itself at depth 0. It is written with the batch, because a
/// reader who sums up a branch should not climb the tree for every row.
struct TreeSQL {
  var asset: AssetDefinition

  private var tree: (node: AssetDefinition.Item, parent: AssetDefinition.Item)? {
    guard let tree = asset.derives?.tree, let node = asset.item(tree.node), let parent = asset.item(tree.parent)
    else { return nil }
    return (node, parent)
  }
  var table: Identifier { Identifier("dwd", asset.table + "_closure") }
  private var level: Int { tree.map { max($0.node.level, $0.parent.level) } ?? 4 }

  var create: [String] {
    guard let tree else { return [] }
    return [
      """
      create table \(table) (
        batch bigint not null,
        biz_date date not null,
        \(Identifier.quoted(tree.node.id)) \(tree.node.sqlType) not null,
        ancestor \(tree.node.sqlType) not null,
        depth integer not null
      )
      """,
      "create index on \(table) (batch)",
    ]
  }

  /// For batches that are in the asset's table.
  /// - Parameter batches: a condition on `f.batch`.
  func fill(where batches: String) -> String? {
    guard let tree else { return nil }
    let (node, parent) = (Identifier.quoted(tree.node.id), Identifier.quoted(tree.parent.id))
    return """
      -- \(asset.id): every node with each of its ancestors
      insert into \(table) (batch, biz_date, \(node), ancestor, depth)
      with recursive closure as (
        select f.batch, f.biz_date, f.\(node) as node, f.\(node) as ancestor, f.\(parent) as next, 0 as depth
        from \(asset.ods) f where \(batches)
        union all
        select c.batch, c.biz_date, c.node, f.\(node), f.\(parent), c.depth + 1
        from closure c
        join \(asset.ods) f on f.batch = c.batch and f.\(node) = c.next
        where c.depth < \(TreeSQL.deepest)
      )
      select batch, biz_date, node, ancestor, depth from closure
      """
  }

  /// Organisations are not stacked higher; a circle is.
  static let deepest = 32

  /// What an apply does where a table that is there becomes a tree, or another one, or none.
  func gains(from old: TreeSQL) -> [String] {
    guard old.asset.derives?.tree != asset.derives?.tree else { return [] }
    let gone = old.tree == nil ? [] : ["drop table \(old.table)"]
    let rows = fill(where: "f.batch in (select l.batch from meta.live l where l.asset = \(Literal(asset.id)))")
    return gone + create + [rows].compactMap(\.self)
  }

  /// What makes a batch no tree: a query of a text, or no row. A parent that was not delivered, or was rejected, is no
  /// such thing: its children lead as far as is known.
  func objection(batch: Int64) -> String? {
    guard let tree else { return nil }
    return """
      select case when roots > 1 then roots || ' roots' else circling || ' nodes in a circle or below it' end
      from (
        select (select count(*) from \(asset.ods) f where f.batch = \(batch) and f.\(Identifier.quoted(tree.parent.id)) is null) as roots,
          (select count(*) from \(table) c where c.batch = \(batch) and c.depth = \(TreeSQL.deepest)) as circling
      ) found
      where roots > 1 or circling > 0
      """
  }

  /// In a mart.
  func view(at clearance: Int) -> ViewDefinition? {
    guard let tree, clearance >= level else { return nil }
    return ViewDefinition(
      name: Identifier(ViewSQL.mart(clearance), asset.table + "_closure"),
      columns: [
        .init(name: "biz_date", type: "date", expression: "f.biz_date", comment: "数据日期"),
        .init(
          name: tree.node.id, type: tree.node.sqlType, expression: "f." + Identifier.quoted(tree.node.id),
          comment: tree.node.zh),
        .init(
          name: "ancestor", type: tree.node.sqlType, expression: "f.ancestor", comment: "其上级，直至根；depth 为 0 是自身"),
        .init(name: "depth", type: "integer", expression: "f.depth", comment: "向上几级"),
      ], source: "from \(table) f\n\(ViewSQL.live(asset))", comment: "\(asset.zh) · 每个节点与其各级上级")
  }

  func grants(_ grantees: [Grantee]) -> [String] {
    guard tree != nil else { return [] }
    return grantees.flatMap { grantee in
      let role = Identifier.quoted(grantee.role)
      return ["revoke all on \(table) from \(role)"]
        + (grantee.reads(asset) && grantee.clearance >= level ? ["grant select on \(table) to \(role)"] : [])
    }
  }
}
