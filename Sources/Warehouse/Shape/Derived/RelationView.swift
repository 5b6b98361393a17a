import Catalog
import Postgres

/// `relation`: who is what to whom, from all assets whose rows tie two parties. Each tie stands there twice, once from
/// either side, so that whoever asks for one party finds all its ties by `customer_id`.
struct RelationView {
  /// By id.
  var assets: [String: AssetDefinition]

  private struct Tie {
    var asset: AssetDefinition
    var relation: Derivations.Relation
  }

  private var ties: [Tie] {
    assets.values.sorted { $0.id < $1.id }.flatMap { asset in
      (asset.derives?.relations ?? []).map { Tie(asset: asset, relation: $0) }
    }
  }

  /// - Parameter clearance: of the mart; nil: for the warehouse itself, in `dwd`.
  func view(at clearance: Int?) -> ViewDefinition? {
    let shows = { (tie: Tie, id: String?) in
      guard let clearance, let id else { return true }
      return tie.asset.item(id)?.visibility(at: clearance) == .raw
    }
    let ties = ties.filter { tie in clearance.map { tie.asset.isServed(at: $0) } ?? true }
    guard !ties.isEmpty else { return nil }
    // A column that some tie would have to withhold is not there at all.
    let hasSince = ties.allSatisfy { shows($0, $0.relation.since) }
    let hasWeight = ties.allSatisfy { shows($0, $0.relation.weight) }
    var columns: [ViewDefinition.Column] = [
      .init(name: "kind", type: "text", expression: "r.kind", comment: "关系种类"),
      .init(name: "customer_id", type: "bigint", expression: "r.customer_id", comment: "一方"),
      .init(name: "other_id", type: "bigint", expression: "r.other_id", comment: "另一方"),
      .init(name: "direction", type: "text", expression: "r.direction", comment: "out 一方是另一方的该关系人；in 另一方是一方的"),
      .init(name: "valid_from", type: "date", expression: "r.valid_from", comment: "生效日期（含），按供数"),
      .init(name: "valid_to", type: "date", expression: "r.valid_to", comment: "失效日期（不含）；空为当前"),
      .init(name: "source", type: "text", expression: "r.source", comment: "来自哪个资产"),
    ]
    if hasSince {
      columns.append(.init(name: "since", type: "date", expression: "r.since", comment: "关系起始日期，按登记"))
    }
    if hasWeight {
      columns.append(.init(name: "weight", type: "numeric", expression: "r.weight", comment: "份额或金额，视种类"))
    }
    let sides = ties.flatMap { tie in
      ["out", "in"].map { rows(tie, $0, since: hasSince, weight: hasWeight) }
    }
    return ViewDefinition(
      name: Identifier(clearance.map(ViewSQL.mart) ?? "dwd", "relation"), columns: columns,
      source: "from (\n\(sides.joined(separator: "\nunion all\n"))\n) r", comment: "关系 · 双向，含起止")
  }

  private func rows(_ tie: Tie, _ direction: String, since: Bool, weight: Bool) -> String {
    let relation = tie.relation
    let token = { (id: String) in Identifier.quoted(tie.asset.item(id)?.tokenColumn ?? id) }
    let ends = direction == "out" ? ("a", "b") : ("b", "a")
    var columns = """
      select \(Literal(relation.kind))::text as kind, \(ends.0).customer_id, \(ends.1).customer_id as other_id,
        \(Literal(direction))::text as direction, f.valid_from, f.valid_to, \(Literal(tie.asset.id))::text as source
      """
    if since { columns += ", \(relation.since.map { "f.\(Identifier.quoted($0))" } ?? "null::date") as since" }
    if weight {
      columns += ", \(relation.weight.map { "f.\(Identifier.quoted($0))::numeric" } ?? "null::numeric") as weight"
    }
    return columns + """

      from \(tie.asset.dwd) f
      join dwd.identifier a on a.key = f.\(token(relation.from))
      \(otherEnd(tie, token(relation.to)))
      """
  }

  /// The party at the other end: named by the row itself, or by the row it refers to.
  private func otherEnd(_ tie: Tie, _ key: String) -> String {
    guard let through = tie.relation.through, let other = assets[through.asset], let party = other.item(through.item),
      let named = tie.asset.item(tie.relation.to)?.references?.split(separator: ".").last,
      let row = other.item(String(named))
    else { return "join dwd.identifier b on b.key = f.\(key)" }
    return """
      join \(other.dwd) t on t.\(Identifier.quoted(row.tokenColumn)) = f.\(key) and t.valid_to is null
      join dwd.identifier b on b.key = t.\(Identifier.quoted(party.tokenColumn))
      """
  }
}
