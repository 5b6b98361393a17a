import Feeds
import Tabular

/// How a feed's file comes and what it looks like, for whoever opens it.
struct DeliveryFacts {
  let feed: Feed
  let night: Night

  var facts: [(String, String?)] {
    [
      ("供数", "\(feed.id) \(feed.zh)".escaped), ("送方", "\(feed.sender.name)，\(feed.sender.contact)".escaped),
      ("来文", delivered), (control.name, control.markup), ("存档", archived), ("应到", due), ("内容", brings),
      ("编码", encoding), ("记录", records), ("尾记录", trailer), ("变更", change), ("不入库", filter), ("合计", balance),
      ("未取用", unused), ("定义", code(feed.location.file)),
    ]
  }

  func code(_ text: String) -> String { "<code>\(text.escaped)</code>" }

  /// The name's pattern, and how it looks on the first business date the feed is due on.
  private func name(_ pattern: String) -> String {
    let date = (0..<31).map { night.first.adding(days: $0) }.first(where: feed.schedule.isDue) ?? night.first
    let at = { (number: String) in
      FilePattern(pattern.replacing(Feed.correctionPlace, with: number))?.path(on: date) ?? pattern
    }
    let correction = pattern.contains(Feed.correctionPlace) ? "，更正件 \(code(at("_02")))" : ""
    return "\(code(pattern))<br>如 \(code(at("")))\(correction)"
  }

  private var delivered: String {
    switch feed.arrival {
    case .file(let data, _): "\(name(data))<br>投到 \(code(night.dropFolder + "/"))"
    case .pages(let address): "接口 \(code(address.url))，每页 \(address.size) 条"
    }
  }

  private var control: (name: String, markup: String?) {
    switch feed.arrival {
    case .file(_, let file?):
      guard let template = feed.control else { return ("到齐标志", name(file)) }
      return ("控制文件", "\(name(file))<br>\(text(template))")
    case .file(_, nil): return ("控制文件", nil)
    case .pages(let address):
      let sum = address.sumTotal.map { "，\(code("$" + FieldPlace.member($0.name))) 为 \(code($0.item)) 合计" } ?? ""
      return ("申报合计", "每页 \(code("$" + FieldPlace.member(address.rowsTotal))) 为总条数\(sum)")
    }
  }

  /// A template as it is written, and its places in words.
  func text(_ template: Template) -> String {
    var words: [String] = []
    let pattern = template.pattern
    if pattern.contains("{date") { words.append("数据日期") }
    if pattern.contains("{rows") { words.append("条数") }
    words += template.sums.map { "\(code($0)) 合计" }
    if pattern.contains("{md5") { words.append("数据文件（未解压）的 MD5") }
    if pattern.contains("{sha256") { words.append("数据文件（未解压）的 SHA-256") }
    let lines = pattern.split(separator: "\n").map { code(String($0)) }.joined(separator: "<br>")
    return lines + (words.isEmpty ? "" : "<br>申报 " + words.joined(separator: "、"))
  }

  /// Where the file lies once it was taken in: the drop folder has it no longer.
  private var archived: String {
    let kind =
      switch feed.form.shape {
      case .jsonPages: "，每行一页"
      default: ""
      }
    return "\(code("\(night.archiveFolder)/\(feed.id)/{yyyy-MM-dd}/{n}/"))，{n} 为到达次序\(kind)"
  }

  private var due: String {
    let when =
      switch feed.schedule.when {
      case .daily: "每日"
      case .weekdays: "周一至周五"
      case .weekly(let day): "每周" + ["一", "二", "三", "四", "五", "六", "日"][day - 1]
      case .monthly(let day): "每月 \(day) 日" + (day > 28 ? "，无此日则月末" : "")
      }
    return "\(when)，数据日期当日 \(feed.schedule.by) 前，\(feed.schedule.cutoff) 未到即缺"
  }

  private var brings: String {
    switch feed.brings {
    case .full: "全量"
    case .delta: "增量"
    case .deltaWithDeletes: "增量，含删除"
    }
  }
}
