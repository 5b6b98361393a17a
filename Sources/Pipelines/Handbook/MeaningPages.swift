import Catalog
import Tabular

/// Every standard with how its values are cleaned, checked, graded and masked, and the items bound to it.
struct StandardsPage {
  private let catalog: DataCatalog
  private let uses: WhereUsed

  init(_ catalog: DataCatalog, _ uses: WhereUsed) {
    self.catalog = catalog
    self.uses = uses
  }

  var page: Handbook.Page {
    let sections = catalog.standards.values.sorted { $0.id < $1.id }.map(section)
    return Markup.page("standards.html", title: "数据标准", sections.joined(separator: "\n"))
  }

  private func section(_ standard: Standard) -> String {
    let facts = Markup.facts([
      ("口径", standard.meaning.escaped), ("类型", "<code>\(standard.type.description)</code>"),
      ("形式", standard.format.map { "<code>\($0.description)</code>" }),
      ("规则", standard.rule.map { "<code>\($0.rawValue)</code>" }),
      ("规范化", standard.normalizers.map { "<code>\($0.rawValue)</code>" }.joined(separator: " ")),
      ("写法", standard.patterns.map { "<code>\($0.rawValue)</code>" }.joined(separator: " ")),
      ("码表", standard.codes.map { "<a href=\"codes.html#\($0)\">\($0)</a>" }),
      ("提示", AdviceWords(up: "").text(standard.advice)), ("例外", AdviceWords.text(standard.exceptions)),
      ("最小单位", standard.minorUnitBy.map { "按 <code>\($0)</code> 的币种" }),
      ("最小", standard.minimum?.description), ("最大", standard.maximum?.description),
      ("级别", standard.level.map(Markup.level)), ("脱敏", standard.mask.map { "<code>\($0.description)</code>" }),
      ("标识", standard.identifies.map { "<code>\($0)</code>" }), ("责任人", standard.owner.escaped),
      ("依据", standard.basis.escaped), ("备注", standard.remark.escaped),
      ("引用", Markup.places(uses.standards[standard.id] ?? [])),
    ])
    return """
      <section id="\(standard.id)"><h2>\(standard.zh.escaped) <code>\(standard.id)</code> v\(standard.version)</h2>
      \(facts)</section>
      """
  }
}

/// Every code table with the days between which each code holds, and the items that use it.
struct CodesPage {
  private let catalog: DataCatalog
  private let uses: WhereUsed

  init(_ catalog: DataCatalog, _ uses: WhereUsed) {
    self.catalog = catalog
    self.uses = uses
  }

  var page: Handbook.Page {
    let sections = catalog.codes.values.sorted { $0.id < $1.id }.map(section)
    return Markup.page("codes.html", title: "码表", sections.joined(separator: "\n"))
  }

  private func section(_ table: CodeTable) -> String {
    let others = Dictionary(grouping: table.also.sorted { $0.key < $1.key }, by: \.value)
    let hasMinor = table.values.contains { $0.minor != nil }
    let rows = table.values.map { value in
      [
        "<code>\(value.code.escaped)</code>", value.zh.escaped, value.from?.description ?? "",
        value.to?.description ?? "", value.successors.map { "<code>\($0.escaped)</code>" }.joined(separator: " "),
        (others[value.code] ?? []).map(\.key.escaped).joined(separator: "、"),
      ] + (hasMinor ? [value.minor.map(String.init) ?? ""] : [])
    }
    let heads = ["代码", "名称", "生效", "失效", "后继", "其他写法"] + (hasMinor ? ["小数位"] : [])
    let facts = Markup.facts([
      ("口径", table.meaning.escaped), ("级别", Markup.level(table.level)), ("责任人", table.owner.escaped),
      ("依据", table.basis.escaped), ("备注", table.remark.escaped),
      ("列全", table.covers.map { "<code>\($0.escaped)</code>" }.joined(separator: " ")),
      ("引用", Markup.places(uses.codes[table.id] ?? [])),
    ])
    return """
      <section id="\(table.id)"><h2>\(table.zh.escaped) <code>\(table.id)</code></h2>
      \(facts)
      \(Markup.table(heads, rows))</section>
      """
  }
}
