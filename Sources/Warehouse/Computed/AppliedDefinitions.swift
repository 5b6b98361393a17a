import Postgres

extension Database {
  /// Groups of indicators as the last apply left them, by id.
  func appliedGroups() throws -> [String: GroupDefinition] {
    try applied(GroupDefinition.self, kind: "group")
  }

  func applied<T: Decodable>(_ type: T.Type, kind: String) throws -> [String: T] {
    let rows = try connection.query(
      "select id, definition from meta.definition where kind = $1 order by id", [kind], doing: "read what is applied")
    var all: [String: T] = [:]
    for row in rows { all[row[0] ?? ""] = try DefinitionText.read(type, row[1] ?? "") }
    return all
  }
}
