import Catalog
import Postgres
import Tabular
import Warehouse

/// The organisations of the bank on a date, and which stands above which.
struct OrganisationTree: Sendable {
  /// In order of their numbers.
  private(set) var organisations: [String] = []
  /// Head office: what has none above it, the first of several.
  private(set) var root: String?
  private let isThere: Set<String>
  /// What stands above each, in the tree.
  private var parents: [String: String] = [:]

  /// In place of an organisation, as a text of the pool: of what names none.
  static let nowhere: Int64 = -1

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

  /// - Parameter parents: what is said to stand directly above each; what is not there itself is head office.
  init(parents: [String: String?]) {
    organisations = parents.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let there = Set(organisations)
    isThere = there
    let said = parents.compactMapValues(\.self).filter { $0.key != $0.value }
    root = organisations.first { said[$0] == nil } ?? organisations.first { !there.contains(said[$0] ?? $0) }
    for (node, parent) in said where node != root { self.parents[node] = there.contains(parent) ? parent : root }
  }

  init(_ database: Database, _ catalog: DataCatalog, _ known: Knowledge) throws {
    guard let asset = OrganisationTree.asset(catalog), let tree = asset.derives.tree else {
      self.init(parents: [:])
      return
    }
    let columns = [tree.node, tree.parent].map { "f." + Identifier.quoted($0) }.joined(separator: ", ")
    let rows = try database.connection.query(
      """
      select \(columns) from \(Identifier("ods", asset.table)) f
      where \(Lookup.isOf(try known.lastBatches(of: asset.id)))
      """, doing: "read the organisations")
    self.init(
      parents: Dictionary(rows.compactMap { row in row[0].map { ($0, row[1]) } }, uniquingKeysWith: { _, last in last })
    )
  }

  func has(_ organisation: String) -> Bool { isThere.contains(organisation) }

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
