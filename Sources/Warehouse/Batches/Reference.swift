import Postgres
import Tabular

/// What an item refers to, and so where the server looks whether anybody has delivered it.
struct Reference: Hashable, Sendable {
  /// The asset that delivers what is named, and its item; nil where the warehouse has no such asset, and so nobody has
  /// delivered anything of it.
  var target: Target?

  struct Target: Hashable, Sendable {
    var asset: AssetDefinition
    var item: AssetDefinition.Item
  }

  init(_ item: AssetDefinition.Item, among assets: [String: AssetDefinition]) {
    let words = (item.references ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    guard words.count == 2, let asset = assets[words[0]], let item = asset.item(words[1]) else { return }
    target = Target(asset: asset, item: item)
  }

  /// Whether `key`, an SQL expression, had been delivered by a business date: a customer's identifier in the directory,
  /// of versions one that was ever open, of anything else one in a live batch.
  func isDelivered(_ key: String, by date: BusinessDate) -> String {
    guard let (asset, item) = target.map({ ($0.asset, $0.item) }) else { return "false" }
    let token = Identifier.quoted(item.tokenColumn)
    if asset.identifyingColumns.contains(item.tokenColumn) {
      return "exists (select from dwd.identifier t where t.key = \(key) and t.since <= date '\(date)')"
    }
    if asset.isVersions {
      return "exists (select from \(asset.dwd) t where t.\(token) = \(key) and t.valid_from <= date '\(date)')"
    }
    return """
      exists (
        select from \(asset.ods) t
        where t.\(token) = \(key) and t.biz_date <= date '\(date)'
          and t.batch in (select l.batch from meta.live l where l.asset = \(Literal(asset.id)))
      )
      """
  }
}

extension AssetDefinition {
  /// Items that name something another asset delivers.
  var references: [Item] { items.filter { $0.references != nil && $0.scheme != nil } }
}
