import Catalog
import Tabular

/// All assets by category, and how far the catalog has come.
struct IndexPage {
  private let project: Project

  init(_ project: Project) { self.project = project }

  var page: Handbook.Page {
    Markup.page("index.html", title: "数据资产目录", [figures, byCategory, schemes].joined(separator: "\n"))
  }

  private var catalog: DataCatalog { project.catalog }

  /// 落标率: items bound to a standard, or choosing among standards, of all.
  private var figures: String {
    let items = catalog.assets.flatMap(\.items)
    let bound = items.count { $0.standard != nil || $0.choice != nil }
    let levels = (1...4).map { level in "\(Markup.level(level)) \(items.count { $0.level == level })" }
    return Markup.facts([
      ("资产", "\(catalog.assets.count)"), ("数据项", "\(items.count)"),
      ("落标率", items.isEmpty ? nil : "\(bound * 100 / items.count)%（\(bound) 项引用标准）"),
      ("分级", levels.joined(separator: " ")), ("标准", "<a href=\"standards.html\">\(catalog.standards.count)</a>"),
      ("码表", "<a href=\"codes.html\">\(catalog.codes.count)</a>"),
      ("目录版本", "<code>\(catalog.fingerprint.short)</code>"),
    ])
  }

  private var byCategory: String {
    let groups = Dictionary(grouping: catalog.assets, by: \.category)
    return groups.keys.sorted().map { category in
      let rows = groups[category]!.map { asset in
        [
          "<a href=\"\(asset.page)\"><code>\(asset.id)</code></a>", asset.zh.escaped, Markup.level(asset.level),
          "\(asset.items.count)", asset.frequency.escaped, asset.owner.escaped, asset.meaning.escaped,
        ]
      }
      let about = catalog.categories[category]?.meaning ?? ""
      return """
        <section id="\(category.escaped)"><h2>\(category.escaped)</h2>
        <p class="dim">\(about.escaped)</p>
        \(Markup.table(["资产", "名称", "级别", "数据项", "频率", "责任人", "口径"], rows))</section>
        """
    }.joined(separator: "\n")
  }

  private var schemes: String {
    catalog.schemes.values.sorted { $0.id < $1.id }.map { scheme in
      let rows = scheme.levels.enumerated().map { ["\($0 + 1)", $1.escaped] }
      return "<h2>分级方案 \(scheme.zh.escaped)</h2>\n<p class=\"dim\">\(scheme.basis.escaped)</p>\n"
        + Markup.table(["级", "名称"], rows)
    }.joined(separator: "\n")
  }
}

/// Every item of every asset in one list, to be searched with the browser's own search.
struct ItemsPage {
  private let catalog: DataCatalog

  init(_ catalog: DataCatalog) { self.catalog = catalog }

  var page: Handbook.Page {
    let rows = catalog.assets.flatMap { asset in
      asset.items.map { item in
        [
          "<a href=\"\(asset.page)#\(item.id)\"><code>\(item.id)</code></a>", item.zh.escaped,
          "<a href=\"\(asset.page)\">\(asset.zh.escaped)</a>", Markup.level(item.level), item.meaning.escaped,
        ]
      }
    }
    return Markup.page("items.html", title: "数据项", Markup.table(["数据项", "名称", "资产", "级别", "口径"], rows))
  }
}
