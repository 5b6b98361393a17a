import Tabular

/// Fills an item from its standard, its code table and its category. What an item says itself may only tighten.
struct ItemResolver {
  let standards: Shelf<Standard>
  let codes: Shelf<CodeTable>
  /// The category's floor, and the path for messages; nil where the category is unknown (and reported).
  let floor: (level: Int, path: String)?
  let asset: Asset
  let siblings: [ItemDeclaration]
  let waivers: WaiverBook
  let findings: Findings

  /// Nil where its type cannot be told; the reason is reported.
  func resolve(_ declared: ItemDeclaration) -> Item? {
    guard let basis = basis(of: declared) else { return nil }
    var item = Item(id: declared.id, zh: declared.zh, type: basis.type, location: declared.location)
    item.standard = basis.standard
    item.choice = basis.choice
    item.codes = basis.codes
    item.normalizers = basis.normalizers
    item.format = basis.standard?.format
    item.rule = basis.standard?.rule
    item.patterns = basis.patterns
    item.identifies = basis.choice == nil ? basis.standard?.identifies : basis.choiceScheme
    item.unit = declared.unit
    item.empty = declared.empty
    item.references = declared.references.flatMap { Item.Reference(word: $0.value) }
    item.owner = declared.owner ?? asset.owner
    item.meaning = declared.meaning ?? basis.standard?.meaning ?? basis.codes?.meaning ?? ""
    if item.meaning.isEmpty, !declared.isMisspelt {
      report(declared.location, "meaning 口径 is missing, and no standard gives one", Prose.hints["meaning"])
    }
    LevelRules(resolver: self, declared: declared, basis: basis).grade(&item)
    bound(&item, declared, basis)
    return item

    func report(_ location: SourceLocation, _ problem: String, _ hint: String?) {
      findings.error(at: location, "\(declared.name): \(problem)", hint: hint)
    }
  }

  /// Bounds are the standard's, or tighter ones.
  private func bound(_ item: inout Item, _ declared: ItemDeclaration, _ basis: ItemBasis) {
    let type = item.type
    let read = { Bound.read($0, $1, type: type, for: declared.name, findings) }
    item.minimum = basis.standard?.minimum
    item.maximum = basis.standard?.maximum
    if let text = declared.minimum, let amount = read(text, "min") {
      if let floor = item.minimum, amount.units < floor.units {
        loosened(text, "min is below that of standard", basis, declared)
      }
      item.minimum = amount
    }
    if let text = declared.maximum, let amount = read(text, "max") {
      if let ceiling = item.maximum, amount.units > ceiling.units {
        loosened(text, "max is above that of standard", basis, declared)
      }
      item.maximum = amount
    }
    if let low = item.minimum, let high = item.maximum, low.units > high.units {
      findings.error(
        at: declared.maximum?.location ?? declared.minimum?.location ?? declared.location,
        "\(declared.name): max is below min", hint: "swap them")
    }
  }

  private func loosened(
    _ text: Located<String>, _ problem: String, _ basis: ItemBasis, _ declared: ItemDeclaration
  ) {
    let name = basis.standard.map { "\($0.id) \($0.zh)" } ?? ""
    findings.error(
      at: text.key, "\(declared.name): \(problem) \(name)",
      hint: "an item may only tighten: drop it, or use another standard")
  }
}
