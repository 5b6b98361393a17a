import Postgres
package import Tabular

extension Database {
  /// What the last apply made of an asset; nil where there is none.
  func appliedDefinition(of asset: String) throws -> AssetDefinition? {
    try connection.query(
      "select definition from meta.asset where asset = $1", [asset], doing: "read what is applied"
    ).first.map { try DefinitionText.read(AssetDefinition.self, $0) }
  }

  /// All assets as the last apply left them, by id.
  func appliedDefinitions() throws -> [String: AssetDefinition] {
    let rows = try connection.query(
      "select asset, definition from meta.asset order by asset", doing: "read what is applied")
    var all: [String: AssetDefinition] = [:]
    for row in rows { all[row[0] ?? ""] = try DefinitionText.read(AssetDefinition.self, row[1] ?? "") }
    return all
  }

  /// The fingerprint of the catalog that was applied last; nil where none was.
  package func appliedCatalog() throws -> Fingerprint? {
    try connection.query(
      "select encode(fingerprint, 'hex') from meta.catalog order by version desc limit 1", doing: "read what is applied"
    ).first.flatMap { Fingerprint(hex: $0) }
  }
}
