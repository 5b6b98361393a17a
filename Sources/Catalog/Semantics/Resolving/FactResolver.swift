import Tabular

/// A fact that is sound as far as names go, and what resolving it found out.
struct ResolvedFact {
  var fact: Fact
  var asset: Asset
  var scope: FactScope
  /// Its filter, and how that is written.
  var filter: ExpressionResolver.Resolved?
  var written: WrittenExpression?
  /// Of its filter, and at least of what anybody may see of a row: who has one is seen by counting.
  var level: Int
  /// Of what dates its rows.
  var timeLevel: Int
}

/// Makes facts of their declarations, against the assets they read.
struct FactResolver {
  let assets: AssetShelf
  let findings: Findings

  /// Nil where its asset is not to be had, which is reported.
  func resolve(_ declared: FactDeclaration) -> ResolvedFact? {
    var fact = declared.fact.definition
    guard let asset = assets.asset(declared.asset, fact.title) else { return nil }
    var codes: [String: CodeTable] = [:]
    var broken = assets.broken[asset.id] ?? []
    for item in asset.items {
      fact.columns.append(.init(id: item.id, type: ValueType(item.type), level: item.level, source: .item))
      if item.codePrefix == nil { codes[item.id] = item.codes }
    }
    let columns = FactColumns(asset: asset, assets: assets, findings: findings)
    for one in declared.columns {
      let subject = "\(fact.title): \(one.id.value)"
      if asset.item(one.id.value) != nil {
        findings.error(
          at: one.id.location, "\(subject): \(asset.id) has an item of that name", hint: "give it another name")
      } else if let made = columns.resolve(one, subject) {
        fact.columns.append(made.column)
        codes[one.id.value] = made.codes
      } else {
        broken.insert(one.id.value)
      }
    }
    if asset.keeps == .events, fact.rows == .held {
      findings.error(
        at: declared.fact.place("rows"), "\(fact.title): rows of \(asset.id) are events, they do not hold",
        hint: "write rows: happened")
      // What is wrong only because of that is no second error.
      fact.rows = .happened
    }
    fact.time = time(declared, fact, asset)
    fact.isLatest = declared.latest?.value ?? false
    if let latest = declared.latest, latest.value, asset.derives.latest == nil {
      findings.error(
        at: latest.location, "\(fact.title): \(asset.id) does not say which row is the latest",
        hint: "drop latest, or write latest: in the asset")
    }
    let scope = FactScope(fact, codes: codes, broken: broken)
    let filter = ExpressionResolver(findings: findings).resolve(
      declared.filter, in: scope, "\(fact.title): where", wanted: .condition)
    fact.filter = filter?.expression
    fact.organisation = organisation(declared, scope)
    return ResolvedFact(
      fact: fact, asset: asset, scope: FactScope(fact, codes: codes, broken: broken),
      filter: filter, written: declared.filter, level: max(filter?.level ?? 1, asset.items.map(\.level).min() ?? 1),
      timeLevel: fact.time.flatMap { scope.column($0)?.level } ?? 1)
  }

  private func time(_ declared: FactDeclaration, _ fact: Fact, _ asset: Asset) -> String? {
    guard let time = declared.time else { return nil }
    if fact.rows == .held {
      findings.error(
        at: time.key, "\(fact.title): rows that hold are not dated by an item",
        hint: "drop time, or write rows: happened")
      return nil
    }
    guard let item = assets.item(time, of: asset, "\(fact.title): time") else { return nil }
    guard item.type == .date || item.type == .timestamp || item.patterns.contains(.month) else {
      findings.error(
        at: time.location, "\(fact.title): time: \(item.title) is no date",
        hint: "name an item of type date or timestamp, or of standard month")
      return nil
    }
    return item.id
  }

  private func organisation(_ declared: FactDeclaration, _ scope: FactScope) -> String? {
    guard let name = declared.organisation else { return nil }
    switch scope.find(name.value) {
    case .broken: return nil
    case .value(let value) where value.type == .text: return name.value
    case .value:
      findings.error(
        at: name.location, "\(scope.fact.title): organisation: \(name.value) is no text",
        hint: "name the column with the organisation's code")
    case .unknown:
      findings.error(
        at: name.location, "\(scope.fact.title): organisation: “\(name.value.prefix(40))” is no column",
        hint: Suggestion.nearest(to: name.value, among: scope.names).map { "did you mean \($0)?" })
    }
    return nil
  }
}
