import Cleansing
import Feeds
import Tabular

/// What the file is once it is open: how its records are set apart, what they do, and which are not loaded.
extension DeliveryFacts {
  var encoding: String {
    feed.form.encoding.spelling + (feed.form.compression == .gzip ? "，gzip 压缩" : "，不压缩")
  }

  var records: String {
    switch feed.form.shape {
    case .delimited(let form):
      let delimiter = String(decoding: form.delimiter, as: UTF8.self)
      let shown = delimiter == "\t" ? "制表符 \(code("\\t"))" : code(delimiter)
      return [
        "每行一条（\(form.newline.rawValue.uppercased())），以 \(shown) 分隔，共 \(form.header.count) 列",
        form.quote.map { "引号 \(code(String(decoding: [$0], as: UTF8.self)))" },
        form.hasQuotedNewlines ? "引号内可换行" : nil,
        form.preamble > 0 ? "前 \(form.preamble) 行不是数据" : nil,
        form.hasHeader ? "\(form.preamble > 0 ? "其后一行" : "首行")为列名" : "无列名行",
        form.footer > 0 ? "末 \(form.footer) 行不是数据" : nil,
      ].compactMap(\.self).joined(separator: "；")
    case .fixedWidth(let form):
      let tag = form.dataTag.map { "，以 \(code($0)) 开头" } ?? ""
      let encoding = feed.form.encoding == .gb18030 ? "GB18030" : "UTF-8"
      return "定长，每条 \(form.recordLength) 字节一行（\(form.newline.rawValue.uppercased())）\(tag)；"
        + "字节按 \(encoding) 原文从 1 数\(form.dataTag == nil ? "" : "，含开头标记")，左齐者右补空格"
    case .jsonLines: return "每行一个 JSON 对象，\(code("$")) 为该行"
    case .jsonPages: return "每页一个 JSON 对象，\(code("$")) 为该页，\(code("[*]")) 为第几条"
    }
  }

  var trailer: String? {
    switch feed.form.shape {
    case .delimited(let form): form.trailer.map { "末行 " + text($0) }
    case .fixedWidth(let form): form.trailer.map { "末行 " + text($0) }
    case .jsonLines, .jsonPages: nil
    }
  }

  /// A delivered column and its place.
  func column(_ index: Int) -> String {
    let place = FieldPlace(index, in: feed.form)
    // A member's path ends with its name.
    if case .path = place { return place.markup }
    return "\(code(feed.form.columns[index])) \(place.markup)"
  }

  var change: String? {
    guard case .field(let index, let insert, let update, let delete) = feed.mapping.change else { return nil }
    let words = [(insert, "新增"), (update, "修改"), (delete, "删除")].filter { !$0.0.isEmpty }.map { words, what in
      words.sorted().map(code).joined(separator: " ") + " " + what
    }
    return "\(column(index))：" + words.joined(separator: "，")
  }

  var filter: String? {
    guard !feed.mapping.filter.isEmpty else { return nil }
    return feed.mapping.filter.map { filter in
      "\(code(filter.item)) 为 \(filter.codes.sorted().map(code).joined(separator: " ")) 的，只计数"
    }.joined(separator: "；")
  }

  var balance: String? {
    feed.mapping.balance.map { balance in
      switch balance.currency {
      case .constant(let currency): "\(code(balance.item))，币种 \(currency.escaped)"
      case .item(let item): "\(code(balance.item))，按 \(code(item)) 分币种"
      }
    }
  }

  /// Columns the file has and no item takes, not even for its sign or as its change.
  var unused: String? {
    var used: Set<Int> = []
    for source in feed.mapping.sources {
      switch source {
      case .field(let index, _): used.insert(index)
      case .signed(let amount, let sign, _, _, _): used.formUnion([amount, sign])
      case .split(let positive, let negative, _): used.formUnion([positive, negative])
      case .constant, .absent: break
      }
    }
    if case .field(let index, _, _, _) = feed.mapping.change { used.insert(index) }
    let left = feed.form.columns.indices.filter { !used.contains($0) }
    return left.isEmpty ? nil : left.map(column).joined(separator: "；")
  }
}
