import Tabular

/// Columns of a fact that are no items of its asset.
struct FactColumns {
  let asset: Asset
  let assets: AssetShelf
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
    let sum = assets.item(amount, of: asset, "\(subject): money")
    let unit = assets.item(currency, of: asset, "\(subject): currency")
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
    if !assets.hasPrices {
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
    let key = assets.item(by, of: asset, "\(subject): by")
    guard let (other, found) = assets.find(name, "\(subject): lookup") else {
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
}
