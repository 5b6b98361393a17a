import Postgres

/// The table of a group, its views and who reads them.
struct GroupSQL {
  var group: GroupDefinition

  var create: [String] {
    let leading = GroupDefinition.leading.map { "  \($0.name) \($0.type)\($0.isOptional ? "" : " not null")" }
    let indicators = group.columns.map { "  \(Identifier.quoted($0.id)) \($0.type)" }
    return [
      """
      create table \(group.table) (
      \((leading + indicators).joined(separator: ",\n"))
      ) partition by range (biz_date, computation)
      """,
      "create index on \(group.table) (customer_id)",
      "comment on table \(group.table) is \(Literal("\(group.zh) · 指标，每客户每日一行"))",
    ]
  }

  var drop: [String] { ["drop table \(group.table)"] }

  /// In one statement, for each locks and rewrites the catalog of all partitions.
  func add(_ columns: [GroupDefinition.Column]) -> [String] {
    guard !columns.isEmpty else { return [] }
    let list = columns.map { "  add column \(Identifier.quoted($0.id)) \($0.type)" }
    return ["alter table \(group.table)\n\(list.joined(separator: ",\n"))"]
  }

  /// The view of one mart; nil where it has none of the indicators.
  func view(at clearance: Int) -> ViewDefinition? {
    let shown = group.shown(at: clearance)
    guard !shown.isEmpty else { return nil }
    var columns = [
      ViewDefinition.Column(name: "biz_date", type: "date", expression: "f.biz_date", comment: "数据日期"),
      ViewDefinition.Column(name: "customer_id", type: "bigint", expression: "f.customer_id", comment: "客户号"),
    ]
    columns += shown.map { indicator in
      ViewDefinition.Column(
        name: indicator.id, type: indicator.type, expression: "f." + Identifier.quoted(indicator.id),
        comment: CommentText.indicator(indicator))
    }
    return ViewDefinition(
      name: Identifier(ViewSQL.mart(clearance), group.viewName), columns: columns,
      source: """
        from \(group.table) f
        where \(Self.isLive(group.part))
        """,
      comment: group.zh + (group.meaning.isEmpty ? "" : " · \(group.meaning)") + " · 指标，每客户每日一行")
  }

  /// Whether rows of `f` are those of a part that readers see. By date too, so that of a day's query one mark is asked.
  static func isLive(_ part: String) -> String {
    """
    exists (select from meta.computed_live l
      where l.part = \(Literal(part)) and l.biz_date = f.biz_date and l.computation = f.computation)
    """
  }

  var views: [ViewDefinition] { (1...4).compactMap(view) }

  func grants(_ grantees: [Grantee]) -> [String] {
    grantees.flatMap { grantee -> [String] in
      let role = Identifier.quoted(grantee.role)
      let shown = group.shown(at: grantee.clearance).map(\.id)
      let revoke = "revoke all on \(group.table) from \(role)"
      guard !shown.isEmpty else { return [revoke] }
      let columns = TableSQL.names(["computation", "biz_date", "customer_id"] + shown)
      return [revoke, "grant select (\(columns)) on \(group.table) to \(role)"]
    }
  }

  /// A branch sees the customers that are at home in its organisations.
  func policies(_ grantees: [Grantee], drop old: [String]) -> [String] {
    AccessSQL.policies(on: group.table, by: "home", grantees, drop: old)
  }
}

extension CommentText {
  /// `近30天|手机银行|入账金额 元 · 3级 · …`
  static func indicator(_ indicator: GroupDefinition.Column) -> String {
    indicator.zh + (indicator.unit.isEmpty ? "" : " " + indicator.unit) + " · \(indicator.level)级"
      + (indicator.meaning.isEmpty ? "" : " · \(indicator.meaning)")
  }
}
