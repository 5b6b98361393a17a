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
  private let delivery: DeliveryFacts

  init(_ asset: Asset, _ feed: Feed, _ night: Night) {
    self.asset = asset
    self.feed = feed
    delivery = DeliveryFacts(feed: feed, night: night)
    definition = AssetDefinition(asset)
  }

  var markup: String {
    let rows = zip(definition.items, feed.mapping.sources).map { item, source in
      [
        "<a href=\"../\(asset.page)#\(item.id)\"><code>\(item.id)</code></a> \(item.zh.escaped)", origin(source),
        stored(item),
      ]
        + (1...4).map { seen(item, at: $0) }
    }
    return """
      <section id="feed-\(feed.id.replacing("/", with: "-"))">
      \(Markup.facts(delivery.facts))
      \(Markup.table(["数据项", "来文字段及位置", "仓内", "mart_l1", "mart_l2", "mart_l3", "mart_l4"], rows))
      </section>
      """
  }

  private func origin(_ source: ItemSource) -> String {
    switch source {
    case .field(let index, let options): delivery.column(index) + spelling(options)
    case .signed(let amount, let sign, let negative, let positive, let options):
      "\(delivery.column(amount))\(spelling(options))，正负看 \(delivery.column(sign))："
        + (positive.isEmpty ? "其余" : words(positive)) + " 为正，" + words(negative) + " 为负"
    case .split(let positive, let negative, let options):
      "\(delivery.column(positive)) 减 \(delivery.column(negative))\(spelling(options))"
    case .constant(let value): "常量 <code>\(value.escaped)</code>"
    case .absent: "<span class=\"none\">不供</span>"
    }
  }

  private func words(_ words: Set<String>) -> String {
    words.sorted().map { "<code>\($0.escaped)</code>" }.joined(separator: " ")
  }

  /// How this sender writes it, where that differs from the item's standard.
  private func spelling(_ options: FieldOptions) -> String {
    var words: [String] = []
    if !options.patterns.isEmpty {
      words.append("写作 " + options.patterns.map { "<code>\($0.rawValue)</code>" }.joined(separator: " "))
    }
    if options.decimalMark != "." { words.append("小数点为 <code>\(options.decimalMark)</code>") }
    if !options.map.isEmpty {
      // Read as the sender's words by code.
      let pairs = options.map.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      words.append(
        "对照 " + pairs.map { "<code>\($0.key.escaped)</code> → <code>\($0.value.escaped)</code>" }.joined(separator: "，")
      )
    }
    return words.isEmpty ? "" : "<br><span class=\"dim\">\(words.joined(separator: "；"))</span>"
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
