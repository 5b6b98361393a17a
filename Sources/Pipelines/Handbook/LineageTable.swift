import Catalog
import Cleansing
import Feeds
import Tabular
import Warehouse

/// From a feed's column to what each clearance sees, item by item.
struct LineageTable {
  private let asset: Asset
  private let definition: AssetDefinition
  private let feed: Feed

  init(_ asset: Asset, _ feed: Feed) {
    self.asset = asset
    self.feed = feed
    definition = AssetDefinition(asset)
  }

  var markup: String {
    let rows = zip(definition.items, feed.mapping.sources).map { item, source in
      ["<code>\(item.id)</code>", origin(source), stored(item)] + (1...4).map { seen(item, at: $0) }
    }
    return """
      \(about)
      \(Markup.table(["数据项", "来文字段", "仓内", "mart_l1", "mart_l2", "mart_l3", "mart_l4"], rows))
      """
  }

  private var about: String {
    let arrival =
      switch feed.arrival {
      case .file(let data, let control): data + (control.map { "，控制文件 " + $0 } ?? "")
      case .pages(let address): address.url
      }
    return Markup.facts([
      ("供数", "\(feed.id) \(feed.zh)".escaped), ("送方", feed.sender.name.escaped),
      ("文件", "<code>\(arrival.escaped)</code>"),
      ("内容", brings), ("最迟", "\(feed.schedule.by)，截止 \(feed.schedule.cutoff)"),
      ("定义", "<code>\(feed.location.file.escaped)</code>"),
    ])
  }

  private var brings: String {
    switch feed.brings {
    case .full: "全量"
    case .delta: "增量"
    case .deltaWithDeletes: "增量，含删除"
    }
  }

  private func column(_ index: Int) -> String { "<code>\(feed.form.columns[index].escaped)</code>" }

  private func origin(_ source: ItemSource) -> String {
    switch source {
    case .field(let index, let options): column(index) + (options.map.isEmpty ? "" : "（按对照表）")
    case .signed(let amount, let sign, _, _, _): "\(column(amount))，正负看 \(column(sign))"
    case .split(let positive, let negative, _): "\(column(positive)) 减 \(column(negative))"
    case .constant(let value): "常量 \(value.escaped)"
    case .absent: "<span class=\"none\">不供</span>"
    }
  }

  /// Where it stands: the batch as delivered, the fold of versions, the masked form and the token beside it.
  private func stored(_ item: AssetDefinition.Item) -> String {
    let table = asset.keeps == .versions ? "ods · dwd" : "ods"
    var columns = [item.id]
    if item.mask != nil { columns.append(item.maskedColumn) }
    if item.scheme != nil { columns.append(item.tokenColumn) }
    return "\(table) " + columns.map { "<code>\($0)</code>" }.joined(separator: " ")
  }

  private func seen(_ item: AssetDefinition.Item, at clearance: Int) -> String {
    guard definition.items.contains(where: { $0.visibility(at: clearance) == .raw }) else {
      return "<span class=\"withheld\">—</span>"
    }
    let key = item.scheme == nil ? "" : " + 代号"
    switch item.visibility(at: clearance) {
    case .raw: return "<span class=\"raw\">原值\(key)</span>"
    case .masked: return "<span class=\"masked\">脱敏\(key)</span>"
    case .withheld: return key.isEmpty ? "<span class=\"withheld\">—</span>" : "<span class=\"masked\">代号</span>"
    }
  }
}
