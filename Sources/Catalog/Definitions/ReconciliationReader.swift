import Tabular

/// A reconciliation as its file says it, with the places of what it names.
struct ReconciliationDeclaration {
  struct Term {
    var isSubtracted: Bool
    var of: Located<String>
    var moment: Located<Reconciliation.Moment>?
    var codes: [(item: Located<String>, codes: [Located<String>])]
    /// Where an item is not called as the key is.
    var by: [(key: Located<String>, item: Located<String>)]
    var within: (item: Located<String>, from: Located<String>, to: Located<String>)?
  }

  /// Without its terms.
  var reconciliation: Declared<Reconciliation>
  var by: [Located<String>]
  var left: [Term]
  var right: [Term]
}

/// `Catalog/reconciliations/<name>.yaml`: what must agree with what.
struct ReconciliationReader {
  static func read(_ root: LocatedMapping, path: [String]) -> ReconciliationDeclaration? {
    let id = root.identity("reconciliation", path: path) { Identifier.isValid($0) }
    var made = Reconciliation(id: id?.value ?? "", zh: root.prose("zh"), by: [], left: [], right: [])
    made.meaning = root.prose("meaning")
    made.owner = root.person("owner") ?? ""
    made.remark = root.prose("remark")
    let by = root.requiredTexts("by", hint: "write by: [account_no, ccy], the items that both sides are compared by")
    let left = terms("left", root)
    let right = terms("right", root)
    if let tolerance = root.optionalText("tolerance") { made.tolerance = self.tolerance(tolerance, root) }
    if let compare = root.optionalText("compare") {
      made.onlyBoth = compare.value == "both"
      if !["both", "any"].contains(compare.value) {
        root.findings.error(
          at: compare.location, root.about("compare knows no “\(compare.value.prefix(40))”"), hint: "one of: any, both")
      }
    }
    root.finish()
    made.location = id?.key ?? root.location
    guard id != nil, let by, let left, let right else { return nil }
    return ReconciliationDeclaration(reconciliation: Declared(made, root), by: by, left: left, right: right)
  }

  private static func terms(_ side: String, _ root: LocatedMapping) -> [ReconciliationDeclaration.Term]? {
    guard root.required(side, hint: "write \(side): [{ add: X1/posting.amount, at: date }]") != nil else { return nil }
    return root.optionalMappings(side).compactMap(term)
  }

  private static func term(_ mapping: LocatedMapping) -> ReconciliationDeclaration.Term? {
    let added = mapping.optionalText("add")
    let subtracted = mapping.optionalText("subtract")
    let moment = mapping.optionalWord("at", as: Reconciliation.Moment.self)
    let codes = (mapping.optionalEntries("where") ?? []).compactMap { entry in
      entry.value.texts("where \(entry.key.value)", mapping.findings).map { (item: entry.key, codes: $0) }
    }
    let by = (mapping.optionalEntries("by") ?? []).compactMap { entry in
      entry.value.text("by \(entry.key.value)", mapping.findings).map { (key: entry.key, item: $0) }
    }
    let within = mapping.optionalMapping("within").flatMap { within in
      let item = within.requiredText("item", hint: "write item: the month or date that must lie within")
      let from = within.requiredText("from", hint: "write from: the key that begins the period")
      let to = within.requiredText("to", hint: "write to: the key that ends it")
      within.finish()
      return item.flatMap { item in from.flatMap { from in to.map { (item: item, from: from, to: $0) } } }
    }
    mapping.finish()
    guard let of = added ?? subtracted, added == nil || subtracted == nil else {
      mapping.findings.error(
        at: mapping.location, mapping.about("it must either add or subtract an item"),
        hint: "write { add: X1/posting.amount, at: date }")
      return nil
    }
    return ReconciliationDeclaration.Term(
      isSubtracted: subtracted != nil, of: of, moment: moment, codes: codes, by: by, within: within)
  }

  /// `0.05`, or `1%` of the right side.
  private static func tolerance(_ text: Located<String>, _ root: LocatedMapping) -> Reconciliation.Tolerance {
    let isPercent = text.value.hasSuffix("%")
    guard let amount = Amount(isPercent ? String(text.value.dropLast()) : text.value, scale: 6), amount.units >= 0
    else {
      root.findings.error(
        at: text.location, root.about("tolerance cannot be understood"), hint: "write tolerance: 0.05, or 1%")
      return .amount(Amount(units: 0, scale: 0))
    }
    return isPercent ? .percent(amount) : .amount(amount)
  }
}
