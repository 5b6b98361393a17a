import Postgres

/// Asks a warehouse as its owner or as one of its readers.
protocol Asking {
  var settings: ConnectionSettings { get }
}

extension Asking {
  /// The database's name, before the names of its roles and logins.
  var name: String { settings.keywords["dbname"]! }

  /// All rows of a query, as the owner or as a login of the catalog.
  func ask(_ sql: String, as login: String? = nil) throws -> [[String?]] {
    try connection(as: login).query(sql, doing: "ask").values
  }

  /// The SQLSTATE a login meets; nil where the statements work.
  func refusal(_ sql: String..., as login: String) throws -> String? {
    let connection = try connection(as: login)
    do throws(PostgresError) {
      for statement in sql { try connection.query(statement, doing: "ask") }
      return nil
    } catch { return error.sqlstate }
  }

  func connection(as login: String? = nil) throws -> Connection {
    try Connection(login.map { settings.as(user: "\(name)_\($0)") } ?? settings)
  }
}
