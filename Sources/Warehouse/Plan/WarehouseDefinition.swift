package import Catalog
import Postgres
import Tabular

/// All that plan and apply compare: the assets and the readers, as wanted or as the last apply left them.
package struct WarehouseDefinition: Hashable, Sendable {
  /// By id.
  package var assets: [String: AssetDefinition]
  package var readers: Readers
  package var computed: ComputedDefinitions

  package init(
    assets: [AssetDefinition] = [], readers: Readers = Readers(),
    computed: ComputedDefinitions = ComputedDefinitions()
  ) {
    self.assets = Dictionary(uniqueKeysWithValues: assets.map { ($0.id, $0) })
    self.readers = readers
    self.computed = computed
  }

  package init(_ catalog: DataCatalog) {
    self.init(
      assets: catalog.assets.map(AssetDefinition.init), readers: Readers(catalog.policies),
      computed: ComputedDefinitions(catalog.definitions))
  }

  package var sorted: [AssetDefinition] { assets.values.sorted { $0.id < $1.id } }
  var party: PartyDefinition? { PartyDefinition(sorted) }

  /// With the columns readers have already kept in their places: views only gain columns at the end, wherever the
  /// catalog's file puts a new item.
  ///
  /// - Parameter published: the assets that ever were, and the parts of computations.
  func aligned(with old: WarehouseDefinition, published: Set<String>) -> WarehouseDefinition {
    var copy = self
    copy.computed = computed.aligned(with: old.computed, published: published)
    for (id, asset) in assets {
      guard let before = old.assets[id] else { continue }
      let kept = before.items.compactMap { item in asset.item(item.id) }
      copy.assets[id]?.items = kept + asset.items.filter { before.item($0.id) == nil }
    }
    return copy
  }

  /// All views, in the order they are made.
  func views() -> [ViewDefinition] {
    let levels: [Int?] = [nil, 1, 2, 3, 4]
    return sorted.flatMap { views(of: $0) } + (1...4).compactMap { party?.view(at: $0) }
      + levels.compactMap { RelationView(assets: assets).view(at: $0) }
      + levels.compactMap { SurvivorView(sorted)?.view(at: $0) }
      + computed.sortedGroups.flatMap { GroupSQL(group: $0).views } + computed.scorecardViews.views
  }

  func views(of asset: AssetDefinition) -> [ViewDefinition] {
    ViewSQL.details(asset, among: assets) + (1...4).flatMap { ViewSQL.views(asset, at: $0, among: assets) }
  }

  /// What one mart shows, of all of it.
  func views(ofMart clearance: Int) -> [ViewDefinition] {
    views().filter { $0.name.schema == ViewSQL.mart(clearance) }
  }
}

extension Database {
  /// What the last apply left.
  package func appliedWarehouse() throws -> WarehouseDefinition {
    let there = try connection.query("select to_regclass('meta.asset') is not null", doing: "read what is applied")
    guard there.first == "t" else { return WarehouseDefinition() }
    let readers = try connection.query(
      "select readers from meta.catalog order by version desc limit 1", doing: "read what is applied"
    ).first.map { try DefinitionText.read(Readers.self, $0) }
    return WarehouseDefinition(
      assets: Array(try appliedDefinitions().values), readers: readers ?? Readers(), computed: try appliedComputed())
  }
}
