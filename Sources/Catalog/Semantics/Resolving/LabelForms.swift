import Tabular

/// The edges of buckets.
struct EdgeReader {
  let findings: Findings

  /// As values of what is put into buckets; nil where one is wrong, which is reported.
  func read(_ texts: [Located<String>], _ type: ValueType, _ subject: String) -> [Constant]? {
    var edges: [Constant] = []
    var before: Int128?
    var isSound = true
    let places = type.scale ?? 0
    for text in texts {
      guard let amount = Amount(text.value, scale: places), let units = Int64(exactly: amount.units) else {
        findings.error(
          at: text.location, "\(subject): edges: this is no number of \(places) places",
          hint: "an edge is written as the value is")
        isSound = false
        continue
      }
      if let before, before >= amount.units {
        findings.error(at: text.location, "\(subject): edges must rise", hint: "put them in order, each once")
        isSound = false
      }
      before = amount.units
      edges.append(type == .integer ? .integer(units) : .decimal(units: units, scale: places))
    }
    return isSound && !edges.isEmpty ? edges : nil
  }
}

/// One label per key of another asset.
struct MatrixResolver {
  let facts: FactShelf
  let assets: AssetShelf
  let findings: Findings

  func resolve(
    _ matrix: LabelDeclaration.Matrix, _ subject: String, _ inputs: inout DerivedInputs
  ) -> Label.Form? {
    let over = assets.find(matrix.over, "\(subject): over")
    let fact = facts.find(matrix.fact, "\(subject): fact")
    guard let fact else { return nil }
    let filter = ExpressionResolver(findings: findings).resolve(
      matrix.filter, in: fact.scope, "\(subject): where", wanted: .condition)
    if fact.fact.rows != .held {
      findings.error(
        at: matrix.fact.location, "\(subject): rows of \(fact.fact.title) do not hold",
        hint: "take a fact with rows: held")
    }
    if fact.asset.party == nil {
      findings.error(
        at: matrix.fact.location, "\(subject): rows of \(fact.asset.title) name no customer", hint: "take another fact")
    }
    guard let column = text(matrix.key, of: fact, subject), let (asset, item) = over else { return nil }
    if asset.key != [item.id] {
      findings.error(
        at: matrix.over.location, "\(subject): over: \(item.title) is not the key of \(asset.title)",
        hint: "write over: \(asset.id).\(asset.key.first ?? "")")
    }
    guard let name = asset.item(matrix.name.value), name.type.textLength != nil else {
      findings.error(
        at: matrix.name.location, "\(subject): name: \(asset.id) has no text “\(matrix.name.value.prefix(40))”",
        hint: Suggestion.nearest(
          to: matrix.name.value, among: asset.items.filter { $0.type.textLength != nil }.map(\.id)
        ).map { "did you mean \($0)?" } ?? "name the item with its name")
      return nil
    }
    if matrix.filter != nil, filter == nil { return nil }
    // Which keys there are, the labels' own numbers say: only whether a customer has one is told of the rows.
    inputs.add(filter, matrix.filter, of: fact.scope)
    for one in [fact.level, column.level, item.level] { inputs.raise(to: one) }
    return .matrix(
      fact: fact.fact.id, key: column.id, filter: filter?.expression, over: asset.id, item: item.id, name: name.id)
  }

  private func text(_ key: Located<String>, of fact: ResolvedFact, _ subject: String) -> Fact.Column? {
    if let column = fact.scope.column(key.value) {
      if column.type == .text { return column }
      findings.error(at: key.location, "\(subject): key: \(key.value) is \(column.type.noun)", hint: "name a text")
    } else if case .unknown = fact.scope.find(key.value) {
      findings.error(
        at: key.location, "\(subject): “\(key.value.prefix(40))” is no \(fact.scope.kind)",
        hint: Suggestion.nearest(to: key.value, among: fact.scope.names).map { "did you mean \($0)?" })
    }
    return nil
  }
}

/// The facts there are, with an answer to “there is none of that name”.
struct FactShelf {
  let facts: [String: ResolvedFact]
  /// Declared, and wrong: naming one is no second error.
  let broken: Set<String>
  let findings: Findings

  func find(_ name: Located<String>, _ subject: String) -> ResolvedFact? {
    if let fact = facts[name.value] { return fact }
    if broken.contains(name.value) { return nil }
    let nearest = Suggestion.nearest(to: name.value, among: facts.keys).flatMap { facts[$0]?.fact.title }
    findings.error(
      at: name.location, "\(subject): there is no fact “\(name.value.prefix(40))”",
      hint: nearest.map { "did you mean \($0)?" } ?? "see Catalog/facts/, or write one there")
    return nil
  }
}
