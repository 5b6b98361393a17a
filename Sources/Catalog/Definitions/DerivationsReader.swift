import Tabular

/// What an asset's file says is made from its rows, with the places of the items it names.
struct DerivationsDeclaration {
  var value = Derivations()
  /// Each item named, and under which key.
  var items: [(role: String, name: Located<String>)] = []
  /// Items that must be decimal numbers: amounts, prices.
  var numbers: [(role: String, name: Located<String>)] = []
  var dates: [(role: String, name: Located<String>)] = []
  /// Items that must identify a party.
  var parties: [(role: String, name: Located<String>)] = []
  /// Assets and items elsewhere.
  var through: [(item: Located<String>, of: Located<String>)] = []
  var rates: Located<String>?
}

/// `latest`, `relates`, `merges`, `tree`, `quotes` and `money` of `Catalog/assets/<family>/<name>.yaml`.
struct DerivationsReader {
  private let root: LocatedMapping
  private let keeps: Asset.Keeps
  private var declared = DerivationsDeclaration()

  static func read(_ root: LocatedMapping, keeps: Asset.Keeps) -> DerivationsDeclaration {
    var reader = DerivationsReader(root: root, keeps: keeps)
    reader.readLatest()
    reader.readRelations()
    reader.readMerge()
    reader.readTree()
    reader.readQuotes()
    reader.readMoney()
    return reader.declared
  }

  private init(root: LocatedMapping, keeps: Asset.Keeps) {
    self.root = root
    self.keeps = keeps
  }

  private mutating func readLatest() {
    guard let mapping = mapping("latest", of: .events) else { return }
    let by = mapping.requiredTexts("by", hint: "write by: [the items that say what a row is about]")
    let order = mapping.optionalTexts("order") ?? []
    mapping.finish()
    guard let by else { return }
    for name in by + order { declared.items.append(("latest", name)) }
    declared.value.latest = .init(by: by.map(\.value), order: order.map(\.value))
  }

  private mutating func readRelations() {
    let mappings = root.optionalMappings("relates")
    if !mappings.isEmpty { require(.versions, "relates") }
    for mapping in mappings {
      let kind = mapping.requiredText("kind", hint: "write kind: what the first is to the second, 股东")
      let from = mapping.requiredText("from", hint: "write from: the item with the one party")
      let to = mapping.requiredText("to", hint: "write to: the item with the other party")
      let through = mapping.optionalText("through")
      let (since, weight) = (mapping.optionalText("since"), mapping.optionalText("weight"))
      mapping.finish()
      guard let kind, let from, let to else { continue }
      declared.parties += [("relates", from), ("relates", to)]
      declared.dates += [since].compactMap { $0.map { ("relates", $0) } }
      declared.items += [weight].compactMap { $0.map { ("relates", $0) } }
      var reference: Item.Reference?
      if let through {
        reference = Item.Reference(word: through.value)
        if reference == nil {
          root.findings.error(
            at: through.location, mapping.about("through cannot be understood"),
            hint: "write through: X2/contract.cust_no")
        }
        declared.through.append((to, through))
      }
      declared.value.relations.append(
        .init(
          kind: kind.value, from: from.value, to: to.value, through: reference, since: since?.value,
          weight: weight?.value))
    }
  }

  private mutating func readMerge() {
    guard let mapping = mapping("merges", of: .versions) else { return }
    let from = mapping.requiredText("from", hint: "write from: the item with the number that is given up")
    let into = mapping.requiredText("into", hint: "write into: the item with the number that stays")
    let since = mapping.requiredText("since", hint: "write since: the item with the date from which they are one")
    mapping.finish()
    guard let from, let into, let since else { return }
    declared.parties += [("merges", from), ("merges", into)]
    declared.dates.append(("merges", since))
    declared.value.merge = .init(from: from.value, into: into.value, since: since.value)
  }

  private mutating func readTree() {
    guard let mapping = mapping("tree", of: .snapshots) else { return }
    let node = mapping.requiredText("node", hint: "write node: the item with a node's code")
    let parent = mapping.requiredText("parent", hint: "write parent: the item with its parent's code")
    mapping.finish()
    guard let node, let parent else { return }
    declared.items += [("tree", node), ("tree", parent)]
    declared.value.tree = .init(node: node.value, parent: parent.value)
  }

  private mutating func readQuotes() {
    guard let mapping = mapping("quotes", of: .events) else { return }
    let currency = mapping.requiredText("currency", hint: "write currency: the item with the quoted currency")
    let rate = mapping.requiredText("rate", hint: "write rate: the item with the price")
    let unit = mapping.requiredText("unit", hint: "write unit: the item that says for how many units")
    let base = mapping.requiredText("base", hint: "write base: CNY")
    let since = mapping.optionalText("since")
    mapping.finish()
    guard let currency, let rate, let unit, let base else { return }
    declared.items += [("quotes", currency), ("quotes", unit)]
    declared.numbers.append(("quotes", rate))
    declared.dates += [since].compactMap { $0.map { ("quotes", $0) } }
    declared.value.quotes = .init(
      currency: currency.value, rate: rate.value, unit: unit.value, base: base.value, since: since?.value)
  }

  private mutating func readMoney() {
    guard let mapping = mapping("money", of: .events) else { return }
    let amounts = mapping.requiredTexts("amounts", hint: "write amounts: [the items with amounts of money]")
    let currency = mapping.requiredText("currency", hint: "write currency: the item with their currency")
    let rates = mapping.requiredText("rates", hint: "write rates: R/exchange_rate")
    mapping.finish()
    guard let amounts, let currency, let rates else { return }
    declared.numbers += amounts.map { ("money", $0) }
    declared.items.append(("money", currency))
    declared.rates = rates
    declared.value.money = .init(amounts: amounts.map(\.value), currency: currency.value, rates: rates.value)
  }

  /// The mapping under a key that only assets kept in one way may have.
  private func mapping(_ key: String, of keeps: Asset.Keeps) -> LocatedMapping? {
    guard let mapping = root.optionalMapping(key) else { return nil }
    require(keeps, key)
    return mapping
  }

  private func require(_ wanted: Asset.Keeps, _ key: String) {
    guard keeps != wanted else { return }
    root.findings.error(
      at: root.place(of: key), root.about("\(key) is said of \(wanted.rawValue) only"),
      hint: "leave it out, or write keeps: \(wanted.rawValue)")
  }
}
