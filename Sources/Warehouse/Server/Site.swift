import Foundation
package import Postgres

/// Where the warehouse is: a server somebody named, or one of our own in `.granary/`.
package enum Site: Sendable {
  case embedded(EmbeddedServer)
  case given(ConnectionSettings)

  /// - Parameters:
  ///   - project: the folder that holds `Catalog/` and `Pipelines/`.
  ///   - warehouse: a libpq URI or keyword list (`--warehouse`); without one, `PGHOST` or `PGSERVICE` name a server.
  package static func find(
    project: String, warehouse: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Site {
    if let warehouse { return .given(.conninfo(warehouse)) }
    if environment["PGHOST"] != nil || environment["PGSERVICE"] != nil { return .given(ConnectionSettings()) }
    return .embedded(try EmbeddedServer(project: project))
  }

  /// How to reach it as its owner; an embedded server is started if it does not run.
  package func open() throws -> ConnectionSettings {
    switch self {
    case .given(let settings): settings
    case .embedded(let server): try server.start()
    }
  }

  /// How to reach it as its owner, without starting anything; nil where an embedded server does not run.
  package func reach() -> ConnectionSettings? {
    switch self {
    case .given(let settings): settings
    case .embedded(let server): server.isRunning ? server.settings : nil
    }
  }

  /// Lets the logins of the catalog in: only an embedded server's way in is ours to say.
  package func admit(_ logins: [String]) throws {
    if case .embedded(let server) = self { try server.admit(logins) }
  }

  /// What to execute for `granary warehouse psql`: psql, as that login or as the owner.
  package func psqlArguments(login: String?) throws -> [String] {
    let settings = try open()
    var words = settings.keywords
    if let login { words["user"] = login }
    let conninfo = words.sorted { $0.key < $1.key }.map { key, value in
      "\(key)='" + value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'") + "'"
    }.joined(separator: " ")
    // A URI or service list given as a whole stays a whole.
    let target = words.count == 1 ? words["dbname"] ?? "" : conninfo
    return [try ServerTools.find("psql")] + (words.isEmpty ? [] : ["--dbname", target])
  }
}
