import Catalog
import Tabular

/// What is advised, as people read it on the catalog's pages.
struct AdviceWords {
  /// From the page to the folder of the code tables' page.
  let up: String

  func text(_ advice: [Advice]) -> String { advice.map(text).joined(separator: "<br>") }

  private func text(_ advice: Advice) -> String {
    switch advice.test {
    case .codes(let lookup): return "应在 " + text(lookup)
    case .rule(let rule): return "应合规则 <code>\(rule.rawValue)</code>"
    case .bounds(let minimum, let maximum):
      let low = minimum.map { "不小于 \($0)" }
      let high = maximum.map { "不大于 \($0)" }
      return "应" + [low, high].compactMap(\.self).joined(separator: "、")
    }
  }

  /// `行政区划（前 6 位，自出生日起任一时点有效）`
  func text(_ lookup: CodeLookup) -> String {
    let table = "<a href=\"\(up)codes.html#\(lookup.table.id)\">\(lookup.table.zh.escaped)</a>"
    return table + details(prefix: lookup.prefix, lookup.day)
  }

  /// Nothing where the whole value is looked up as of the business date.
  func details(prefix: Int?, _ day: CodeLookup.Day) -> String {
    let part = prefix.map { "前 \($0) 位" }
    let when: String? =
      switch day {
      case .businessDate: nil
      case .on(let item): "按 <code>\(item)</code> 当日有效"
      case .since(let item): "自 <code>\(item)</code> 起任一时点有效"
      case .sinceBirth: "自出生日起任一时点有效"
      }
    let words = [part, when].compactMap(\.self)
    return words.isEmpty ? "" : "（\(words.joined(separator: "，"))）"
  }

  /// Who signed for how many values, until when; never the values.
  static func text(_ exceptions: [LegalException]) -> String {
    exceptions.map { exception in
      let count = exception.values.count + exception.hashes.count + exception.tokens.count
      return "<code>\(exception.id)</code> \(count) 个值，至 \(exception.until)，\(exception.approver.escaped) 批准："
        + exception.reason.escaped
    }.joined(separator: "<br>")
  }
}
