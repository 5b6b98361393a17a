import Tabular

/// What only the whole catalog shows: references between assets, table names, codes that standards name.
struct CrossChecks {
  let standards: Shelf<Standard>
  let codes: Shelf<CodeTable>
  let assets: [Asset]
  let declared: [AssetDeclaration]
  /// Their files cannot be read: referring to one is no second error.
  let unreadableAssets: Set<String>
  let waivers: [Declared<Waiver>]
  let book: WaiverBook
  /// The day by which waivers must not have ended; nil: not asked.
  let today: BusinessDate?
  let findings: Findings

  func run() {
    checkStandards()
    checkTables()
    checkReferences()
    checkDerivations()
    checkWaivers()
  }

  private func checkStandards() {
    for (_, declared) in standards.byID {
      let standard = declared.definition
      guard let name = standard.codes else { continue }
      let place = declared.place("codes")
      guard let table = codes.find(Located(name, at: place), for: "\(standard.title)", findings) else { continue }
      if let prefix = standard.codePrefix {
        if let problem = CodeLookup(table, prefix: prefix).problem(ofType: standard.type) {
          findings.error(
            at: declared.place("prefix"), "\(standard.title): \(problem.text)", hint: problem.hint)
        }
        continue
      }
      guard let length = standard.type.textLength,
        let long = table.values.first(where: { $0.code.count > length })
      else { continue }
      findings.error(
        at: place,
        "\(standard.title): code \(long.title) of \(table.title) is longer than \(standard.type)",
        hint: "write type: text \(table.values.map(\.code.count).max() ?? length)")
    }
  }

  private func checkWaivers() {
    for declared in waivers {
      let waiver = declared.definition
      let target = self.declared.first { $0.asset.definition.id == waiver.asset }
      if unreadableAssets.contains(waiver.asset) { continue }
      if target == nil {
        findings.error(
          at: declared.place("item"), "waiver \(waiver.id): no asset “\(waiver.asset.prefix(40))”",
          hint: Suggestion.nearest(to: waiver.asset, among: assets.map(\.id)).map { "did you mean \($0)?" })
      } else if target?.items.contains(where: { $0.id == waiver.item }) == false {
        findings.error(
          at: declared.place("item"), "waiver \(waiver.id): \(waiver.asset) has no item “\(waiver.item.prefix(40))”",
          hint: "write item: \(waiver.asset). and one of its items")
      } else if !book.used.contains(waiver.id) {
        findings.warning(
          at: declared.place("item"), "waiver \(waiver.id) lowers nothing",
          hint: "delete it: \(waiver.asset).\(waiver.item) is not below its floor because of it")
      }
      if let today, waiver.until < today {
        findings.error(
          at: declared.place("until"), "waiver \(waiver.id) ended", hint: "raise the level, or have it signed again")
      }
    }
  }

  /// In the warehouse a table's name stands without its family.
  private func checkTables() {
    var first: [String: Asset] = [:]
    for asset in assets {
      if DataCatalog.ownViews.contains(asset.table) {
        findings.error(
          at: asset.location, "\(asset.title): granary makes a view \(asset.table) of its own",
          hint: "give it another name")
      }
      if let other = first[asset.table] {
        findings.error(
          at: asset.location, "\(asset.title): table \(asset.table) is taken by \(other.title)",
          hint: "give it another name; the first is at \(other.location)")
      } else {
        first[asset.table] = asset
      }
    }
  }

  private func checkReferences() {
    let byID = Dictionary(assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let declaredIDs = Dictionary(
      declared.map { ($0.asset.definition.id, $0) }, uniquingKeysWith: { first, _ in first })
    for declaration in declared {
      guard let asset = byID[declaration.asset.definition.id] else { continue }
      for item in declaration.items {
        guard let reference = item.references else { continue }
        check(reference, item, asset, byID, declaredIDs)
      }
    }
  }

  private func check(
    _ text: Located<String>, _ declared: ItemDeclaration, _ asset: Asset, _ assets: [String: Asset],
    _ declarations: [String: AssetDeclaration]
  ) {
    guard let reference = Item.Reference(word: text.value) else {
      findings.error(
        at: text.location, "\(declared.name): references cannot be understood",
        hint: "write references: X1/account.account_no")
      return
    }
    guard let target = assets[reference.asset] else {
      if unreadableAssets.contains(reference.asset) { return }
      let nearest = Suggestion.nearest(to: reference.asset, among: assets.keys).flatMap { assets[$0] }
      findings.error(
        at: text.location, "\(declared.name): no asset “\(reference.asset.prefix(40))”",
        hint: nearest.map { "did you mean \($0.id) (\($0.zh), \($0.location.file):\($0.location.line))?" }
          ?? "see Catalog/assets/")
      return
    }
    let names = declarations[reference.asset]?.items ?? []
    guard names.contains(where: { $0.id == reference.item }) else {
      let nearest = Suggestion.nearest(to: reference.item, among: names.map(\.id))
      findings.error(
        at: text.location,
        "\(declared.name): \(target.title) has no item “\(reference.item.prefix(40))”",
        hint: nearest.flatMap { id in names.first { $0.id == id } }.map { "did you mean \($0.id) (\($0.zh))?" })
      return
    }
    // Rows meet by their tokens, so both ends must be numbers of one scheme.
    guard let own = asset.item(declared.id), let other = target.item(reference.item) else { return }
    if own.identifies == nil || own.identifies != other.identifies {
      findings.error(
        at: text.location,
        "\(declared.name): it and \(target.id).\(other.title) are not identifiers of one scheme",
        hint: "bind both to one standard with identifies:")
    }
  }
}

extension Item.Reference {
  /// `X1/account.account_no`
  init?(word: String) {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(asset: String(parts[0]), item: String(parts[1]))
  }
}
