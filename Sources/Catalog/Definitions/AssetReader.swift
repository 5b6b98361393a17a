import Tabular

/// An asset as its file says it: items still name their standards and codes.
struct AssetDeclaration {
  /// Everything but the items.
  var asset: Declared<Asset>
  var items: [ItemDeclaration]
  var category: Located<String>?
  /// Nil where it is missing or no list, which is reported.
  var key: [Located<String>]?
  var party: Located<String>?
  var branch: Located<String>?
  var identifies: [IdentifiesDeclaration]
  var derives: DerivationsDeclaration
}

struct IdentifiesDeclaration {
  var party: Located<String>
  var name: Located<String>
  var by: [Located<String>]
  var isCustomer: Bool
}

/// `Catalog/assets/<family>/<name>.yaml`.
struct AssetReader {
  static func read(_ root: LocatedMapping, path: [String]) -> AssetDeclaration? {
    let id = root.identity("asset", path: path, isValid: Identifier.isAsset)
    var asset = Asset(id: id?.value ?? "", zh: root.prose("zh"), category: "", keeps: .events, key: [], items: [])
    let category = root.requiredText("category", hint: Prose.hints["category"])
    asset.category = category?.value ?? ""
    asset.meaning = root.prose("meaning")
    asset.grain = root.prose("grain")
    asset.frequency = root.prose("frequency")
    asset.owner = root.person("owner") ?? ""
    asset.source = source(root)
    asset.business = root.prose("business")
    asset.retention = retention(root)
    asset.remark = root.prose("remark")
    asset.keeps = root.optionalWord("keeps", as: Asset.Keeps.self)?.value ?? .events
    if let volume = root.optionalWord("volume", as: Asset.Volume.self) {
      asset.volume = volume.value
      if asset.keeps != .events {
        root.findings.error(
          at: volume.location, root.about("volume is said of events only"),
          hint: "leave it out: \(asset.keeps.rawValue) share one table anyway")
      }
    }
    asset.location = id?.key ?? root.location
    let key = root.requiredTexts("key", hint: Prose.hints["key"])
    let party = root.optionalText("party")
    let branch = root.optionalText("branch")
    let identifies = identifies(root)
    let derives = DerivationsReader.read(root, keeps: asset.keeps)
    let items = (root.requiredEntries("items", hint: Prose.hints["items"]) ?? []).compactMap {
      ItemReader.read($0, root.findings)
    }
    root.finish()
    guard id != nil else { return nil }
    return AssetDeclaration(
      asset: Declared(asset, root), items: items, category: category, key: key, party: party, branch: branch,
      identifies: identifies, derives: derives)
  }

  private static func source(_ root: LocatedMapping) -> Asset.Source {
    guard let source = root.requiredMapping("source", hint: Prose.hints["source"]) else {
      return Asset.Source(from: "", isExternal: false, system: "")
    }
    let external =
      source.required("external", hint: "write external: true or false") == nil
      ? nil : source.optionalFlag("external")
    let made = Asset.Source(
      from: source.prose("from"), isExternal: external?.value ?? false, system: source.prose("system"))
    source.finish()
    return made
  }

  /// `5y..10y`: kept at least and at most so long.
  private static func retention(_ root: LocatedMapping) -> String {
    guard let text = root.requiredText("retention", hint: Prose.hints["retention"]) else { return "" }
    let ends = text.value.split(separator: ".", omittingEmptySubsequences: true)
    let years = ends.compactMap { $0.hasSuffix("y") ? Int($0.dropLast()) : nil }
    if !text.value.contains("..") || ends.count != 2 || years.count != 2 || years[0] < 1 || years[0] > years[1] {
      root.findings.error(
        at: text.location, root.about("retention cannot be understood"), hint: Prose.hints["retention"])
    }
    return text.value
  }

  /// One mapping, or a list where a row names several parties.
  private static func identifies(_ root: LocatedMapping) -> [IdentifiesDeclaration] {
    root.optionalMappings("identifies").compactMap { mapping in
      let party = mapping.requiredText("party", hint: "write party: the item with the natural identifier")
      let name = mapping.requiredText("name", hint: "write name: the item with the party's name")
      let by = mapping.optionalTexts("by")
      let isCustomer = mapping.optionalFlag("customer")?.value ?? true
      mapping.finish()
      guard let party, let name else { return nil }
      return IdentifiesDeclaration(party: party, name: name, by: by ?? [], isCustomer: isCustomer)
    }
  }
}
