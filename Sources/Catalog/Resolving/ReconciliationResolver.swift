import Tabular

/// Makes a reconciliation of its declaration, and checks that all it names is there and can be summed and compared.
struct ReconciliationResolver {
  let assets: [String: Asset]
  /// Their files cannot be read: naming one is no second error.
  let unreadableAssets: Set<String>
  let findings: Findings

  func resolve(_ declared: ReconciliationDeclaration) -> Reconciliation {
    var made = declared.reconciliation.definition
    made.by = declared.by.map(\.value)
    let subject = made.title
    if made.by.isEmpty {
      findings.error(
        at: declared.reconciliation.place("by"), "\(subject): by names no key", hint: "write by: [account_no, ccy]")
    }
    let find = { (term: ReconciliationDeclaration.Term) in resolve(term, made.by, subject) }
    made.left = declared.left.compactMap(find)
    made.right = declared.right.compactMap(find)
    if made.terms.allSatisfy({ $0.within != nil }), !made.terms.isEmpty {
      findings.error(
        at: declared.reconciliation.place("left"), "\(subject): every term is within a period, and none says which",
        hint: "one term must name all keys itself")
    }
    return made
  }

  private func resolve(
    _ term: ReconciliationDeclaration.Term, _ keys: [String], _ subject: String
  ) -> Reconciliation.Term? {
    guard let reference = Item.Reference(word: term.of.value), let asset = assets[reference.asset] else {
      let name = term.of.value.split(separator: ".").first.map(String.init) ?? ""
      if unreadableAssets.contains(name) { return nil }
      let nearest = Suggestion.nearest(to: name, among: assets.keys)
      report(term.of, "\(subject): “\(term.of.value.prefix(40))” is no item of an asset", nearest)
      return nil
    }
    guard let item = item(Located(reference.item, at: term.of.location), of: asset, subject) else { return nil }
    if !item.type.isDecimal && item.type != .integer {
      findings.error(
        at: term.of.location, "\(subject): \(asset.id).\(item.title) cannot be summed",
        hint: "name an amount or a count")
    }
    for (filter, _) in term.codes { _ = self.item(filter, of: asset, subject) }
    for (key, name) in term.by {
      _ = self.item(name, of: asset, subject)
      if !keys.contains(key.value) {
        report(key, "\(subject): “\(key.value.prefix(40))” is no key", Suggestion.nearest(to: key.value, among: keys))
      }
    }
    let inPeriod = [term.within?.from.value, term.within?.to.value].compactMap(\.self)
    if let within = term.within {
      _ = self.item(within.item, of: asset, subject)
      for key in [within.from, within.to] where !keys.contains(key.value) {
        report(key, "\(subject): “\(key.value.prefix(40))” is no key", Suggestion.nearest(to: key.value, among: keys))
      }
    }
    let items = keys.map { key -> String? in
      if inPeriod.contains(key) { return nil }
      if let other = term.by.first(where: { $0.key.value == key }) { return other.item.value }
      return self.item(Located(key, at: term.of.location), of: asset, subject)?.id
    }
    return Reconciliation.Term(
      isSubtracted: term.isSubtracted, asset: asset.id, item: item.id, moment: term.moment?.value ?? .date,
      codes: Dictionary(
        term.codes.map { ($0.item.value, $0.codes.map(\.value)) }, uniquingKeysWith: { first, _ in first }),
      items: items,
      within: term.within.map { .init(item: $0.item.value, from: $0.from.value, to: $0.to.value) })
  }

  private func item(_ name: Located<String>, of asset: Asset, _ subject: String) -> Item? {
    if let item = asset.item(name.value) { return item }
    let nearest = Suggestion.nearest(to: name.value, among: asset.items.map(\.id)).flatMap { asset.item($0)?.title }
    report(name, "\(subject): \(asset.title) has no item “\(name.value.prefix(40))”", nearest)
    return nil
  }

  private func report(_ name: Located<String>, _ problem: String, _ nearest: String?) {
    findings.error(at: name.location, problem, hint: nearest.map { "did you mean \($0)?" })
  }
}
