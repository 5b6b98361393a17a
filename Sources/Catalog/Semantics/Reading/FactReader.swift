import Tabular

/// A fact as its file says it.
struct FactDeclaration {
  struct Column {
    enum Source {
      case money(amount: Located<String>, currency: Located<String>, rate: Fact.Column.Rate)
      case lookup(Located<String>, by: Located<String>)
    }
    var id: Located<String>
    /// Nil where it cannot be understood, which is reported.
    var source: Source?
  }

  /// Without its filter and columns.
  var fact: Declared<Fact>
  var asset: Located<String>
  var time: Located<String>?
  var latest: Located<Bool>?
  var filter: WrittenExpression?
  var organisation: Located<String>?
  var columns: [Column]
}

/// `Catalog/facts/<name>.yaml`: rows of an asset as definitions read them.
struct FactReader {
  static func read(_ root: LocatedMapping, path: [String]) -> FactDeclaration? {
    let id = root.identity("fact", path: path) { Identifier.isValid($0, limit: 30) }
    var fact = Fact(id: id?.value ?? "", zh: root.prose("zh"), asset: "", rows: .happened, columns: [])
    root.subject = fact.title
    fact.meaning = root.prose("meaning")
    fact.owner = root.person("owner") ?? ""
    _ = root.optionalProse("remark")
    let asset = root.requiredText("asset", hint: "write asset: X1/posting")
    let rows = root.requiredWord(
      "rows", as: Fact.Rows.self, hint: "write rows: happened (each is of one day) or held (each holds until another)")
    fact.rows = rows?.value ?? .happened
    let time = root.optionalText("time")
    let latest = root.optionalFlag("latest")
    let filter = root.optionalExpression("where")
    let organisation = root.optionalText("organisation")
    let columns = (root.optionalEntries("columns") ?? []).map { column($0, root) }
    root.finish()
    fact.asset = asset?.value ?? ""
    fact.location = id?.key ?? root.location
    guard id != nil, let asset, rows != nil else { return nil }
    return FactDeclaration(
      fact: Declared(fact, root), asset: asset, time: time, latest: latest, filter: filter,
      organisation: organisation, columns: columns)
  }

  private static func column(_ entry: LocatedNode.Entry, _ root: LocatedMapping) -> FactDeclaration.Column {
    let id = entry.key
    if !Identifier.isValid(id.value) || Keyword.all.contains(id.value) {
      root.findings.error(
        at: id.location, root.about("“\(id.value.prefix(40))” is no name for a column"),
        hint: "lower case, digits and _, at most 48")
    }
    var column = FactDeclaration.Column(id: id, source: nil)
    guard let mapping = entry.value.mapping(root.about(id.value), root.findings) else { return column }
    let amount = mapping.optionalText("money")
    let lookup = mapping.optionalText("lookup")
    if (amount == nil) == (lookup == nil) {
      root.findings.error(
        at: id.location, mapping.about("a column is either money or a lookup"),
        hint:
          "write { money: amount, currency: ccy, rate: flow } or { lookup: X4/product.product_class, by: product_code }"
      )
    } else if let amount {
      let currency = mapping.requiredText("currency", hint: "write currency: the item with the amount's currency")
      let rate = mapping.requiredWord(
        "rate", as: Fact.Column.Rate.self, hint: "write rate: flow (of the row's day) or stock (of the business date)")
      if let currency, let rate { column.source = .money(amount: amount, currency: currency, rate: rate.value) }
    } else if let lookup {
      let by = mapping.requiredText("by", hint: "write by: the item that holds the key looked up")
      if let by { column.source = .lookup(lookup, by: by) }
    }
    mapping.finish()
    return column
  }
}

extension Fact {
  /// `posting 动账`
  package var title: String { zh.isEmpty ? id : "\(id) \(zh)" }
}
