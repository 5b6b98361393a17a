import Tabular

/// Columns of a fact that are no items of its asset.
struct FactColumns {
  let asset: Asset
  let assets: [String: Asset]
  let unreadableAssets: Set<String>
  let findings: Findings

  /// Nil where it is wrong, which is reported by then.
  func resolve(_ declared: FactDeclaration.Column, _ subject: String) -> (column: Fact.Column, codes: CodeTable?)? {
    switch declared.source {
    case nil: nil
    case .money(let amount, let currency, let rate):
      money(amount, currency, rate, declared.id, subject).map { ($0, nil) }
    case .lookup(let item, let by): lookup(item, by, declared.id, subject)
    }
  }

  private func money(
    _ amount: Located<String>, _ currency: Located<String>, _ rate: Fact.Column.Rate, _ id: Located<String>,
    _ subject: String
  ) -> Fact.Column? {
    let sum = item(amount, of: asset, "\(subject): money")
    let unit = item(currency, of: asset, "\(subject): currency")
    guard let sum, let unit else { return nil }
    guard let scale = ValueType(sum.type).scale else {
      findings.error(at: amount.location, "\(subject): \(sum.title) is no number", hint: "name an amount of money")
      return nil
    }
    guard unit.type.textLength != nil else {
      findings.error(
        at: currency.location, "\(subject): \(unit.title) is no text", hint: "name the item with the currency's code")
      return nil
    }
    if !assets.values.contains(where: { $0.derives.quotes != nil }), unreadableAssets.isEmpty {
      findings.error(
        at: amount.location, "\(subject): no asset has prices of currencies",
        hint: "write quotes: in one, such as R/exchange_rate")
      return nil
    }
    return Fact.Column(
      id: id.value, type: .decimal(scale: max(2, scale)), level: max(sum.level, unit.level),
      source: .money(amount: sum.id, currency: unit.id, rate: rate))
  }

  private func lookup(
    _ name: Located<String>, _ by: Located<String>, _ id: Located<String>, _ subject: String
  ) -> (column: Fact.Column, codes: CodeTable?)? {
    let key = item(by, of: asset, "\(subject): by")
    guard let (other, found) = KeyedItem(assets, unreadableAssets, findings).find(name, "\(subject): lookup") else {
      return nil
    }
    guard let key else { return nil }
    guard other.key.count == 1, let its = other.item(other.key[0]) else {
      findings.error(
        at: name.location, "\(subject): rows of \(other.title) are not told apart by one item",
        hint: "look up in an asset with one key")
      return nil
    }
    guard ValueType(key.type) == ValueType(its.type) else {
      findings.error(
        at: by.location,
        "\(subject): \(key.title) is \(ValueType(key.type).noun), the key \(its.title) is \(ValueType(its.type).noun)",
        hint: "name the item with the key")
      return nil
    }
    return (
      Fact.Column(
        id: id.value, type: ValueType(found.type), level: max(found.level, key.level),
        source: .lookup(asset: other.id, item: found.id, by: key.id)), found.codePrefix == nil ? found.codes : nil
    )
  }

  private func item(_ name: Located<String>, of asset: Asset, _ subject: String) -> Item? {
    if let item = asset.item(name.value) { return item }
    findings.error(
      at: name.location, "\(subject): \(asset.id) has no item “\(name.value.prefix(40))”",
      hint: Suggestion.nearest(to: name.value, among: asset.items.map(\.id)).map { "did you mean \($0)?" })
    return nil
  }
}

/// `X4/product.product_class`: an item of some asset.
struct KeyedItem {
  let assets: [String: Asset]
  let unreadableAssets: Set<String>
  let findings: Findings

  init(_ assets: [String: Asset], _ unreadableAssets: Set<String>, _ findings: Findings) {
    self.assets = assets
    self.unreadableAssets = unreadableAssets
    self.findings = findings
  }

  /// Nil where there is none of that name, which is reported.
  func find(_ name: Located<String>, _ subject: String) -> (asset: Asset, item: Item)? {
    guard let reference = Item.Reference(word: name.value) else {
      findings.error(
        at: name.location, "\(subject) cannot be understood", hint: "write X4/product.product_class")
      return nil
    }
    guard let asset = assets[reference.asset] else {
      if unreadableAssets.contains(reference.asset) { return nil }
      let nearest = Suggestion.nearest(to: reference.asset, among: assets.keys)
      findings.error(
        at: name.location, "\(subject): no asset “\(reference.asset.prefix(40))”",
        hint: nearest.map { "did you mean \($0)?" } ?? "see Catalog/assets/")
      return nil
    }
    if let item = asset.item(reference.item) { return (asset, item) }
    findings.error(
      at: name.location, "\(subject): \(asset.id) has no item “\(reference.item.prefix(40))”",
      hint: Suggestion.nearest(to: reference.item, among: asset.items.map(\.id)).map { "did you mean \($0)?" })
    return nil
  }
}
