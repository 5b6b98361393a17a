import Tabular

/// Checks of what one item says about another of its row: the day a code must be valid on, the currency of an amount,
/// the code that tells an organisation from a person.
extension NamedItems {
  func checkNeighbours(_ declared: ItemDeclaration) {
    guard let item = asset.item(declared.id) else { return }
    for name in [declared.asOf, declared.since].compactMap(\.self) {
      if item.codes == nil, !item.advice.contains(where: { if case .codes = $0.test { true } else { false } }) {
        report(name.key, declared, "there are no codes to be valid on a day", "drop as_of and since")
      }
      checkDay(name, declared)
    }
    if let name = declared.advises?.asOf { checkDay(name, declared) }
    if let name = declared.advises?.since, name.value != AdviceDeclaration.birth {
      checkDay(name, declared)
    } else if let name = declared.advises?.since, item.rule != .citizenID {
      report(name.location, declared, "only a citizen id tells the day of birth", "name an item with a date")
    }
    checkCurrency(item, declared)
    checkShown(item, declared)
  }

  private func checkDay(_ name: Located<String>, _ declared: ItemDeclaration) {
    guard let day = neighbour(name, "the day of its code", declared), let type = asset.item(day.id)?.type, type != .date
    else { return }
    report(name.location, declared, "\(day.name) is no date; its type is \(type)", "name an item with a date")
  }

  /// A standard names the item that its assets call so; an asset that calls it otherwise says it in the item.
  private func checkCurrency(_ item: Item, _ declared: ItemDeclaration) {
    guard let name = item.minorUnitBy else { return }
    let written = declared.minorUnitBy ?? Located(name, at: declared.standard?.location ?? declared.location)
    guard let currency = neighbour(written, "minor_unit_by", declared) else { return }
    if item.type.boundScale ?? 0 == 0 {
      report(written.location, declared, "minor_unit_by is for decimals; the type is \(item.type)", "drop it")
    }
    guard let resolved = asset.item(currency.id) else { return }
    if resolved.codes?.values.contains(where: { $0.minor != nil }) != true || resolved.codePrefix != nil {
      report(
        written.location, declared, "minor_unit_by: \(currency.name) has no code table that says minor:",
        "name the item with the currency")
    }
  }

  private func checkShown(_ item: Item, _ declared: ItemDeclaration) {
    guard let (name, codes) = declared.shownIf.first else { return }
    if item.mask == nil {
      report(name.location, declared, "shown_if is for items with a mask; this one has none", "drop shown_if")
    }
    guard let decider = neighbour(name, "shown_if", declared), let resolved = asset.item(decider.id) else { return }
    guard let table = resolved.codes, resolved.codePrefix == nil else {
      return report(
        name.location, declared, "shown_if: \(decider.name) has no codes", "give \(decider.id) a code table")
    }
    for code in codes where !table.values.contains(where: { $0.code == code.value }) {
      report(
        code.location, declared, "shown_if: \(table.title) has no code “\(code.value.prefix(20))”",
        table.hint(for: code.value))
    }
  }

  private func neighbour(_ name: Located<String>, _ role: String, _ declared: ItemDeclaration) -> ItemDeclaration? {
    if name.value == declared.id {
      report(name.location, declared, "\(role) names the item itself", "name another item of the row")
      return nil
    }
    if let item = self.declared.first(where: { $0.id == name.value }) { return item }
    let nearest = Suggestion.nearest(to: name.value, among: self.declared.map(\.id))
    report(
      name.location, declared, "\(role) names “\(name.value.prefix(40))”, which is no item of \(asset.title)",
      nearest.flatMap { id in self.declared.first { $0.id == id } }.map { "did you mean \($0.id) (\($0.zh))?" }
        ?? "name an item of this asset")
    return nil
  }

  private func report(_ place: SourceLocation, _ declared: ItemDeclaration, _ problem: String, _ hint: String?) {
    findings.error(at: place, "\(declared.name): \(problem)", hint: hint)
  }
}
