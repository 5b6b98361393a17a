import Postgres

extension Database {
  /// Makes the roles that are missing, and says who is a member of what. On a server of somebody else's the
  /// administrator may have made them beforehand; then nothing is done.
  func ensureRoles(_ readers: Readers, leaving old: Readers, _ names: RoleNames) throws {
    let doing = "make roles"
    var roles: [(role: String, isLogin: Bool, memberOf: String?)] =
      Grantee.all(readers, names).map { ($0.role, false, nil) }
    for login in readers.logins {
      let group = login.branch.map(names.branch) ?? names.clearance(readers.clearance(of: login))
      roles.append((login.name, true, group))
    }
    for (role, isLogin, memberOf) in roles {
      try ensure(role, isLogin: isLogin, doing)
      if let memberOf { try join(role, to: memberOf, among: Grantee.all(readers, names).map(\.role), doing) }
      try connection.query(
        """
        insert into meta.role (role, is_login, member_of) values ($1, $2, $3)
        on conflict (role) do update set is_login = excluded.is_login, member_of = excluded.member_of
        """, [role, isLogin ? "t" : "f", memberOf], doing: doing)
    }
    try setSearchPaths(readers, names, doing)
    for login in old.logins where !readers.logins.contains(where: { $0.name == login.name }) {
      // The role may be somebody's in another database, so it stays; it is only out of ours.
      let group = login.branch.map(names.branch) ?? names.clearance(old.clearance(of: login))
      try connection.execute(
        "revoke \(Identifier.quoted(group)) from \(Identifier.quoted(login.name))", doing: doing)
      try connection.query("delete from meta.role where role = $1", [login.name], doing: doing)
    }
  }

  private func ensure(_ role: String, isLogin: Bool, _ doing: String) throws {
    let there = try connection.query("select rolcanlogin from pg_roles where rolname = $1", [role], doing: doing)
    guard there.count == 0 else { return }
    do throws(PostgresError) {
      try connection.execute("create role \(Identifier.quoted(role)) \(isLogin ? "login" : "nologin")", doing: doing)
    } catch {
      guard error.sqlstate == "42501" else { throw error }
      throw WarehouseError(
        .unavailable, "warehouse", "role \(role) is missing and we may not make it",
        hint: "the server's administrator runs: create role \(role) \(isLogin ? "login" : "nologin")")
    }
  }

  private func join(_ login: String, to group: String, among ours: [String], _ doing: String) throws {
    let rows = try connection.query(
      """
      select g.rolname from pg_auth_members m
      join pg_roles g on g.oid = m.roleid
      join pg_roles u on u.oid = m.member
      where u.rolname = $1 and g.rolname = any($2::text[])
      """, [login, SQLArray.text(ours)], doing: doing)
    let groups = rows.values.compactMap { $0.first ?? nil }
    for other in groups where other != group {
      try connection.execute("revoke \(Identifier.quoted(other)) from \(Identifier.quoted(login))", doing: doing)
    }
    if !groups.contains(group) {
      try connection.execute("grant \(Identifier.quoted(group)) to \(Identifier.quoted(login))", doing: doing)
    }
  }

  /// A search path does not reach members from their group, so each login has its own, in this database.
  private func setSearchPaths(_ readers: Readers, _ names: RoleNames, _ doing: String) throws {
    let database = Identifier.quoted(names.database)
    try connection.execute("revoke all on database \(database) from public", doing: doing)
    for grantee in Grantee.all(readers, names) {
      try connection.execute(
        "grant connect on database \(database) to \(Identifier.quoted(grantee.role))", doing: doing)
    }
    for login in readers.logins {
      try connection.execute(
        """
        alter role \(Identifier.quoted(login.name)) in database \(database)
          set search_path = \(ViewSQL.mart(readers.clearance(of: login)))
        """, doing: doing)
    }
  }
}
