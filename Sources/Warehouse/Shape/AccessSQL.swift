import Postgres

/// Roles, privileges and row policies. Levels are enforced here and nowhere else: a role that has no privilege on a
/// column cannot read it by any view.
///
/// No reader may use the schemas `ods`, `dwd`, `staging` and `meta`, so none can name their tables; the marts' views,
/// which name them, still need the reader's own privilege on each column they read.
enum AccessSQL {
  /// On the asset's table, for all grantees.
  static func grants(_ asset: AssetDefinition, _ grantees: [Grantee]) -> [String] {
    grantees.flatMap { grantee -> [String] in
      let role = Identifier.quoted(grantee.role)
      let columns = grantee.reads(asset) ? asset.readableColumns(at: grantee.clearance) : []
      // Revoking the table takes the columns' privileges with it.
      let revoke = "revoke all on \(asset.served) from \(role)"
      return columns.isEmpty
        ? [revoke] : [revoke, "grant select (\(TableSQL.names(columns))) on \(asset.served) to \(role)"]
    }
  }

  static func policies(_ asset: AssetDefinition, _ grantees: [Grantee], drop old: [String]) -> [String] {
    policies(on: asset.served, by: asset.branch, grantees, drop: old)
  }

  /// Plain predicates, one policy for each branch: no subquery, and no setting the reader could change.
  ///
  /// - Parameter branch: the column that names the organisation; nil: everybody reads every row.
  static func policies(
    on table: Identifier, by branch: String?, _ grantees: [Grantee], drop old: [String]
  ) -> [String] {
    var statements = old.map { "drop policy if exists \(Identifier.quoted($0)) on \(table)" }
    guard let branch else {
      return statements + ["alter table \(table) disable row level security"]
    }
    statements.append("alter table \(table) enable row level security")
    let whole = grantees.filter { $0.prefix == nil }.map { Identifier.quoted($0.role) }.joined(separator: ", ")
    statements.append("create policy clearance on \(table) for select to \(whole) using (true)")
    for grantee in grantees {
      guard let prefix = grantee.prefix else { continue }
      let pattern = prefix.map { "%_\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "%"
      statements.append(
        """
        create policy \(Identifier.quoted(grantee.role)) on \(table) for select to \(Identifier.quoted(grantee.role))
          using (\(Identifier.quoted(branch)) like \(Literal(pattern)))
        """)
    }
    return statements
  }

  /// On the marts' views: each clearance its own mart, branches that of their clearance.
  static func viewGrants(_ views: [ViewDefinition], clearance: Int, _ grantees: [Grantee]) -> [String] {
    views.map { view in
      let roles = grantees.filter { $0.clearance == clearance }.map { Identifier.quoted($0.role) }
      return "grant select on \(view.name) to \(roles.joined(separator: ", "))"
    }
  }

  /// On what every view reads: live marks and the customer behind an identifier.
  static func commonGrants(_ grantees: [Grantee], party: PartyDefinition?) -> [String] {
    var statements: [String] = []
    for grantee in grantees {
      let role = Identifier.quoted(grantee.role)
      statements.append("revoke all on meta.live, dwd.identifier, dwd.party from \(role)")
      statements.append("grant usage on schema \(ViewSQL.mart(grantee.clearance)) to \(role)")
      statements.append("grant select on \(ViewSQL.mart(grantee.clearance)).items to \(role)")
      statements.append("grant select (asset, feed, biz_date, batch) on meta.live to \(role)")
      statements.append("grant select (key, customer_id) on dwd.identifier to \(role)")
      // Customers belong to no organisation, so a branch role has the number that joins them and nothing of theirs.
      if let party, grantee.prefix == nil {
        let columns = TableSQL.names(party.readableColumns(at: grantee.clearance))
        statements.append("grant select (\(columns)) on dwd.party to \(role)")
      }
    }
    return statements
  }
}
