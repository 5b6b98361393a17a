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
    item.codePrefix = basis.codePrefix
    item.codesDay = (basis.codes == nil ? nil : CodeDay.day(declared.asOf, declared.since)) ?? .businessDate
    item.advice = advice(declared, basis)
    item.minorUnitBy = declared.minorUnitBy?.value ?? basis.standard?.minorUnitBy
    item.exceptions = basis.standard?.exceptions ?? []
    item.shown = declared.shownIf.first.map { Item.Shown(by: $0.item.value, codes: Set($0.codes.map(\.value))) }
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

  /// What its standard advises, looked up as of the item's own day, and what it advises itself.
  private func advice(_ declared: ItemDeclaration, _ basis: ItemBasis) -> [Advice] {
    let inherited = (basis.standard?.advice ?? []).map { advice in
      guard case .codes(var lookup) = advice.test, lookup.day == .businessDate,
        let day = CodeDay.day(declared.asOf, declared.since)
      else { return advice }
      lookup.day = day
      return Advice(.codes(lookup))
    }
    guard let advises = declared.advises else { return inherited }
    let day =
      CodeDay.day(advises.asOf, advises.since) ?? CodeDay.day(declared.asOf, declared.since) ?? .businessDate
    let own = advises.advice(type: basis.type, for: declared.name, day: day, findings) { name in
      let table = codes.find(name, for: "\(declared.name): advises", findings)
      let lookup = table.map { CodeLookup($0, prefix: advises.prefix?.value) }
      if let problem = lookup?.problem(ofType: basis.type) {
        findings.error(
          at: advises.prefix?.location ?? name.location, "\(declared.name): advises: \(problem.text)",
          hint: problem.hint)
      }
      return table
    }
    for advice in own where inherited.contains(where: { $0.name == advice.name }) {
      let name = basis.standard.map { "\($0.id) \($0.zh)" } ?? ""
      findings.error(
        at: advises.location, "\(declared.name): its standard \(name) advises \(advice.name) already",
        hint: "an item may advise more, not otherwise: drop it")
    }
    return inherited + own
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
