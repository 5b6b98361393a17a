import Postgres

/// A view of a mart or of `dwd`, as plain data: what is compared between two applies.
struct ViewDefinition: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    var name: String
    var type: String
    var expression: String
    var comment: String
  }

  var name: Identifier
  var columns: [Column]
  /// From `from` to the end of the statement.
  var source: String
  var comment: String

  /// Views gain columns and keep the rest: only then can the view be replaced under its readers.
  func canReplace(_ old: ViewDefinition) -> Bool {
    columns.count >= old.columns.count
      && zip(columns, old.columns).allSatisfy { $0.name == $1.name && $0.type == $1.type }
  }

  /// The reader's own privileges decide, on this and on everything behind it.
  func create(replacing: Bool = false) -> String {
    let list = columns.map { column in
      column.expression.hasSuffix("." + Identifier.quoted(column.name))
        ? "  \(column.expression)" : "  \(column.expression) as \(Identifier.quoted(column.name))"
    }
    return """
      create \(replacing ? "or replace " : "")view \(name) with (security_invoker = true) as
      select
      \(list.joined(separator: ",\n"))
      \(source)
      """
  }

  var comments: [String] {
    ["comment on view \(name) is \(Literal(comment))"]
      + columns.filter { !$0.comment.isEmpty }.map {
        "comment on column \(name).\(Identifier.quoted($0.name)) is \(Literal($0.comment))"
      }
  }
}

enum ViewSQL {
  static func mart(_ clearance: Int) -> String { "mart_l\(clearance)" }

  /// The views of an asset at one clearance: none where nothing is visible; for versions the current rows, and all.
  /// - Parameter assets: all of them, by id: amounts are converted at the prices of another one.
  static func views(
    _ asset: AssetDefinition, at clearance: Int, among assets: [String: AssetDefinition]
  ) -> [ViewDefinition] {
    guard asset.isServed(at: clearance) else { return [] }
    var columns = leadingColumns(asset)
    for item in asset.items {
      let comment = CommentText.column(item, asset, at: clearance)
      switch item.visibility(at: clearance) {
      case .raw:
        columns.append(
          .init(name: item.id, type: item.sqlType, expression: "f." + Identifier.quoted(item.id), comment: comment))
      case .masked:
        columns.append(
          .init(
            name: item.id, type: "text", expression: "f." + Identifier.quoted(item.maskedColumn), comment: comment))
      case .withheld: break
      }
      if item.scheme != nil { columns.append(key(item)) }
    }
    columns += MoneyColumns(asset: asset, assets: assets).columns { $0.visibility(at: clearance) == .raw }
    let schema = mart(clearance)
    let about = "\(asset.zh) · \(asset.meaning)"
    if asset.isVersions {
      let now = Identifier(schema, asset.table)
      let all = Identifier(schema, asset.table + "_history")
      return [
        ViewDefinition(
          name: now, columns: columns, source: source(asset) + "\nwhere f.valid_to is null", comment: about + " · 当前有效"),
        ViewDefinition(name: all, columns: columns, source: source(asset), comment: about + " · 全部历史（半开区间）"),
      ]
    }
    let all = ViewDefinition(
      name: Identifier(schema, asset.table), columns: columns, source: source(asset) + "\n" + live(asset),
      comment: about)
    let latest = LatestView(asset: asset).view(
      Identifier(schema, asset.table + "_latest"), columns: columns, reading: asset.readableColumns(at: clearance),
      comment: about + " · 最新一次")
    return [all, latest, TreeSQL(asset: asset).view(at: clearance)].compactMap(\.self)
  }

  /// For the warehouse itself: live rows as delivered, with the customer. Of versions `dwd` has a table.
  static func details(_ asset: AssetDefinition, among assets: [String: AssetDefinition]) -> [ViewDefinition] {
    guard !asset.isVersions else { return [] }
    var columns = leadingColumns(asset)
    columns += asset.odsColumns.filter { $0.name != "biz_date" }.map {
      .init(name: $0.name, type: $0.type, expression: "f." + Identifier.quoted($0.name), comment: "")
    }
    columns += MoneyColumns(asset: asset, assets: assets).columns { _ in true }
    let all = ViewDefinition(
      name: asset.dwd, columns: columns, source: source(asset) + "\n" + live(asset), comment: "\(asset.zh) · 已发布批次")
    let latest = LatestView(asset: asset).view(
      Identifier("dwd", asset.table + "_latest"), columns: columns, reading: asset.odsColumns.map(\.name),
      comment: "\(asset.zh) · 已发布批次，最新一次")
    return [all, latest].compactMap(\.self)
  }

  private static func leadingColumns(_ asset: AssetDefinition) -> [ViewDefinition.Column] {
    var columns: [ViewDefinition.Column] = []
    if asset.isVersions {
      columns.append(.init(name: "biz_date", type: "date", expression: "f.valid_from", comment: "数据日期"))
      columns.append(.init(name: "valid_from", type: "date", expression: "f.valid_from", comment: "生效日期（含）"))
      columns.append(.init(name: "valid_to", type: "date", expression: "f.valid_to", comment: "失效日期（不含）；空为当前"))
    } else {
      columns.append(.init(name: "biz_date", type: "date", expression: "f.biz_date", comment: "数据日期"))
    }
    if asset.partyKey != nil {
      let name = asset.party.flatMap { asset.item($0)?.zh } ?? ""
      columns.append(
        .init(name: "customer_id", type: "bigint", expression: "i.customer_id", comment: "客户号 · 由\(name)归一"))
    }
    return columns
  }

  /// What identifies, as a code that says nothing by itself: rows can be joined by it at any clearance.
  private static func key(_ item: AssetDefinition.Item) -> ViewDefinition.Column {
    .init(
      name: item.tokenColumn, type: "bigint", expression: "f." + Identifier.quoted(item.tokenColumn),
      comment: "\(item.zh)代号 · 同号同码，只用于连接")
  }

  private static func source(_ asset: AssetDefinition) -> String {
    "from \(asset.served) f" + (customer(asset).map { "\n" + $0 } ?? "")
  }

  /// The customer behind each row; nil where rows name none.
  static func customer(_ asset: AssetDefinition) -> String? {
    asset.partyKey.map { "left join dwd.identifier i on i.key = f.\(Identifier.quoted($0))" }
  }

  /// The batches that are live now.
  static func live(_ asset: AssetDefinition) -> String {
    "where f.batch in (select l.batch from meta.live l where l.asset = \(Literal(asset.id)))"
  }
}
