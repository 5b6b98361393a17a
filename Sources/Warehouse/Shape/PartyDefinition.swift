import Postgres

/// The customer's own table as readers see it: as sensitive as the most sensitive asset that fills it.
struct PartyDefinition: Hashable, Sendable {
  var numberLevel: Int
  var nameLevel: Int
  var hasNumberMask: Bool
  var hasNameMask: Bool
  var owner: String

  /// Nil where no asset identifies anybody.
  init?(_ assets: [AssetDefinition]) {
    let sources = IdentifySQL(assets).sources
    guard let first = sources.first else { return nil }
    let numbers = sources.compactMap(\.party)
    let names = sources.compactMap { $0.asset.item($0.identifies.name) }
    numberLevel = numbers.map(\.level).max() ?? 4
    nameLevel = names.map(\.level).max() ?? 4
    hasNumberMask = numbers.contains { $0.mask != nil }
    hasNameMask = names.contains { $0.mask != nil }
    owner = first.asset.owner
  }

  /// As an asset of its own, so that the same rules make its views, grants and comments.
  var definition: AssetDefinition {
    let item = { (id: String, zh: String, level: Int, hasMask: Bool) in
      AssetDefinition.Item(
        id: id, zh: zh, meaning: id == "is_customer" ? "本行客户为真；只从外部供数知道的为假" : "", unit: nil,
        type: id == "is_customer" ? "boolean" : "text 255", level: level, mask: hasMask ? "keep" : nil,
        isOptional: true, scheme: nil, choiceBy: nil, choiceSchemes: nil, references: nil, owner: owner)
    }
    return AssetDefinition(
      id: "dwd/party", zh: "客户", meaning: "个人与企业，统一客户号", owner: owner, keeps: "party", key: ["customer_id"],
      items: [
        item("kind", "证件种类", 1, false), item("id_no", "证件号码", numberLevel, hasNumberMask),
        item("name", "客户名称", nameLevel, hasNameMask),
        item("is_customer", "客户标志", 1, false),
      ])
  }

  /// What a clearance may select of `dwd.party`.
  func readableColumns(at clearance: Int) -> [String] {
    ["customer_id"] + definition.items.filter { $0.visibility(at: clearance) == .raw }.map(\.id)
      + definition.items.filter { $0.mask != nil }.map(\.maskedColumn)
  }

  func view(at clearance: Int) -> ViewDefinition {
    var columns: [ViewDefinition.Column] = [
      .init(name: "customer_id", type: "bigint", expression: "p.customer_id", comment: "客户号")
    ]
    for item in definition.items {
      let visibility = item.visibility(at: clearance)
      guard visibility != .withheld else { continue }
      columns.append(
        .init(
          name: item.id, type: item.sqlType,
          expression: "p." + Identifier.quoted(visibility == .raw ? item.id : item.maskedColumn),
          comment: CommentText.column(item, definition, at: clearance)))
    }
    return ViewDefinition(
      name: Identifier(ViewSQL.mart(clearance), "party"), columns: columns, source: "from dwd.party p",
      comment: "客户 · 个人与企业，统一客户号")
  }
}

extension AssetDefinition {
  init(
    id: String, zh: String, meaning: String, owner: String, keeps: String, key: [String], party: String? = nil,
    identifies: [Identifies] = [], branch: String? = nil, items: [Item]
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.owner = owner
    self.keeps = keeps
    self.key = key
    self.party = party
    self.identifies = identifies
    self.branch = branch
    self.items = items
  }
}
