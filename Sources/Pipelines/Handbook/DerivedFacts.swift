import Catalog

/// What an asset's rows say besides themselves, for its page: whom they identify, and the views that are made of them.
struct DerivedFacts {
  private let asset: Asset
  private let catalog: DataCatalog

  init(_ asset: Asset, _ catalog: DataCatalog) {
    self.asset = asset
    self.catalog = catalog
  }

  /// A line for each party its rows name.
  var identifies: [String] {
    asset.identifies.map { one in
      let by = one.by.isEmpty ? "" : "，另由 \(items(one.by)) 找到"
      return "\(items([one.party]))，名称 \(items([one.name]))\(by)" + (one.isCustomer ? "" : "；不一定是本行客户")
    }
  }

  /// A line for each view or column that is made of its rows.
  var views: [String] {
    let derives = asset.derives
    var lines: [String] = []
    if let latest = derives.latest {
      let which = latest.order.isEmpty ? "最近数据日期的全部" : "\(items(latest.order)) 最后的一条"
      lines.append("\(view(asset.table + "_latest"))：同一 \(items(latest.by)) 取\(which)")
    }
    lines += derives.relations.map { relation in
      let through = relation.through.map { "（经 <code>\($0.asset).\($0.item)</code>）" } ?? ""
      return
        "\(view("relation"))：\(items([relation.from])) 是 \(items([relation.to]))\(through) 的\(relation.kind.escaped)"
    }
    if let merge = derives.merge {
      lines.append("\(view("survivor"))：\(items([merge.from])) 归到 \(items([merge.into]))，自 \(items([merge.since]))")
    }
    if let tree = derives.tree {
      lines.append("\(view(asset.table + "_closure"))：\(items([tree.node])) 及其各级上级 \(items([tree.parent]))")
    }
    if let quotes = derives.quotes {
      let since = quotes.since.map { "，自 \(items([$0])) 起" } ?? ""
      lines.append(
        "各币种折 \(quotes.base.escaped) 的牌价：\(items([quotes.rate])) 每 \(items([quotes.unit])) 单位\(since)，\(Derivations.Quotes.oldestDays) 天内有效"
      )
    }
    if let money = derives.money, let base = catalog.asset(money.rates)?.derives.quotes?.base {
      let columns = money.amounts.map { "<code>\($0)_\(base.lowercased())</code>" }.joined(separator: " ")
      lines.append("\(columns)：按数据日期的 \(money.rates.escaped) 折 \(base.escaped)，无价为空")
    }
    return lines
  }

  private func view(_ name: String) -> String { "视图 <code>\(name)</code>" }

  private func items(_ ids: [String]) -> String {
    ids.map { id in "<code>\(id)</code> \((asset.item(id)?.zh ?? "").escaped)" }.joined(separator: "、")
  }
}
