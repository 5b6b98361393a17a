import Postgres

/// Who reads what is computed, beside the groups: a reader has the tables of the levels up to the own one.
///
/// Branches read the customers that are at home in their organisations and the KPIs of these, and nothing that counts or
/// names customers of the whole bank. Of opportunities they read those of their own customers.
enum ComputedAccess {
  static func statements(_ grantees: [Grantee], old: [Grantee]) -> [String] {
    grantees.flatMap(grants)
      + (1...4).flatMap { level in
        let policies = ["clearance"] + old.filter { $0.prefix != nil }.map(\.role)
        return AccessSQL.policies(
          on: Identifier("lab", "customer_l\(level)"), by: "home", grantees, drop: policies)
          + AccessSQL.policies(on: Identifier("opp", "found_l\(level)"), by: "home", grantees, drop: policies)
          + AccessSQL.policies(on: Identifier("kpi", "value_l\(level)"), by: "org_no", grantees, drop: policies)
      }
  }

  private static func grants(_ grantee: Grantee) -> [String] {
    let role = Identifier.quoted(grantee.role)
    let kinds = ["lab.customer_l", "lab.bitmap_l", "lab.coverage_l", "opp.found_l", "kpi.value_l"]
    let all = kinds.flatMap { kind in (1...4).map { kind + String($0) } }
    let isWhole = grantee.prefix == nil
    let open = (isWhole ? kinds : ["kpi.value_l"]).flatMap { kind in (1...grantee.clearance).map { kind + String($0) } }
    let customers = (1...grantee.clearance).flatMap { ["lab.customer_l\($0)", "opp.found_l\($0)"] }
    let views = ComputedWords.views.keys.sorted().filter { isWhole || !ComputedViews.ofTheBank.contains($0) }
    let mart = ViewSQL.mart(grantee.clearance)
    return [
      "revoke all on meta.computed_live, meta.kpi_definition, meta.opportunity_definition, lab.label, \(all.joined(separator: ", ")) from \(role)",
      "grant select (part, biz_date, computation, restatement) on meta.computed_live to \(role)",
      "grant select (kpi, level) on meta.kpi_definition to \(role)",
      "grant select (opportunity, kind, level) on meta.opportunity_definition to \(role)",
      "grant select on lab.label to \(role)",
      "grant select on \((open + (isWhole ? [] : customers)).joined(separator: ", ")) to \(role)",
      "grant select on \(views.map { "\(mart).\($0)" }.joined(separator: ", ")) to \(role)",
    ]
  }
}
