import Postgres

/// `reconciliation` and `reconciliation_break` in every mart: how the two sides compared, and the differences a reader may
/// see. They are the same in all warehouses, so they belong to no asset.
enum ReconciliationViews {
  static func statements(at level: Int) -> [String] {
    let mart = ViewSQL.mart(level)
    let breaks = (1...level).map { "select * from recon.break_l\($0)" }.joined(separator: " union all ")
    return [
      """
      create or replace view \(mart).reconciliation with (security_invoker = true) as
      select reconciliation, biz_date, zh, compared, breaks from recon.outcome
      """,
      """
      create or replace view \(mart).reconciliation_break with (security_invoker = true) as
      select b.reconciliation, b.biz_date, b.key, b.left_sum, b.right_sum, b.left_sum - b.right_sum as difference, b.evidence
      from (\(breaks)) b
      """,
    ]
      + comments(
        "\(mart).reconciliation", "对账结果：应当相等的两边，每个数据日期",
        [
          "reconciliation": "对账编号", "biz_date": "数据日期", "zh": "名称", "compared": "比较了多少个键", "breaks": "其中多少个不等",
        ])
      + comments(
        "\(mart).reconciliation_break", "对账差异：\(level)级及以下",
        [
          "reconciliation": "对账编号", "biz_date": "数据日期", "key": "比较的键", "left_sum": "左边合计", "right_sum": "右边合计",
          "difference": "左减右", "evidence": "相加的行：资产、文件、行号，每项前二十行",
        ])
  }

  /// Customers belong to no organisation, so branches see how many differences there are, and none of them.
  static func grants(_ grantee: Grantee) -> [String] {
    let role = Identifier.quoted(grantee.role)
    let mart = ViewSQL.mart(grantee.clearance)
    let tables = (1...4).map { "recon.break_l\($0)" }.joined(separator: ", ")
    var statements = [
      "revoke all on recon.outcome, \(tables) from \(role)",
      "grant select (reconciliation, biz_date, zh, compared, breaks) on recon.outcome to \(role)",
      "grant select on \(mart).reconciliation to \(role)",
    ]
    if grantee.prefix == nil {
      let open = (1...grantee.clearance).map { "recon.break_l\($0)" }.joined(separator: ", ")
      statements += [
        "grant select on \(open) to \(role)", "grant select on \(mart).reconciliation_break to \(role)",
      ]
    }
    return statements
  }

  private static func comments(_ view: String, _ comment: String, _ columns: [String: String]) -> [String] {
    ["comment on view \(view) is \(Literal(comment))"]
      + columns.sorted { $0.key < $1.key }.map {
        "comment on column \(view).\(Identifier.quoted($0.key)) is \(Literal($0.value))"
      }
  }
}
