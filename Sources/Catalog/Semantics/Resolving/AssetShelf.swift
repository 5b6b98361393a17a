import Tabular

/// The resolved assets, with answers to “there is none of that name”.
struct AssetShelf {
  let assets: [String: Asset]
  /// Their files cannot be read: naming one is no second error.
  let unreadable: Set<String>
  /// Items that are declared and could not be resolved, by asset: naming one is no second error.
  let broken: [String: Set<String>]
  let findings: Findings

  init(_ assets: [String: Asset], declared: [AssetDeclaration], unreadable: Set<String>, _ findings: Findings) {
    self.assets = assets
    self.unreadable = unreadable
    self.findings = findings
    var broken: [String: Set<String>] = [:]
    for one in declared {
      let id = one.asset.definition.id
      let missing = Set(one.items.map(\.id)).subtracting(assets[id]?.items.map(\.id) ?? [])
      if !missing.isEmpty { broken[id] = missing }
    }
    self.broken = broken
  }

  /// Whether some asset says what currencies cost, as far as can be told.
  var hasPrices: Bool { !unreadable.isEmpty || assets.values.contains { $0.derives.quotes != nil } }

  func asset(_ name: Located<String>, _ subject: String) -> Asset? {
    if let asset = assets[name.value] { return asset }
    if unreadable.contains(name.value) { return nil }
    let nearest = Suggestion.nearest(to: name.value, among: assets.keys).flatMap { assets[$0] }
    findings.error(
      at: name.location, "\(subject): no asset “\(name.value.prefix(40))”",
      hint: nearest.map { "did you mean \($0.title)?" } ?? "see Catalog/assets/")
    return nil
  }

  func item(_ name: Located<String>, of asset: Asset, _ subject: String) -> Item? {
    if let item = asset.item(name.value) { return item }
    if broken[asset.id]?.contains(name.value) == true { return nil }
    findings.error(
      at: name.location, "\(subject): \(asset.id) has no item “\(name.value.prefix(40))”",
      hint: Suggestion.nearest(to: name.value, among: asset.items.map(\.id)).map { "did you mean \($0)?" })
    return nil
  }

  /// `X4/product.product_class`: an item of some asset.
  func find(_ name: Located<String>, _ subject: String) -> (asset: Asset, item: Item)? {
    guard let reference = Item.Reference(word: name.value) else {
      findings.error(
        at: name.location, "\(subject) cannot be understood", hint: "write X4/product.product_class")
      return nil
    }
    let asset = asset(Located(reference.asset, at: name.location), subject)
    return asset.flatMap { asset in
      item(Located(reference.item, at: name.location), of: asset, subject).map { (asset, $0) }
    }
  }
}
