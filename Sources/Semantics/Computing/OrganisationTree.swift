import Catalog
import Postgres
import Tabular
import Warehouse

/// The organisations of the bank on a date, and which stands above which.
struct OrganisationTree: Sendable {
  /// In order of their numbers.
  private(set) var organisations: [String] = []
  private var parents: [String: String] = [:]

  /// The asset whose tree has the organisations that KPIs go by.
  static func asset(_ catalog: DataCatalog) -> Asset? {
    let named = catalog.definitions.facts.lazy.compactMap { fact in
      fact.organisation.flatMap { catalog.asset(fact.asset)?.item($0)?.standard?.id }
    }.first
    return catalog.assets.first { asset in
      guard let tree = asset.derives.tree, let node = asset.item(tree.node) else { return false }
      return asset.key == [tree.node] && node.standard?.id == named
    }
  }

  /// - Parameter parents: what stands directly above each.
  init(parents: [String: String?]) {
    organisations = parents.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.parents = parents.compactMapValues(\.self)
  }

  init(_ database: Database, _ catalog: DataCatalog, _ known: Knowledge) throws {
    guard let asset = OrganisationTree.asset(catalog), let tree = asset.derives.tree else { return }
    let columns = [tree.node, tree.parent].map { "f." + Identifier.quoted($0) }.joined(separator: ", ")
    let rows = try database.connection.query(
      """
      select \(columns) from \(Identifier("ods", asset.table)) f
      where \(Lookup.isOf(try known.lastBatches(of: asset.id)))
      """, doing: "read the organisations")
    for row in rows {
      guard let node = row[0] else { continue }
      organisations.append(node)
      parents[node] = row[1]
    }
    organisations.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Itself and all above it.
  func path(from organisation: String) -> [String] {
    var path: [String] = []
    var next: String? = organisation
    while let node = next, !path.contains(node) {
      path.append(node)
      next = parents[node]
    }
    return path
  }
}
