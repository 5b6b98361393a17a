import Foundation
package import Postgres

/// A backup is one file: PostgreSQL's custom dump of the database. Roles are the server's, not the database's, so a
/// restore makes them first, from what the dump itself says about them.
package enum Backup {
  /// Writes a dump of a running warehouse, beside its place first, so that a file of that name is whole.
  package static func write(_ settings: ConnectionSettings, to file: String) throws {
    let partial = file + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    let answer = try ServerTools.run(
      [try ServerTools.find("pg_dump"), "--format=custom", "--file=\(partial)", "--dbname=\(conninfo(settings))"],
      in: FileManager.default.currentDirectoryPath)
    try check(answer, "pg_dump", settings)
    guard unsafe chmod(partial, 0o600) == 0, unsafe rename(partial, file) == 0 else {
      throw WarehouseError(.unavailable, file, "cannot be written", hint: "may you write in this folder?")
    }
  }

  /// Fills an empty database from a dump. Refuses one that holds a warehouse already.
  package static func restore(_ settings: ConnectionSettings, from file: String) throws {
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw WarehouseError(.unavailable, file, "cannot be read")
    }
    let database = try Database(settings)
    let full = try database.connection.query("select to_regnamespace('meta') is not null", doing: "look for meta").first
    guard full != "t" else {
      throw WarehouseError(
        .blocked, "warehouse", "there is one already; a restore fills an empty database",
        hint: "granary warehouse stop, move .granary/warehouse away, then again")
    }
    let tool = try ServerTools.find("pg_restore")
    let folder = FileManager.default.currentDirectoryPath
    let roles = try ServerTools.run(
      [tool, "--data-only", "--schema=meta", "--table=role", "--file=-", file], in: folder)
    try check(roles, "pg_restore", settings)
    try makeRoles(roles.output, database.connection)
    let answer = try ServerTools.run(
      [
        tool, "--exit-on-error", "--single-transaction", "--no-owner", "--dbname=\(conninfo(settings))", file,
      ], in: folder)
    try check(answer, "pg_restore", settings)
    try database.settleRestoredLogins()
  }

  /// The rows of `meta.role` in COPY's text form: role, whether it is a login, its group.
  private static func makeRoles(_ dump: String, _ connection: Connection) throws {
    var isData = false
    var memberships: [(String, String)] = []
    for line in dump.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("COPY meta.role ") {
        isData = true
      } else if line == "\\." {
        isData = false
      } else if isData {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 3 else { continue }
        let there = try connection.query("select 1 from pg_roles where rolname = $1", [fields[0]], doing: "make roles")
        if there.count == 0 {
          try connection.execute(
            "create role \(Identifier.quoted(fields[0])) \(fields[1] == "t" ? "login" : "nologin")", doing: "make roles"
          )
        }
        if fields[2] != "\\N" { memberships.append((fields[0], fields[2])) }
      }
    }
    for (login, group) in memberships {
      try connection.execute("grant \(Identifier.quoted(group)) to \(Identifier.quoted(login))", doing: "make roles")
    }
  }

  private static func conninfo(_ settings: ConnectionSettings) -> String {
    if settings.keywords.count == 1, let whole = settings.keywords["dbname"] { return whole }
    return settings.keywords.sorted { $0.key < $1.key }.map { key, value in
      "\(key)='" + value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'") + "'"
    }.joined(separator: " ")
  }

  private static func check(_ answer: ServerTools.Answer, _ tool: String, _ settings: ConnectionSettings) throws {
    guard answer.status != 0 else { return }
    // The tool's own words may quote a row; its last line's beginning names the step.
    let step = answer.output.split(separator: "\n").first { $0.contains("error") }?.prefix(80) ?? ""
    throw WarehouseError(
      .unavailable, "warehouse", "\(tool) failed: \(step)", hint: "is there space, and the server up?")
  }
}

extension Database {
  /// What belongs to roles in this database and is not in a dump of it.
  fileprivate func settleRestoredLogins() throws {
    let warehouse = try appliedWarehouse()
    try connection.transaction(doing: "make roles") {
      try ensureRoles(warehouse.readers, leaving: Readers(), RoleNames(database: try name()))
    }
  }

  /// The logins that the catalog as applied lets in.
  package func appliedLogins() throws -> [String] { try appliedWarehouse().readers.logins.map(\.name) }
}
