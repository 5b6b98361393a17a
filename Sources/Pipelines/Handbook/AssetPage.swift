import Catalog
import Tabular

/// One asset: what a row is, its items, where each comes from and how far each is seen.
struct AssetPage {
  private let asset: Asset
  private let project: Project
  private let uses: WhereUsed

  init(_ asset: Asset, of project: Project, _ uses: WhereUsed) {
    self.asset = asset
    self.project = project
    self.uses = uses
  }

  private var feeds: [Feed] { project.feeds.filter { $0.asset == asset.id } }

  var page: Handbook.Page {
    let used = (uses.assets[asset.id] ?? []).filter { $0.asset.id != asset.id }
    let body = """
      \(facts)
      <h2>数据项</h2>
      \(items)
      <h2>血缘</h2>
      \(feeds.map { LineageTable(asset, $0, project.night).markup }.joined(separator: "\n"))
      <h2>被引用</h2>
      <p>\(Markup.places(used, up: "../"))</p>
      """
    return Markup.page(asset.page, title: "\(asset.zh) \(asset.id)", depth: 1, body)
  }

  private var facts: String {
    let derived = DerivedFacts(asset, project.catalog)
    let lines = { (all: [String]) in all.isEmpty ? nil : all.joined(separator: "<br>") }
    return Markup.facts([
      ("级别", Markup.level(asset.level)), ("分类", category), ("口径", asset.meaning.escaped),
      ("粒度", asset.grain.escaped), ("频率", asset.frequency.escaped), ("责任人", asset.owner.escaped),
      ("来源", "\(asset.source.from)，\(asset.source.isExternal ? "外部" : "内部")".escaped),
      ("所属系统", asset.source.system.escaped), ("业务", asset.business.escaped), ("保存期", asset.retention.escaped),
      ("主键", asset.key.map { "<code>\($0)</code>" }.joined(separator: " ")), ("留存", keeps),
      ("识别", lines(derived.identifies)), ("派生", lines(derived.views)),
      ("归属机构", asset.branch.map { "<code>\($0)</code>" }), ("备注", asset.remark.escaped),
      ("定义", "<code>\(asset.location.file.escaped)</code>"),
    ])
  }

  /// With the level its items have at least, whatever their standards say.
  private var category: String {
    let floor = project.catalog.categories[asset.category].map { "，此类各项至少 \(Markup.level($0.floor))" } ?? ""
    return "<a href=\"../index.html#\(asset.category.escaped)\">\(asset.category.escaped)</a>" + floor
  }

  private var keeps: String {
    switch asset.keeps {
    case .events: "事件：每日新增，按批次存"
    case .snapshots: "快照：每日全量，最近一日为当前"
    case .versions: "拉链：只到变化，折成有效期"
    }
  }

  private var items: String {
    let rows = asset.items.map { item in
      [
        "<code id=\"\(item.id)\">\(item.id)</code>", item.zh.escaped, Markup.level(item.level),
        "<code>\(item.type.description)</code>\(item.unit.map { " " + $0.escaped } ?? "")", basis(item),
        item.empty.map { "可空：" + $0.escaped } ?? "必填",
        item.meaning.escaped + (item.owner == asset.owner ? "" : "（\(item.owner.escaped)）"),
      ]
    }
    return Markup.table(["数据项", "名称", "级别", "类型", "标准", "空值", "口径"], rows)
  }

  /// What it is bound to: a standard, a choice among standards, a code table, another asset.
  private func basis(_ item: Item) -> String {
    var words: [String] = []
    if let standard = item.standard { words.append(link("standards", standard.id, standard.zh)) }
    if let choice = item.choice {
      let standards = choice.standards.sorted { $0.key < $1.key }.map {
        "\($0.key.escaped) → \(link("standards", $0.value.id, $0.value.zh))"
      }
      words.append("按 <code>\(choice.by)</code>：" + standards.joined(separator: "，"))
    }
    let advice = AdviceWords(up: "../")
    if let codes = item.codes {
      words.append(link("codes", codes.id, codes.zh) + advice.details(prefix: item.codePrefix, item.codesDay))
    }
    // What its standard advises stands on the standard's page, unless it is asked as of a day of this row.
    let own = item.advice.filter { !(item.standard?.advice ?? []).contains($0) }
    if !own.isEmpty { words.append(advice.text(own)) }
    if let shown = item.shown {
      let codes = shown.codes.sorted().map { "<code>\($0.escaped)</code>" }.joined(separator: " ")
      words.append("<code>\(shown.by)</code> 为 \(codes) 时不脱敏")
    }
    if let reference = item.references, let asset = project.catalog.asset(reference.asset) {
      words.append("→ <a href=\"../\(asset.page)#\(reference.item)\">\(asset.zh.escaped)</a>")
    }
    return words.isEmpty ? "<span class=\"none\">本项自定</span>" : words.joined(separator: "<br>")
  }

  private func link(_ page: String, _ id: String, _ zh: String) -> String {
    "<a href=\"../\(page).html#\(id)\">\(zh.escaped)</a>"
  }
}
