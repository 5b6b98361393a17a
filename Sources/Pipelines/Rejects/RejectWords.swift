import Catalog
import Feeds
import Tabular
import Warehouse

/// A reject's rule, as people read it: the operator in English with what to do, the sender in Chinese. Never a value.
struct RejectWords {
  let feed: Feed
  let asset: Asset

  /// What is wrong.
  func problem(_ entry: RejectEntry) -> String {
    switch entry.rule {
    case "duplicate": entry.firstLine.map { "line \($0) has the same key" } ?? "an earlier line has the same key"
    case "required": "there is nothing, and the item does not say why it may be missing"
    case "format": "not of the length or the characters it is to have"
    case "number": "not a number"
    case "date_exists": "no such day or time"
    case "code_table": codeTable(entry).map { "no code of \($0) on that day" } ?? "no word the feed declares"
    case "choice": "the code that chooses its standard has none"
    case "check_digit": "the check character does not follow from the others"
    case "range": "beyond the bounds of the catalog, or longer than the type"
    case "minor_unit": "no multiple of the currency's smallest unit"
    case "encoding": "bytes that are no character in \(feed.form.encoding.words)"
    case "field_count": "not \(feed.form.columns.count) fields"
    case "record_length": "not of the declared length"
    case "quoting": "a quote inside a field, text behind a closing one, or one never closed"
    case "json": "no JSON object of plain values, or one with a name twice"
    case "unknown_field": "a name or a kind of record the feed does not declare"
    case "too_long": "longer than a record may be"
    default: entry.rule
    }
  }

  /// What to do about it.
  func hint(_ entry: RejectEntry) -> String {
    let ask = "ask \(feed.sender.name) \(feed.sender.contact) for a correction: granary rejects export \(feed.id)"
    let then = "then granary check, plan, apply and granary rejects replay \(feed.id)"
    switch entry.rule {
    case "duplicate":
      return "the first line of a key is loaded; if the key is too short, mend key: in \(asset.location)"
    case "required": return "\(ask); if it may be missing, say why with empty: at \(place(entry)), \(then)"
    case "code_table":
      let table = codeTable(entry).map { "a new code goes into Catalog/codes/\($0).yaml, " } ?? ""
      return "\(table)a sender's own word into map: at \(feed.location), \(then); or \(ask)"
    case "check_digit":
      return "\(ask); a number that was legally issued so is signed for in Catalog/exceptions, \(then)"
    case "range", "choice", "minor_unit": return "\(ask); if the catalog is wrong, mend \(place(entry)), \(then)"
    case "format", "number", "date_exists":
      return "\(ask); another spelling of it is declared at \(feed.location), \(then)"
    case "unknown_field":
      return "\(ask); what the sender has added is declared under columns: at \(feed.location), \(then)"
    default: return ask
    }
  }

  /// The same for the sender.
  func reason(_ entry: RejectEntry) -> String {
    switch entry.rule {
    case "duplicate": entry.firstLine.map { "与第 \($0) 行主键重复" } ?? "主键重复"
    case "required": "必填项为空"
    case "format": "长度或字符不符合格式"
    case "number": "不是数值"
    case "date_exists": "日期或时间不存在"
    case "code_table": codeTable(entry).map { "不在码表 \($0) 中" } ?? "不在约定的取值中"
    case "choice": "类型代码没有对应的标准"
    case "check_digit": "校验位不符"
    case "range": "超出取值范围或长度"
    case "minor_unit": "金额小于币种最小单位"
    case "encoding": "含有非 \(feed.form.encoding.words) 字符"
    case "field_count": "字段数不是 \(feed.form.columns.count)"
    case "record_length": "记录长度不符"
    case "quoting": "引号不配对"
    case "json": "不是合法的 JSON 对象"
    case "unknown_field": "含有未约定的字段或记录类型"
    case "too_long": "记录过长"
    default: entry.rule
    }
  }

  /// `uscc 统一社会信用代码`; the record as a whole where no item is at fault.
  func item(_ entry: RejectEntry) -> String { RejectWords.item(entry.item, of: asset) }

  static func item(_ id: String?, of asset: Asset?) -> String {
    guard let id else { return "(the record)" }
    return [id, asset?.item(id)?.zh].compactMap(\.self).joined(separator: " ")
  }

  /// The sender's own name of the column.
  func column(_ entry: RejectEntry) -> String {
    let columns = feed.form.columns
    return 1...max(1, columns.count) ~= entry.column && !columns.isEmpty ? columns[entry.column - 1] : ""
  }

  private func codeTable(_ entry: RejectEntry) -> String? {
    entry.item.flatMap { asset.item($0)?.codes?.id }
  }

  private func place(_ entry: RejectEntry) -> String {
    "\(entry.item.flatMap { asset.item($0)?.location } ?? asset.location)"
  }
}

extension FeedForm.Encoding {
  fileprivate var words: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    }
  }
}
