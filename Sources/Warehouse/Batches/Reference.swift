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
    /// The directory of identifiers tells: nobody else names parties by numbers of this kind.
    var isInDirectory: Bool
  }

  init(_ item: AssetDefinition.Item, among assets: [String: AssetDefinition]) {
    let words = (item.references ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    guard words.count == 2, let asset = assets[words[0]], let item = asset.item(words[1]) else { return }
    let others = assets.values.filter { $0.id != asset.id }.flatMap(\.identifyingSchemes)
    target = Target(
      asset: asset, item: item,
      isInDirectory: asset.identifyingColumns.contains(item.tokenColumn) && item.schemes.isDisjoint(with: others))
  }

  /// Whether `key`, an SQL expression, had been delivered by a business date: a customer's identifier in the directory,
  /// of versions one that was ever open, of anything else one in a live batch.
  func isDelivered(_ key: String, by date: BusinessDate) -> String {
    guard let target else { return "false" }
    let (asset, item) = (target.asset, target.item)
    let token = Identifier.quoted(item.tokenColumn)
    if target.isInDirectory {
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
    guard let target, target.isInDirectory, let scheme = target.item.scheme else { return nil }
    return """
      select t.key from dwd.identifier t
      where t.scheme = \(Literal(scheme)) and t.since <= date '\(date)'
      """
  }
}

extension AssetDefinition {
  /// The kinds of numbers by which it names parties.
  fileprivate var identifyingSchemes: Set<String> {
    identifies.flatMap { [$0.party] + $0.by }.compactMap { item($0)?.schemes }.reduce([]) { $0.union($1) }
  }

  /// Items that name something another asset delivers.
  var references: [Item] { items.filter { $0.references != nil && $0.scheme != nil } }
}

extension AssetDefinition.Item {
  /// The kinds of numbers it may hold: where a code decides which standard applies, several.
  fileprivate var schemes: Set<String> { Set(choiceSchemes.map { Array($0.values) } ?? [scheme].compactMap(\.self)) }
}
