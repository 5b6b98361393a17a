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
      // A value asked for is looked up in the index; `exists` becomes a join, which reads the whole directory even for
      // a handful.
      return """
        coalesce((select true from dwd.identifier t where t.key = \(key) and t.since <= date '\(date)'), false)
        """
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

extension Reference {
  /// All tokens delivered by a business date, a query; nil where only `isDelivered` says it.
  func allDelivered(by date: BusinessDate) -> String? {
    guard let (asset, item) = target.map({ ($0.asset, $0.item) }) else { return nil }
    guard asset.identifyingColumns.contains(item.tokenColumn), let scheme = item.scheme else { return nil }
    return """
      select t.key from dwd.identifier t
      where t.scheme = \(Literal(scheme)) and t.since <= date '\(date)'
      """
  }
}

extension AssetDefinition {
  /// Items that name something another asset delivers.
  var references: [Item] { items.filter { $0.references != nil && $0.scheme != nil } }
}
