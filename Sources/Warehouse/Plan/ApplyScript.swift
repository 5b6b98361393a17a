import Postgres

/// The statements of one apply, in the order they run: a pure function of what was and what will be.
///
/// Views come before tables wherever both are locked: the other order ran into readers again and again, who lock a view
/// first and its tables after it.
struct ApplyScript {
  var before: WarehouseDefinition
  var after: WarehouseDefinition
  var changes: [AssetChange]
  var groupChanges: [GroupChange]
  var dropped: [ViewDefinition]
  var names: RoleNames
  /// Branch policies that stand in the database now carry these role names.
  var oldGrantees: [Grantee] { Grantee.all(before.readers, names) }
  var grantees: [Grantee] { Grantee.all(after.readers, names) }

  init(_ plan: CatalogPlan, _ names: RoleNames) {
    before = plan.before
    after = plan.after
    changes = plan.changes
    groupChanges = plan.groupChanges
    dropped = plan.droppedViews
    self.names = names
  }

  var statements: [String] {
    var all = marts
    all += locks
    all += dropped.map { "drop view \($0.name)" }
    for change in changes { all += tables(change) }
    for change in groupChanges { all += tables(change) }
    all += views
    all += access
    return all
  }

  /// Whether anybody's reading changes with the readers themselves, so that every grant is written anew.
  var readersChanged: Bool { before.readers != after.readers || before.assets.isEmpty }

  // MARK: The marts and what all of them share

  private var marts: [String] {
    (1...4).flatMap { level -> [String] in
      let mart = ViewSQL.mart(level)
      return [
        "create schema if not exists \(mart)",
        "comment on schema \(mart) is \(Literal(CommentText.mart(level)))",
        // It tells about columns, not about rows, and reads with its owner's rights: readers need none on meta.
        """
        create or replace view \(mart).items as
        select item, zh, level,
          case when level <= \(level) then 'raw' when is_masked then 'masked' else 'withheld' end as shown,
          ask
        from meta.item
        """,
        "comment on view \(mart).items is \(Literal("每个数据项的级别、此处如何显示、向谁申请"))",
        "comment on column \(mart).items.item is \(Literal("表.列"))",
        "comment on column \(mart).items.zh is \(Literal("中文名"))",
        "comment on column \(mart).items.level is \(Literal("级别，1 到 4"))",
        "comment on column \(mart).items.shown is \(Literal("raw 原值，masked 脱敏，withheld 不显示"))",
        "comment on column \(mart).items.ask is \(Literal("向谁申请"))",
      ]
    }
  }

  /// Locks the views that change, and none of their tables yet.
  private var locks: [String] {
    let touched = Set(changes.filter { $0.kind != .reword }.map(\.asset))
    let views =
      before.sorted.filter { touched.contains($0.id) }.flatMap { before.views(of: $0) }
      + groupChanges.filter(\.isOfAccess).compactMap(\.before).flatMap { GroupSQL(group: $0).views }
    return views.map { "alter view \($0.name) set (security_invoker = true)" }
  }

  // MARK: Tables

  private func tables(_ change: AssetChange) -> [String] {
    switch (change.kind, change.before, change.after) {
    case (.add, _, let new?): return TableSQL.create(new)
    case (.drop, let old?, _): return TableSQL.drop(old)
    case (.rebuild, let old?, let new?): return TableSQL.drop(old) + TableSQL.create(new)
    case (_, let old?, let new?): return gains(from: old, to: new)
    default: return []
    }
  }

  private func gains(from old: AssetDefinition, to new: AssetDefinition) -> [String] {
    let (known, wanted) = (Set(old.odsColumns.map(\.name)), Set(new.odsColumns.map(\.name)))
    let tables = new.isVersions ? [new.ods, new.dwd] : [new.ods]
    var statements = new.odsColumns.filter { !known.contains($0.name) }.flatMap { TableSQL.add($0, to: new) }
    statements += new.lookedUpColumns.filter { !old.lookedUpColumns.contains($0) }.map { TableSQL.index($0, new) }
    statements += TreeSQL(asset: new).gains(from: TreeSQL(asset: old))
    // What is no longer written, or may now be missing, must not be asked for.
    let relaxed = old.odsColumns.filter { column in
      !column.isOptional
        && (!wanted.contains(column.name) || new.odsColumns.contains { $0.name == column.name && $0.isOptional })
    }
    for column in relaxed {
      for table in tables {
        statements.append("alter table \(table) alter column \(Identifier.quoted(column.name)) drop not null")
      }
    }
    for item in new.items {
      guard let mask = item.mask, let previous = old.item(item.id), !item.isMaskedLike(previous) else { continue }
      for table in tables {
        statements.append(
          """
          update \(table) set \(Identifier.quoted(item.maskedColumn)) = \(MaskSQL.column(item, mask: mask))
          where \(Identifier.quoted(item.id)) is not null
          """)
      }
    }
    // After the masked columns, which parties have a copy of.
    if old.identifies != new.identifies { statements += Self.statements(from: old, to: new) }
    if old.identifies != new.identifies || new.namesOtherwise(than: old) {
      statements += IdentifySQL(after.sorted).statements(rereading: [old, new])
    }
    if old.hasStatements, !new.hasStatements {
      statements.append("alter table \(new.dwd) drop column says_anew")
    }
    return statements
  }

  /// What versions say anew, where they did not say it or say it otherwise.
  private static func statements(from old: AssetDefinition, to new: AssetDefinition) -> [String] {
    guard new.hasStatements else { return [] }
    let column = "alter table \(new.dwd) add column says_anew boolean not null default false"
    let known = Set(TableSQL.statementIndexes(old))
    return (old.hasStatements ? [] : [column]) + [Statements(asset: new).mark].compactMap(\.self)
      + TableSQL.statementIndexes(new).filter { !known.contains($0) }
  }

  // MARK: Views

  private var views: [String] {
    let standing = Dictionary(uniqueKeysWithValues: before.views().map { ($0.name, $0) })
    let gone = Set(dropped.map(\.name))
    return after.views().flatMap { view -> [String] in
      guard let old = standing[view.name], !gone.contains(view.name) else { return [view.create()] + view.comments }
      var statements: [String] = []
      if old.create() != view.create() { statements.append(view.create(replacing: true)) }
      if old.comments != view.comments { statements += view.comments }
      return statements
    }
  }

  // MARK: Access

  private var access: [String] {
    var all: [String] = []
    if readersChanged {
      all += (1...4).flatMap(ReconciliationViews.statements) + grantees.flatMap(ReconciliationViews.grants)
    }
    if readersChanged || before.party != after.party {
      all += AccessSQL.commonGrants(grantees, party: after.party)
    }
    if readersChanged || (before.computed.isEmpty && !after.computed.isEmpty) {
      all += (1...4).flatMap { ComputedViews(level: $0).statements }
      all += ComputedAccess.statements(grantees, old: oldGrantees)
    }
    for group in after.computed.sortedGroups { all += access(group) }
    let touched = Set(changes.filter { $0.kind != .reword && $0.kind != .drop }.map(\.asset))
    for asset in after.sorted where readersChanged || touched.contains(asset.id) {
      all += AccessSQL.grants(asset, grantees) + TreeSQL(asset: asset).grants(grantees)
      let isNew = changes.contains { $0.asset == asset.id && ($0.kind == .add || $0.kind == .rebuild) }
      let old = isNew ? nil : before.assets[asset.id]
      if asset.branch != nil || old?.branch != nil {
        let policies = old?.branch == nil ? [] : ["clearance"] + oldGrantees.filter { $0.prefix != nil }.map(\.role)
        all += AccessSQL.policies(asset, grantees, drop: policies)
      }
    }
    // A view that was made anew has lost its grants, so all of them are written again; that costs nothing.
    for level in 1...4 {
      all += AccessSQL.viewGrants(after.views(ofMart: level), clearance: level, grantees)
    }
    return all
  }
}
