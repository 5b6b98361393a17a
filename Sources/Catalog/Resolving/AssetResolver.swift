import Tabular

/// Makes an asset of its declaration: resolves the items, then checks what names them.
struct AssetResolver {
  let standards: Shelf<Standard>
  let codes: Shelf<CodeTable>
  let categories: Shelf<Category>
  let waivers: WaiverBook
  let findings: Findings

  func resolve(_ declared: AssetDeclaration) -> Asset {
    var asset = declared.asset.definition
    let subject = "\(asset.title)"
    let category = declared.category.flatMap { categories.find($0, for: subject, findings) }
    let resolver = ItemResolver(
      standards: standards, codes: codes, floor: category.map { ($0.floor, $0.path) }, asset: asset,
      siblings: declared.items,
      waivers: waivers,
      findings: findings)
    asset.items = declared.items.compactMap(resolver.resolve)
    asset.key = declared.key?.map(\.value) ?? []
    asset.party = declared.party?.value
    asset.branch = declared.branch?.value
    asset.identifies = declared.identifies.map {
      Asset.Identifies(
        party: $0.party.value, name: $0.name.value, by: $0.by.map(\.value), isCustomer: $0.isCustomer)
    }
    asset.derives = declared.derives.value
    let names = NamedItems(subject: subject, asset: asset, declared: declared.items, findings: findings)
    if let key = declared.key { names.checkKey(key, place: declared.asset.place("key")) }
    names.checkParty(declared.party)
    names.checkBranch(declared.branch)
    for identifies in declared.identifies { names.checkIdentifies(identifies) }
    names.check(declared.derives)
    names.checkColumns()
    for item in declared.items { names.checkNeighbours(item) }
    return asset
  }
}

/// Checks of what an asset says about its items by name.
struct NamedItems {
  let subject: String
  let asset: Asset
  let declared: [ItemDeclaration]
  let findings: Findings

  func checkKey(_ key: [Located<String>], place: SourceLocation) {
    if key.isEmpty { report(place, "key names no item", Prose.hints["key"]) }
    var seen: Set<String> = []
    for name in key {
      if !seen.insert(name.value).inserted { report(name.location, "key names \(name.value) twice", "keep one") }
      guard let item = find(name, "key") else { continue }
      if item.empty != nil {
        report(name.location, "key item \(item.name) may be empty", "drop its empty:, or choose another key")
      }
    }
  }

  func checkParty(_ party: Located<String>?) {
    guard let party, find(party, "party") != nil else { return }
    requireScheme(party, "party")
  }

  func checkBranch(_ branch: Located<String>?) {
    guard let branch, let item = find(branch, "branch") else { return }
    if item.empty != nil {
      report(branch.location, "branch item \(item.name) may be empty", "drop its empty:, or leave branch out")
    }
    if let resolved = asset.item(item.id), resolved.type.textLength == nil {
      report(branch.location, "branch item \(item.name) is no text", "name the item with the organisation code")
    }
  }

  func checkIdentifies(_ identifies: IdentifiesDeclaration) {
    if find(identifies.party, "identifies") != nil { requireScheme(identifies.party, "identifies") }
    if let name = find(identifies.name, "identifies"), let item = asset.item(name.id), item.type.textLength == nil {
      report(identifies.name.location, "identifies: \(name.name) is no text", "name the item with the customer's name")
    }
    for name in identifies.by where find(name, "identifies") != nil { requireScheme(name, "identifies") }
  }

  /// What granary adds to every table must not be an item's name.
  func checkColumns() {
    let added = ["batch", "line", "biz_date", "change", "customer_id"]
    let ofVersions = asset.keeps == .versions ? ["valid_from", "valid_to"] : []
    var taken: [String: String] = Dictionary(
      (added + ofVersions).map { ($0, "granary adds a column of that name") }, uniquingKeysWith: { a, _ in a })
    for item in declared {
      if let reason = taken[item.id] {
        findings.error(at: item.location, "\(item.name): \(reason)", hint: "give it another name")
      }
    }
    for item in asset.items {
      if item.mask != nil { taken[item.id + "_masked"] = "the masked form of \(item.id) has that name" }
      if item.identifies != nil { taken[item.id + "_key"] = "the token of \(item.id) has that name" }
    }
    for item in declared where item.id.hasSuffix("_masked") || item.id.hasSuffix("_key") {
      if let reason = taken[item.id] {
        findings.error(at: item.location, "\(item.name): \(reason)", hint: "give it another name")
      }
    }
  }

  func find(_ name: Located<String>, _ role: String) -> ItemDeclaration? {
    if let item = declared.first(where: { $0.id == name.value }) { return item }
    let nearest = Suggestion.nearest(to: name.value, among: declared.map(\.id))
    report(
      name.location, "\(role) names “\(name.value.prefix(40))”, which is no item here",
      nearest.flatMap { id in declared.first { $0.id == id } }.map { "did you mean \($0.id) (\($0.zh))?" })
    return nil
  }

  func requireScheme(_ name: Located<String>, _ role: String) {
    guard let item = asset.item(name.value), item.identifies == nil else { return }
    report(
      name.location, "\(role): the standard of \(item.title) identifies nothing",
      "use a standard with identifies:, such as uscc or cust_no")
  }

  func report(_ location: SourceLocation, _ problem: String, _ hint: String?) {
    findings.error(at: location, "\(subject): \(problem)", hint: hint)
  }
}
