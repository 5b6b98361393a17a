import Tabular

extension NamedItems {
  /// That what is derived names items of the asset that can be what they are named for.
  func check(_ derives: DerivationsDeclaration) {
    for (role, name) in derives.items { _ = find(name, role) }
    for (role, name) in derives.parties where find(name, role) != nil { requireScheme(name, role) }
    for (role, name) in derives.numbers where find(name, role) != nil {
      guard let item = asset.item(name.value), !item.type.isDecimal else { continue }
      report(name.location, "\(role): \(item.title) is no number with a point", "name an item of type decimal")
    }
    for (role, name) in derives.dates where find(name, role) != nil {
      guard let item = asset.item(name.value), item.type != .date else { continue }
      report(name.location, "\(role): \(item.title) is no date", "name an item of type date")
    }
  }
}

extension CrossChecks {
  /// What is derived from several assets: prices in another one, parties through another one, one map of merges.
  func checkDerivations() {
    let byID = Dictionary(assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var merging: Asset?
    for declaration in declared {
      guard let asset = byID[declaration.asset.definition.id] else { continue }
      if let rates = declaration.derives.rates { checkRates(rates, asset, byID) }
      for (item, through) in declaration.derives.through { check(through, of: item, asset, byID) }
      guard asset.derives.merge != nil else { continue }
      if let first = merging {
        findings.error(
          at: declaration.asset.place("merges"), "\(asset.title): \(first.title) says already which customers are one",
          hint: "take merges out of one of them")
      }
      merging = asset
    }
  }

  private func checkRates(_ rates: Located<String>, _ asset: Asset, _ assets: [String: Asset]) {
    if unreadableAssets.contains(rates.value) { return }
    let sources = assets.values.filter { $0.derives.quotes != nil }.sorted { $0.id < $1.id }
    if let quotes = assets[rates.value]?.derives.quotes {
      for amount in asset.derives.money?.amounts ?? [] {
        guard let taken = asset.item("\(amount)_\(quotes.base.lowercased())") else { continue }
        findings.error(
          at: taken.location, "\(taken.title): the amount in \(quotes.base) has that name", hint: "give it another name"
        )
      }
      return
    }
    findings.error(
      at: rates.location, "\(asset.title): “\(rates.value.prefix(40))” quotes no currencies",
      hint: sources.first.map { "write rates: \($0.id)" } ?? "say quotes: in the asset with the exchange rates")
  }

  private func check(
    _ through: Located<String>, of item: Located<String>, _ asset: Asset, _ assets: [String: Asset]
  ) {
    guard let reference = Item.Reference(word: through.value), !unreadableAssets.contains(reference.asset) else {
      return
    }
    guard let target = assets[reference.asset], let party = target.item(reference.item) else {
      findings.error(
        at: through.location, "\(asset.title): through names “\(through.value.prefix(40))”, which is no item",
        hint: Suggestion.nearest(to: reference.asset, among: assets.keys).map { "did you mean an item of \($0)?" })
      return
    }
    guard let own = asset.item(item.value), let link = own.references, link.asset == target.id else {
      findings.error(
        at: through.location, "\(asset.title): \(item.value) refers to no row of \(target.title)",
        hint: "write references: \(target.id). and the item that names the row")
      return
    }
    if party.identifies == nil || target.keeps != .versions {
      findings.error(
        at: through.location, "\(asset.title): \(target.id).\(party.title) names no party",
        hint: "name an item of versions whose standard has identifies:")
    }
  }
}
